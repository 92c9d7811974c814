"""What personal links may be for: each app registers its purposes, `participation` carries them.

A link stores a purpose key and a public id. The purpose describes what is asked, offers choices, and turns the answer
into one action. No link ever acts on GET.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class Choice:
    """One of the answers offered; none is preselected."""

    key: str
    label: str
    hint: str = ""
    text_label: str = ""
    """Label of the text asked for with this answer; empty where no text is asked for."""
    text_required: bool = False
    date_label: str = ""
    """Label of a date asked for with this answer; empty where none is."""
    passage_label: str = ""
    """Label of words copied from the text asked about; with it comes a second box, for what they should say."""
    proposed_label: str = ""
    ticks: tuple[tuple[str, str], ...] = ()
    """Boxes to tick with this answer: what is kept, and its label. The text has a line for each that was ticked."""


@dataclass(frozen=True)
class Card:
    """What the occasional person sees: what this is, who asks, what they are asked, what happens next."""

    title: str
    asked_by: str
    """By role and organisation, such as `the coordinator of the 2026 round`."""
    why: str
    body: str
    """Markdown."""
    facts: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    next: str
    answer_by: date | None = None
    scope: str = ""
    body_scope: str = ""
    """Of the committee whose clerk may enter an answer that came by phone or on paper; empty where there is none."""
    to_read: tuple[tuple[str, str], ...] = ()
    """Longer texts asked about, folded away: a heading and plain text."""
    binding: str = ""
    """Hash of the text asked about; it comes back with the answer, so that nobody answers about another text."""


@dataclass(frozen=True)
class Given:
    """An answer as it was given."""

    choice: str
    text: str = ""
    on: date | None = None
    binding: str = ""
    """The hash of the text that was shown when it was given."""
    passage: str = ""
    """Words of the text asked about, copied."""
    proposed: str = ""
    """What they should say instead."""


@dataclass(frozen=True)
class Outcome:
    """What the answer did, in one sentence for the receipt, and what happens next."""

    sentence: str
    next: str = ""


class Purpose(Protocol):
    """One thing that a personal link can be for.

    Two more attributes may be there. `needs_code = True`: an answer by link counts only with a code that was sent to
    the invited address. `asked_again_at(public_id)`: when the same was asked once more; an earlier answer then closes
    nothing.
    """

    key: str
    label: str

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked. Raises `NotFound` where the record is gone."""
        ...

    def closed(self, public_id: str, now: datetime) -> str:
        """Why it can no longer be answered, as a sentence; empty while it can."""
        ...

    def relied_on(self, public_id: str) -> bool:
        """Whether something already rests on the answer, so that it can no longer be changed by link."""
        ...

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Act on the answer, in the caller's transaction. `actor.via` says link, phone or paper."""
        ...


PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Make a purpose known. Called from an app's `links.py` at start-up."""
    PURPOSES[purpose.key] = purpose
