"""The roles, where each is held, and its words. A role holding is the only authority there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Role:
    """One role: its key, its words, and the floor of the scope path at which it is held."""

    key: str
    label: str
    held_at: str


PROGRAMME_LEAD: Final = "programme_lead"
SPONSOR: Final = "sponsor"
COORDINATOR: Final = "coordinator"
REVIEWER: Final = "reviewer"
QUESTION_OWNER: Final = "question_owner"
SUPPORTING_OFFICER: Final = "supporting_officer"
SUPPORTING_COUNCILLOR: Final = "supporting_councillor"
MENTOR: Final = "mentor"
RESEARCHER: Final = "researcher"
TEAM_LEAD: Final = "team_lead"
COMMUNITY_PARTNER: Final = "community_partner"
LIVED_EXPERIENCE: Final = "lived_experience"
CLERK: Final = "clerk"
CLEARING_OFFICER: Final = "clearing_officer"
CHAIR: Final = "chair"
MONITORING_OFFICER: Final = "monitoring_officer"
DEPUTY_MONITORING_OFFICER: Final = "deputy_monitoring_officer"
PARTNER_CONTACT: Final = "partner_contact"
PROPOSER: Final = "proposer"

ROLES: Final[dict[str, Role]] = {
    role.key: role
    for role in (
        Role(PROGRAMME_LEAD, "programme lead", "programme"),
        Role(SPONSOR, "sponsor councillor", "programme"),
        Role(COORDINATOR, "coordinator", "programme"),
        Role(REVIEWER, "reviewer", "programme"),
        Role(PROPOSER, "officer or councillor who may propose questions", "programme"),
        Role(QUESTION_OWNER, "question owner", "challenge"),
        Role(SUPPORTING_OFFICER, "supporting officer", "challenge"),
        Role(SUPPORTING_COUNCILLOR, "supporting councillor", "challenge"),
        Role(MENTOR, "mentor", "challenge"),
        Role(RESEARCHER, "researcher", "team"),
        Role(TEAM_LEAD, "team lead", "team"),
        Role(COMMUNITY_PARTNER, "community partner", "team"),
        Role(LIVED_EXPERIENCE, "lived-experience contributor", "team"),
        Role(CLERK, "clerk (democratic services)", "body"),
        Role(CLEARING_OFFICER, "clearing officer", "body"),
        Role(CHAIR, "committee chair", "body"),
        Role(MONITORING_OFFICER, "monitoring officer", "body"),
        Role(DEPUTY_MONITORING_OFFICER, "deputy named for the monitoring officer", "programme"),
        Role(PARTNER_CONTACT, "partner contact", "programme"),
    )
}

RUNNERS: Final = frozenset({PROGRAMME_LEAD, COORDINATOR})
"""Those who run a programme from day to day."""

TEAM_ROLES: Final = frozenset({RESEARCHER, TEAM_LEAD, COMMUNITY_PARTNER, LIVED_EXPERIENCE})
SUPPORT_ROLES: Final = frozenset({QUESTION_OWNER, SUPPORTING_OFFICER, SUPPORTING_COUNCILLOR, MENTOR})
STAFF: Final = frozenset({PROGRAMME_LEAD, COORDINATOR, SPONSOR})
EVERYONE_ON_A_CHALLENGE: Final = STAFF | TEAM_ROLES | SUPPORT_ROLES


def body_scope(body_public_id: str) -> str:
    """The scope path at which a committee's roles are held."""
    return f"body/{body_public_id}"
