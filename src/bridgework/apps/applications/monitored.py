"""What equality monitoring asks. Every question can be left out, or answered “I would rather not say”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RATHER_NOT = ("rather_not", "I would rather not say")


@dataclass(frozen=True)
class Monitored:
    """One question: its key, its words, and the answers to choose from."""

    key: str
    label: str
    answers: tuple[tuple[str, str], ...]


MONITORED: Final = (
    Monitored(
        "age",
        "How old are you?",
        (("under_25", "Under 25"), ("25_34", "25 to 34"), ("35_49", "35 to 49"), ("50_over", "50 or over"), RATHER_NOT),
    ),
    Monitored(
        "gender",
        "Which of these describes you?",
        (("woman", "Woman"), ("man", "Man"), ("other", "In another way"), RATHER_NOT),
    ),
    Monitored(
        "ethnicity",
        "What is your ethnic group?",
        (
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or multiple ethnic groups"),
            ("white", "White"),
            ("other", "Another ethnic group"),
            RATHER_NOT,
        ),
    ),
    Monitored(
        "disability",
        "Do you have a health condition or disability that limits what you can do?",
        (("yes", "Yes"), ("no", "No"), RATHER_NOT),
    ),
    Monitored(
        "first_generation",
        "Did one of your parents go to university?",
        (("yes", "Yes"), ("no", "No"), RATHER_NOT),
    ),
)
