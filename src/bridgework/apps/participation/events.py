"""Answers that are wanted, and answers that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class AnswerWanted(Event):
    """One person is asked one thing: `messages` makes a personal link and sends it to them.

    Published by the app that asks, in the action that asks. `purpose` is a key registered in its `links.py`.
    """

    purpose: str
    record_public_id: str
    person_public_id: str
    scope: str
    expires_at: datetime
    actor_public_id: str = ""
    batch: str = ""
    """Not empty where one act asks several people: it then waits in the outbox for a named person."""


@dataclass(frozen=True)
class AnswerGiven(Event):
    """An answer was given by link, by phone or on paper; a receipt goes to the address."""

    answer_public_id: str
    purpose: str
    record_public_id: str
    person_public_id: str
