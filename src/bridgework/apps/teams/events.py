"""What happens to teams."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class TeamFormed(Event):
    """A team was confirmed."""

    team_public_id: str
    challenge_public_id: str
    scope: str


@dataclass(frozen=True)
class TeamMemberMoved(Event):
    """Somebody was invited, accepted, declined, left or was taken out."""

    team_member_public_id: str
    scope: str
    state: str


@dataclass(frozen=True)
class FormationRunMoved(Event):
    """A run was frozen, solved, bound, published or set aside."""

    run_public_id: str
    scope: str
    state: str
