"""Who applied this year. Invented people, each with a department, what they can do, and the questions they rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Applicant:
    """One application."""

    name: str
    department: str
    skills: str
    wishes: tuple[str, ...]
    """Questions, the one most wanted first."""
    hours: int = 6
    whole_period: bool = True
    score: int = 4


APPLICANTS: Final[dict[str, Applicant]] = {
    "amelia": Applicant("Amelia Chen", "Geography", "timetables, maps", ("buses", "libraries", "repair"), 8, score=5),
    "tunde": Applicant("Tunde Bakare", "Civil Engineering", "transport models", ("buses", "flood", "repair"), 6),
    "sophie": Applicant("Sophie Lovell", "Economics", "costing", ("buses", "carers", "damp"), 5),
    "ifan": Applicant("Ifan Rees", "Mathematics", "statistics", ("damp", "buses", "school"), 6),
    "rahul": Applicant("Rahul Deshmukh", "Law", "housing law", ("damp", "carers", "dental"), 7, score=5),
    "ellie": Applicant("Ellie Marsden", "Sociology", "interviews", ("damp", "school", "libraries"), 6),
    "yasmin": Applicant("Yasmin Farouk", "Public Health", "records", ("damp", "dental", "school"), 6),
    "wiktoria": Applicant(
        "Wiktoria Nowak", "Education", "schools, interviews", ("school", "carers", "libraries"), 8, score=5
    ),
    "george": Applicant("George Pemberton", "Economics", "panel data", ("school", "damp", "buses"), 5),
    "daniel": Applicant("Daniel Achterberg", "Psychology", "surveys", ("school", "carers", "flood"), 6),
    "priyanka": Applicant("Priyanka Rao", "Geography", "flood maps", ("flood", "buses", "repair"), 7, score=5),
    "chloe": Applicant("Chloe Sutton", "Psychology", "volunteering", ("flood", "school", "carers"), 6),
    "mateus": Applicant("Mateus Carvalho", "Civil Engineering", "hydrology", ("flood", "repair", "buses"), 6),
    "zainab": Applicant("Zainab Osman", "Materials Science", "repair", ("repair", "flood", "damp"), 7),
    "joel": Applicant("Joel Hartnoll", "Management", "small firms", ("repair", "carers", "buses"), 5),
    "niamh": Applicant(
        "Niamh Gallagher", "Chemistry", "safety of appliances", ("repair", "flood", "libraries"), 5, score=3
    ),
    "aisha": Applicant("Aisha Bello", "Anthropology", "watching and listening", ("libraries", "school", "damp"), 6),
    "hugh": Applicant("Hugh Trelawny", "English", "interviews", ("libraries", "carers", "school"), 5),
    "linh": Applicant("Linh Tran", "Architecture", "buildings", ("libraries", "damp", "repair"), 6),
    "leila": Applicant("Leila Haddad", "Management", "staff surveys", ("carers", "libraries", "buses"), 6),
    "robert": Applicant("Robert Mbeki", "Law", "employment law", ("carers", "damp", "dental"), 4),
    "stella": Applicant("Stella Winfield", "Sociology", "care", ("carers", "school", "libraries"), 5),
    "arun": Applicant("Arun Pillai", "Economics", "econometrics", ("carers", "school", "damp"), 5),
    "holly": Applicant("Holly Jackman", "History", "archives", ("libraries", "school", "carers"), 3, score=3),
    "felix": Applicant(
        "Felix Brandt", "Physics", "sensors", ("damp", "flood", "buses"), 2, whole_period=False, score=2
    ),
    "nasreen": Applicant("Nasreen Uddin", "Pharmacy", "health services", ("dental", "school", "damp"), 5),
}
JOINT: Final = ("priyanka", "chloe")
"""Two who apply together."""
DRAFT: Final = ("harriet", "Harriet Boyce", "Veterinary Medicine")
"""Began an application and has not sent it yet."""

TEAMS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "buses": (
        ("amelia", "Your first choice, and the question needs somebody who can read a timetable as a map."),
        ("tunde", "Your first choice; transport models will carry the costs."),
        ("sophie", "Your first choice; costing the evening runs is the heart of it."),
    ),
    "damp": (
        ("rahul", "Your first choice; what a landlord must do is a question of law."),
        ("ellie", "Your first choice; landlords and tenants will both have to be listened to."),
        ("yasmin", "Your first choice; you know health records, and damp shows there."),
    ),
    "school": (
        ("wiktoria", "Your first choice; you have worked in two of the schools."),
        ("george", "Your first choice; the take-up data are a panel."),
        ("daniel", "Your first choice; the forms families get need a survey."),
    ),
    "flood": (
        ("priyanka", "Your first choice, and you asked to work with Chloe Sutton."),
        ("chloe", "Your first choice, and you asked to work with Priyanka Rao."),
        ("mateus", "Your first choice; you know how the washlands fill."),
    ),
    "repair": (
        ("zainab", "Your first choice; you know what can be repaired."),
        ("joel", "Your first choice; who would run it is a question about small firms."),
        ("niamh", "Your first choice; what may be sold again is a question of safety."),
    ),
    "libraries": (
        ("aisha", "Your first choice; sitting in a library and watching is your trade."),
        ("hugh", "Your first choice, and you have time in the winter."),
        ("linh", "Your first choice; a warm room is also a building."),
    ),
    "carers": (
        ("leila", "Your first choice; the question begins with a staff survey."),
        ("robert", "Your first choice; leave is a matter of law."),
        ("stella", "Your first choice; you know care from the inside."),
    ),
}
RESERVE: Final = {
    "ifan": "Everything is right; the team of your first choice was full.",
    "arun": "You would strengthen any team; two are still looking.",
    "holly": "Your first choice was full. We keep you for whoever steps back.",
    "nasreen": "The dentist question has no team yet. You are the first we ask.",
}
DECLINED: Final = {"felix": "The work needs five hours a week for six months, and you have two until June."}
LEADS: Final = {
    "buses": "amelia",
    "damp": "rahul",
    "school": "wiktoria",
    "flood": "priyanka",
    "repair": "zainab",
    "libraries": "aisha",
}
