"""Who may register people, and who grants which role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bridgework.kernel.permissions import Actor, Rule, set_holders_lookup
from bridgework.kernel.roles import CLERK, PROGRAMME_LEAD, ROLES, RUNNERS, STAFF, TEAM_ROLES


@dataclass(frozen=True)
class Place:
    """A scope path as something that a rule can be asked about."""

    scope: str
    body_scope: str = ""
    public_id: str = ""


SEE_PEOPLE: Final = Rule(
    name="people.see",
    sentence="The people of a programme are seen by its lead, its coordinators and its sponsors.",
    roles=STAFF,
    hidden=True,
)
REGISTER_PERSON: Final = Rule(
    name="people.register",
    sentence="The programme lead and the coordinators register people.",
    roles=RUNNERS,
)
CHANGE_PERSON: Final = Rule(
    name="people.change",
    sentence="The programme lead and the coordinators change what is held about a person; people change their own.",
    roles=RUNNERS,
)
ERASE_PERSON: Final = Rule(
    name="people.erase",
    sentence="The programme lead removes a person who asked for it, after seeing what goes and what stays.",
    roles=frozenset({PROGRAMME_LEAD}),
)
KEEP_ORGANISATIONS: Final = Rule(
    name="people.organisations",
    sentence="The programme lead and the coordinators register and rename organisations.",
    roles=RUNNERS,
)
GRANT_PROGRAMME_ROLE: Final = Rule(
    name="people.grant-programme-role",
    sentence="The programme lead grants and ends the roles of a programme.",
    roles=frozenset({PROGRAMME_LEAD}),
)
GRANT_CHALLENGE_ROLE: Final = Rule(
    name="people.grant-challenge-role",
    sentence="The programme lead and the coordinators grant and end the roles of a question and of a team.",
    roles=RUNNERS,
)
GRANT_BODY_ROLE: Final = Rule(
    name="people.grant-committee-role",
    sentence="A programme lead and the committee's clerk grant and end the roles of a committee.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)
CHANGE_WHO_LEADS: Final = Rule(
    name="people.who-leads-now",
    sentence="Those who work in a team, and those who run the programme, say who leads it now.",
    roles=TEAM_ROLES | RUNNERS,
)
KEEP_SIGN_IN: Final = Rule(
    name="people.sign-in",
    sentence="The programme lead connects an organisation's own sign-in.",
    roles=frozenset({PROGRAMME_LEAD}),
)
SEE_MACHINE: Final = Rule(
    name="people.see-machine",
    sentence="A programme lead sees the work that the program gave up, and lets it run again.",
    roles=frozenset({PROGRAMME_LEAD}),
)
EXPLAIN: Final = Rule(
    name="people.explain",
    sentence="The lead, the coordinators and the sponsors of a programme can look up why somebody may do a thing.",
    roles=STAFF,
)


def granting_rule(role: str) -> Rule:
    """The rule that says who grants `role`."""
    held_at = ROLES[role].held_at
    if held_at == "programme":
        return GRANT_PROGRAMME_ROLE
    return GRANT_BODY_ROLE if held_at == "body" else GRANT_CHALLENGE_ROLE


def place_of(actor: Actor, scope: str) -> Place:
    """A scope path as a place.

    A committee lies beside the programmes, not under one, so for it the place is the programme the actor leads.
    """
    if not scope.startswith("body/"):
        return Place(scope)
    led = [one.scope for one in actor.holdings if one.role == PROGRAMME_LEAD]
    return Place(led[0] if led else "-", body_scope=scope)


def _look_up_holders() -> None:
    from bridgework.apps.people.queries import keys_of_holders

    set_holders_lookup(keys_of_holders)


_look_up_holders()
