"""What happens to requests to be removed."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ErasureAsked(Event):
    """Somebody asked to be removed."""

    request_public_id: str
    person_public_id: str


@dataclass(frozen=True)
class PersonErased(Event):
    """A person was removed from every table, text and index."""

    request_public_id: str
    person_public_id: str
