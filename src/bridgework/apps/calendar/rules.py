"""Who keeps bodies, their meetings, holidays and election periods.

A body lies beside the programmes, so its place is the programme that registered its organisation; the organisation
that no programme registered (told from public sources) is kept by whoever runs a programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.people.models import Organisation
from bridgework.kernel.permissions import Actor, Rule
from bridgework.kernel.roles import CLERK, PROGRAMME_LEAD, RUNNERS


@dataclass(frozen=True)
class BodyPlace:
    """Where a body, or something of its organisation, lies: what a rule is asked about."""

    scope: str
    body_scope: str = ""
    public_id: str = ""
    state: str = ""


REGISTER_BODY: Final = Rule(
    name="calendar.register-committee",
    sentence="The programme lead and the coordinators register the committees of their council.",
    roles=RUNNERS,
)
KEEP_BODY: Final = Rule(
    name="calendar.keep-committee",
    sentence="A programme lead and the committee's clerk change its name and its rules.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)
PLAN_COMMITTEE_MEETING: Final = Rule(
    name="calendar.plan-committee-meeting",
    sentence="The committee's clerk, and those who run the programme, enter the dates of its meetings.",
    roles=RUNNERS,
    body_roles=frozenset({CLERK}),
)
HOLD_COMMITTEE_MEETING: Final = Rule(
    name="calendar.hold-committee-meeting",
    sentence="The committee's clerk, and those who run the programme, record that a meeting was held or cancelled.",
    roles=RUNNERS,
    body_roles=frozenset({CLERK}),
)
KEEP_DAYS: Final = Rule(
    name="calendar.keep-days",
    sentence="Those who run a programme enter the holidays and election periods of their council.",
    roles=RUNNERS,
)


def place_of_organisation(actor: Actor, organisation: Organisation | None) -> BodyPlace:
    """Where something of an organisation lies; for a shared one, the first programme the actor runs."""
    scope = organisation.scope if organisation is not None else ""
    if not scope:
        run = [one.scope for one in actor.holdings if one.role in RUNNERS]
        scope = run[0] if run else "-"
    return BodyPlace(scope, public_id=organisation.public_id if organisation is not None else "")


def place_of_body(actor: Actor, body: Body) -> BodyPlace:
    """Where a body lies: the programme that registered its organisation, and its own scope for its clerk."""
    return BodyPlace(place_of_organisation(actor, body.organisation).scope, body.body_scope, body.public_id)


def place_of_committee_meeting(actor: Actor, meeting: CommitteeMeeting) -> BodyPlace:
    """Where a committee meeting lies: with its body."""
    body = place_of_body(actor, meeting.body)
    return BodyPlace(body.scope, body.body_scope, meeting.public_id, meeting.state)
