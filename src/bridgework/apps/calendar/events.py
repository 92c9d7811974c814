"""What happens to bodies and their meetings that others may need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class BodyRenamed(Event):
    """A body has a new name from a date on."""

    body_public_id: str


@dataclass(frozen=True)
class CommitteeMeetingPlanned(Event):
    """A committee meeting has a date, or a new one: plans that aim at it are counted again."""

    committee_meeting_public_id: str
    body_public_id: str


@dataclass(frozen=True)
class CommitteeMeetingHeld(Event):
    """A committee meeting was held."""

    committee_meeting_public_id: str
    body_public_id: str


@dataclass(frozen=True)
class CommitteeMeetingCancelled(Event):
    """A committee meeting will not be held on its date."""

    committee_meeting_public_id: str
    body_public_id: str


@dataclass(frozen=True)
class DaysChanged(Event):
    """A holiday, an election period or a rule came or went: plans and deadlines of this council are counted again.

    `organisation_public_id` is empty where the day counts for everybody. `day` is the holiday that came or went,
    where it was one; then what it changes can be told apart.
    """

    organisation_public_id: str
    day: date | None = None
    is_added: bool = True
