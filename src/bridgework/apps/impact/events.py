"""What happens in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class FactRecorded(Event):
    """One of the four facts of a recommendation has a new entry."""

    recommendation_public_id: str
    scope: str
    fact: str


@dataclass(frozen=True)
class RecommendationClosed(Event):
    """The programme closed a recommendation, or reopened it."""

    recommendation_public_id: str
    scope: str
    state: str
