"""Clearances of the paper to mend: cleared, gone stale, not cleared, and one nobody answers. All invented."""

from __future__ import annotations

from typing import Final

from bridgework.apps.committees.actions import ask_clearance, write_implication
from bridgework.apps.committees.actions.asking import CLEARANCE_PURPOSE
from bridgework.apps.committees.models import Clearance, Paper
from bridgework.demo.invented.paper_to_mend import TITLE
from bridgework.demo.invented.stage import Stage, Story

ASKED: Final = (
    # Key of the question, who is asked, working days to answer.
    ("finance", "clearer", 5),
    ("legal", "legal", 5),
    ("equality", "equality", 5),
    ("communications", "communications", 1),
)
LEGAL: Final = "The paper does not say under which power the council asks families. Name it, then ask me again."
CHANGED: Final = "About nine hours of a clerk’s time for each school, within what schools have."


def stories(stage: Stage) -> list[Story]:
    """The officers answer, each in their own way."""
    return [_story(stage)]


def _story(stage: Stage) -> Story:
    yield stage.at(-5, 11)
    paper = Paper.objects.get(title=TITLE)
    for key, person, within in ASKED:
        ask_clearance(
            actor=stage.actor("catering"), now=stage.now, paper=paper, key=key, person=stage.person(person),
            within=within,
        )  # fmt: skip
    yield stage.at(-4, 9)
    _answer(stage, paper, "finance", "clearer", "cleared")
    yield stage.at(-4, 14)
    _answer(stage, paper, "equality", "equality", "cleared")
    yield stage.at(-3, 16)
    _answer(stage, paper, "legal", "legal", "not_cleared", LEGAL)
    yield stage.at(-1, 10)
    row = paper.implications.get(group="implications", key="resource")
    write_implication(
        actor=stage.actor("catering"), now=stage.now, implication=row, version=row.version, text=CHANGED, status=""
    )


def _answer(stage: Stage, paper: Paper, key: str, person: str, choice: str, text: str = "") -> None:
    clearance = Clearance.objects.get(paper=paper, key=key)
    stage.answer_by_mail(person, CLEARANCE_PURPOSE, clearance.public_id, choice, text)
