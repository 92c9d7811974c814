"""What happens to conflicts of interest."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ConflictRecorded(Event):
    """A conflict was declared, or computed; work that the person holds there has to be given to another."""

    conflict_public_id: str
    person_public_id: str
    record_public_id: str


@dataclass(frozen=True)
class ConflictDecided(Event):
    """Somebody decided whether a conflict stands."""

    conflict_public_id: str
    person_public_id: str
    record_public_id: str
    stands: bool
