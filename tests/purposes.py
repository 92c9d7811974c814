"""A purpose of personal links for tests of what carries them: whether a question may be named in public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bridgework.apps.questions.models import Question
from bridgework.kernel.errors import InvalidInput, NotFound
from bridgework.kernel.links import PURPOSES, Card, Choice, Given, Outcome
from bridgework.kernel.permissions import Actor


@dataclass
class NamingPurpose:
    """Keeps its answers in `Question.brought_by`, so that what was done can be seen in the database."""

    key: str = "tests.naming"
    label: str = "May we name you?"
    closed_because: str = ""
    relied: bool = False
    calls: list[tuple[str, str]] = field(default_factory=list)

    def card(self, public_id: str, person_id: int) -> Card:
        question = _question(public_id)
        return Card(
            title=f"May we name you with “{question.title}”?",
            asked_by="the coordinator of the 2026 round",
            why="The question came from you.",
            body="It will be **public**.",
            facts=(("Question", question.title),),
            choices=(
                Choice("yes", "Yes", hint="by your role"),
                Choice("no", "No", text_label="Why not", text_required=True),
                Choice("later", "Later", text_label="A few words", date_label="When"),
            ),
            next="The coordinator reads your answer.",
            answer_by=date(2026, 12, 31),
            scope=question.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        return self.closed_because

    def relied_on(self, public_id: str) -> bool:
        return self.relied

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        if given.text == "refuse me":
            raise InvalidInput("That cannot be.", rule="tests.naming", remedy="Say something else.")
        self.calls.append((given.choice, actor.via))
        Question.objects.filter(pk=_question(public_id).pk).update(brought_by=f"{given.choice} {given.text}".strip())
        return Outcome(f"You are {'named' if given.choice == 'yes' else 'not named'}.", "Nothing more to do.")


def _question(public_id: str) -> Question:
    found = Question.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such question.")
    return found


def with_purpose() -> NamingPurpose:
    """Register a fresh purpose; a test's fixture takes it away again."""
    purpose = NamingPurpose()
    PURPOSES[purpose.key] = purpose
    return purpose


def without_purpose() -> None:
    """Forget it."""
    PURPOSES.pop(NamingPurpose.key, None)
