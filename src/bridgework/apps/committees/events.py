"""What happens to papers and proposals."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class PaperPublished(Event):
    """A paper went out with the agenda."""

    paper_public_id: str
    challenge_public_id: str
    scope: str


@dataclass(frozen=True)
class ResolutionRecorded(Event):
    """A committee resolved on one proposal, or a mis-entered resolution was superseded by this one."""

    resolution_public_id: str
    challenge_public_id: str
    scope: str


@dataclass(frozen=True)
class PaperBroughtIn(Event):
    """A large document waits to be read."""

    reading_public_id: str
    scope: str
