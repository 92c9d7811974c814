"""Reads about wordings: all of them, any two, and what the owner said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bridgework.apps.questions.models import Question, Wording, WordingConsent
from bridgework.core.differences import difference, summary
from bridgework.kernel.errors import NotFound


@dataclass(frozen=True)
class WordingShown:
    """One wording as it stands in a history."""

    public_id: str
    number: int
    text: str
    why: str
    by: str
    """By name, else by role; empty where unknown."""
    at: datetime
    is_current: bool
    is_quotation: bool
    source: str
    order_known: bool
    changed: str
    """What changed since the wording before, in words; empty for the first."""


@dataclass(frozen=True)
class ConsentShown:
    """What the owner was asked about a wording, and what they said."""

    public_id: str
    wording_number: int
    wording_text: str
    person: str
    asked_at: datetime
    answer_by: date | None
    answer: str
    answer_words: str
    words: str
    answered_at: datetime | None
    is_open: bool
    """Answered otherwise than yes, and nobody has acted on it."""


def wordings_of(question: Question) -> list[WordingShown]:
    """Every wording of a question, oldest first. One query."""
    rows = list(question.wordings.select_related("author").order_by("number"))
    shown = []
    for index, row in enumerate(rows):
        changed = summary(difference(rows[index - 1].text, row.text)) if index else ""
        shown.append(
            WordingShown(
                row.public_id,
                row.number,
                row.text,
                row.why,
                row.author.name if row.author else row.author_role,
                row.created_at,
                row.is_current,
                row.is_quotation,
                row.source,
                row.order_known,
                changed,
            )
        )
    return shown


def current_wording(question: Question) -> Wording | None:
    """The wording in force; the latest where several are (a history whose order is not known)."""
    return question.wordings.filter(is_current=True).order_by("-number").first()


def is_answered(question: Question) -> bool:
    """Whether a published report answers the question, so that its wording stays as it is."""
    challenge = getattr(question, "challenge", None)
    return challenge is not None and challenge.state in ("reported", "at_committee", "decided", "followed_up")


def wording_pair(question: Question, first: int, second: int) -> tuple[Wording, Wording]:
    """Two wordings by number. Raises `NotFound`."""
    found = {one.number: one for one in question.wordings.filter(number__in=[first, second]).select_related("author")}
    if first not in found or second not in found:
        raise NotFound("There is no such wording.", rule="questions.wording-exists", remedy="Choose two of the list.")
    return found[first], found[second]


def consents_of(question: Question) -> list[ConsentShown]:
    """What owners were asked about the wordings of a question, the latest first. One query."""
    rows = WordingConsent.objects.filter(wording__question=question).select_related("wording", "person")
    return [_shown(row) for row in rows.order_by("-id")]


def open_answers(question: Question) -> list[ConsentShown]:
    """Answers that were not a plain yes and on which nobody has acted yet."""
    return [one for one in consents_of(question) if one.is_open]


def _shown(row: WordingConsent) -> ConsentShown:
    return ConsentShown(
        row.public_id,
        row.wording.number,
        row.wording.text,
        row.person.name,
        row.created_at,
        row.answer_by,
        row.answer,
        dict(WordingConsent.ANSWERS).get(row.answer, "has not answered yet"),
        row.words,
        row.answered_at,
        row.answer in ("other_words", "not_agreed") and row.settled_at is None,
    )
