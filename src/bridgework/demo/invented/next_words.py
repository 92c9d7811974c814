"""Who applied for the next round, and the words of its questions and its call. Everybody and everything is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.demo.invented.question_words import PLACE
from bridgework.demo.invented.steps import Asked

ASKED: Final[dict[str, Asked]] = {
    "cool": Asked(
        "Homes that stay cool",
        "Which homes in Fenmarch get dangerously hot, and what could be done before the next summer?",
        "Last July the emergency department saw 140 people with heat stroke; most came from home.",
        "The housing adaptation grants",
        "housing",
        PLACE,
        "Housing standards manager",
    ),
    "crossings": Asked(
        "Crossings on the way to school",
        "Where do children cross dangerous roads to school, and which small change helps most?",
        "Each crossing costs as much as a teacher; we build four a year and have 61 requests.",
        "The list of crossings for the next two years",
        "transport",
        PLACE,
        "Head of passenger transport",
    ),
    "parents": Asked(
        "New parents who see nobody",
        "How do we find new parents who see nobody, and what do they want from us?",
        "One in four does not come to the weighing clinic. Health visitors have no way to ask why.",
        "The contract for family hubs",
        "health and care",
        "Wisbech and March",
        "Public health consultant",
    ),
    "peat": Asked(
        "Farming on wet peat",
        "What would it take for ten farms to try growing crops on wetter peat?",
        "The soil loses a centimetre each year. Nobody wants to be the first to change.",
        "The land strategy",
        "environment",
        "The washlands",
        "Flood risk manager",
    ),
}
"""Key to a question of the next round."""
SLUGS: Final = {"cool": "cool-homes", "crossings": "school-crossings", "parents": "new-parents", "peat": "wet-peat"}
PROPOSERS: Final = {"cool": "housing", "crossings": "transport", "parents": "dental", "peat": "flood"}

CRITERIA: Final = (
    ("Fit with the questions", 2, "Do they say why these questions, and what they know of them?"),
    ("What they would bring", 2, "Skills, knowledge, having lived with the problem: all count alike."),
    ("Working with others", 1, "Signs that they listen, share work and finish."),
)
DESCRIPTORS: Final = {"1": "nothing said", "3": "convincing", "5": "outstanding"}
OTHER_VIEW: Final = "Tell us about a time when somebody else's view changed your mind."
DATA_BEFORE: Final = "Have you worked with data about people before?"
WHICH_DATA: Final = "Which data, and how did you keep people's details safe?"
SLOTS: Final = ("Monday evening", "Wednesday lunchtime", "Thursday evening", "Saturday morning")
TRAITS: Final = ("Only member of my family who studied", "Parent or carer of small children")
DISCIPLINES: Final = (
    "Geography", "Engineering", "Public Health", "Sociology", "Economics", "Statistics", "Psychology", "Architecture",
    "Ecology",
)  # fmt: skip
SKILLS: Final = ("interviews", "statistics", "maps", "costing", "surveys", "writing", "building physics", "modelling")


@dataclass(frozen=True)
class Next:
    """One application for the next round."""

    name: str
    department: str
    discipline: str
    skills: tuple[str, ...]
    wishes: tuple[str, ...]
    scores: tuple[int, int] = (4, 4)
    """What each of the two reviewers gives, of 5, for every criterion."""
    slots: tuple[int, ...] = (0, 2)
    never: str = ""
    experienced: bool = False
    traits: tuple[int, ...] = ()


NEXT: Final[dict[str, Next]] = {
    "ada": Next(
        "Ada Kerslake", "Geography", "Geography", ("maps", "interviews"), ("crossings", "cool", "parents"), (5, 4)
    ),
    "bram": Next(
        "Bram Osei", "Engineering", "Engineering", ("building physics",), ("cool", "crossings", "peat"), (4, 4)
    ),
    "cleo": Next(
        "Cleo Vasquez",
        "Public Health",
        "Public Health",
        ("surveys", "statistics"),
        ("parents", "cool", "crossings"),
        (5, 5),
        experienced=True,
        traits=(1,),
    ),
    "dev": Next(
        "Dev Malhotra",
        "Statistics",
        "Statistics",
        ("statistics", "modelling"),
        ("crossings", "parents", "cool"),
        (4, 3),
    ),
    "edith": Next(
        "Edith Rowntree",
        "Sociology",
        "Sociology",
        ("interviews", "writing"),
        ("parents", "crossings", "cool"),
        (4, 5),
        traits=(0,),
    ),
    "farah": Next(
        "Farah Aslam", "Architecture", "Architecture", ("building physics", "maps"), ("cool", "parents", "crossings")
    ),
    "goran": Next("Goran Petrov", "Ecology", "Ecology", ("modelling", "maps"), ("peat", "cool", "crossings"), (4, 2)),
    "hana": Next(
        "Hana Ito",
        "Economics",
        "Economics",
        ("costing", "statistics"),
        ("cool", "peat", "crossings"),
        (5, 4),
        (1, 3),
        experienced=True,
    ),
    "ivan": Next(
        "Ivan Clarke", "Psychology", "Psychology", ("surveys", "interviews"), ("parents", "crossings", "cool"), (3, 3)
    ),
    "joy": Next(
        "Joy Adeyinka",
        "Public Health",
        "Public Health",
        ("interviews", "surveys"),
        ("parents", "cool", "crossings"),
        (4, 4),
        traits=(1,),
    ),
    "kofi": Next(
        "Kofi Mensah", "Engineering", "Engineering", ("modelling", "costing"), ("crossings", "cool", "peat"), (5, 4)
    ),
    "lena": Next(
        "Lena Hoffmann", "Geography", "Geography", ("maps", "writing"), ("crossings", "parents", "cool"), (4, 4), (2, 3)
    ),
    "mo": Next(
        "Mo Farrell",
        "Social Policy",
        "Sociology",
        ("interviews",),
        ("parents", "cool", "crossings"),
        (4, 4),
        never="peat",
    ),
    "nia": Next("Nia Pritchard", "Ecology", "Ecology", ("surveys", "maps"), ("peat", "crossings", "cool"), (2, 5)),
    "omar": Next(
        "Omar Haidari", "Economics", "Economics", ("costing", "writing"), ("cool", "crossings", "parents"), traits=(0,)
    ),
    "pia": Next(
        "Pia Lindgren", "Statistics", "Statistics", ("statistics", "old maps"), ("crossings", "cool", "parents"), (3, 4)
    ),
    "quinn": Next(
        "Quinn Abbott",
        "Architecture",
        "Architecture",
        ("building physics", "writing"),
        ("cool", "parents", "crossings"),
        (3, 4),
        (0, 1),
    ),
}
JOINT: Final = ("ada", "lena")
"""Two who apply together."""
WITHDRAWN: Final = "quinn"
LATE: Final = "pia"
"""Came after the call had closed, with an access code."""
NOT_READ: Final = ("omar", "pia")
"""Reviews of these are still missing."""
DECLARED: Final = ("second_reviewer", "kofi")
"""Who declared a conflict, and with whom; another one is computed from a department."""
REDACTED: Final = "cleo"
