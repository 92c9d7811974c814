"""What happens to what readers tell us."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class NoteReceived(Event):
    """A reader told us something about a question."""

    note_public_id: str
    challenge_public_id: str


@dataclass(frozen=True)
class NoteAnswered(Event):
    """Staff accepted what a reader told us, or said why not."""

    note_public_id: str
    challenge_public_id: str
    accepted: bool
