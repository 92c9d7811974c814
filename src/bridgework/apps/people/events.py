"""What happens to people that others may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class PersonRegistered(Event):
    """A person is known to a programme."""

    person_public_id: str


@dataclass(frozen=True)
class RoleGranted(Event):
    """A person was given a role."""

    holding_public_id: str
    person_public_id: str
    role: str
    scope: str


@dataclass(frozen=True)
class RoleEnded(Event):
    """A person's role was ended; what waited on it has to be handed over."""

    holding_public_id: str
    person_public_id: str
    role: str
    scope: str
