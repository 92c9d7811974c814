"""What reviews do when something happens to conflicts."""

from __future__ import annotations

from bridgework.apps.applications.actions.assigning import follow_conflict
from bridgework.apps.conflicts.events import ConflictDecided, ConflictRecorded
from bridgework.apps.people.models import Person
from bridgework.kernel.events import handles
from bridgework.kernel.permissions import SYSTEM


@handles(ConflictRecorded)
def close_review(event: ConflictRecorded) -> None:
    """A review whose reviewer came into conflict is theirs no longer; the gate was shut when it was recorded."""
    follow_conflict(
        actor=SYSTEM,
        now=event.at,
        person_public_id=event.person_public_id,
        record_public_id=event.record_public_id,
        stands=_stands(event.person_public_id, event.record_public_id),
    )


@handles(ConflictDecided)
def follow_decision(event: ConflictDecided) -> None:
    """A conflict that does not stand gives the card back, to declare on anew."""
    follow_conflict(
        actor=SYSTEM,
        now=event.at,
        person_public_id=event.person_public_id,
        record_public_id=event.record_public_id,
        stands=_stands(event.person_public_id, event.record_public_id),
    )


def _stands(person_public_id: str, record_public_id: str) -> bool:
    """As it stands now: handlers may run late, and twice."""
    person = Person.objects.get(public_id=person_public_id)
    return person.conflicts.filter(record_public_id=record_public_id, stands=True, ended_at=None).exists()
