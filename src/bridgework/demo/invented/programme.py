"""The ground of the invented programme: organisations, people, committees with their meetings, and who holds what."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from bridgework.apps.calendar.actions import (
    load_bank_holidays,
    plan_committee_meeting,
    register_body,
)
from bridgework.apps.committees.actions import load_templates
from bridgework.apps.people.actions import (
    end_role,
    grant_role,
    record_affiliation,
    register_organisation,
    register_person,
)
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.actions import load_types, open_round, start_programme
from bridgework.apps.programmes.actions import make_round as make
from bridgework.apps.programmes.models import Programme, Round
from bridgework.demo.invented import deciding
from bridgework.demo.invented.people import BODIES, DEPARTMENTS, ORGANISATIONS, PEOPLE, address_of
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import roles
from bridgework.kernel.permissions import SYSTEM

SLUG: Final = "fenmarch"
NAME: Final = "Fenmarch Policy Challenges"
SUMMARY: Final = (
    "This programme is invented, and so are its council, its university, its people and its numbers. It shows what a "
    "round looks like while it runs. The real history stands beside it."
)

LAST_ROUND: Final = -770
THIS_ROUND: Final = -301
"""The first days of the two rounds, counted from today."""

MEETINGS: Final[dict[str, tuple[str, int]]] = {
    # Key: body and day.
    "last_communities": ("communities", -405),
    "last_environment": ("environment", -398),
    "environment_spring": ("environment", -196),
    "environment_past": ("environment", -70),
    "communities_past": ("communities", -16),
    "communities_next": ("communities", 15),
    "environment_next": ("environment", 22),
    "communities_later": ("communities", 57),
    "environment_later": ("environment", 64),
    "communities_spring": ("communities", 120),
}

PROGRAMME_ROLES: Final = (
    ("sponsor", roles.SPONSOR),
    ("reviewer", roles.REVIEWER),
    ("second_reviewer", roles.REVIEWER),
    ("partner", roles.PARTNER_CONTACT),
    ("legal", roles.DEPUTY_MONITORING_OFFICER),
    ("transport", roles.PROPOSER),
    ("housing", roles.PROPOSER),
    ("catering", roles.PROPOSER),
    ("flood", roles.PROPOSER),
    ("waste", roles.PROPOSER),
    ("libraries", roles.PROPOSER),
    ("carers", roles.PROPOSER),
    ("dental", roles.PROPOSER),
    ("adults", roles.PROPOSER),
    ("highways", roles.PROPOSER),
    ("councillor", roles.PROPOSER),
    ("second_councillor", roles.PROPOSER),
)


def lay_ground(stage: Stage) -> None:
    """Make the programme and everything that stands before a question is asked."""
    load_types(actor=SYSTEM, now=stage.now)
    load_templates(actor=SYSTEM, now=stage.now)
    load_bank_holidays(actor=SYSTEM, now=stage.now, first_year=stage.today.year - 3, last_year=stage.today.year + 2)
    lead = _register(stage, "lead", "")
    for key, (name, kind) in ORGANISATIONS.items():
        stage.organisations[key] = register_organisation(
            actor=SYSTEM, now=stage.now, name=name, kind=kind, scope="", is_invented=True
        )
    stage.programme = start_programme(
        actor=SYSTEM,
        now=stage.now,
        name=NAME,
        slug=SLUG,
        lead=lead,
        council=stage.organisations["council"],
        university=stage.organisations["university"],
        summary=SUMMARY,
        is_invented=True,
    )
    for organisation in stage.organisations.values():
        organisation.scope = stage.programme.scope
        organisation.save(update_fields=["scope"])
    Person.objects.filter(pk=lead.pk).update(scope=stage.programme.scope)
    for key in PEOPLE:
        if key != "lead":
            _register(stage, key, stage.programme.scope)
        _affiliate(stage, key)
    for key, role in PROGRAMME_ROLES:
        _grant(stage, key, role, stage.programme.scope)
    _grant(stage, "last_coordinator", roles.COORDINATOR, stage.programme.scope)
    deciding.lay_rules(stage)
    _committees(stage)


def make_round(stage: Stage, key: str, starts: int) -> Round:
    """Make a round that begins about so many days from today, and open it; named after the year of its work."""
    year = stage.day(starts + 140).year
    copied = stage.rounds.get("last")
    made = make(
        actor=stage.actor("lead"),
        now=stage.now,
        programme=Programme.objects.get(pk=stage.programme.pk),
        label=str(year),
        year=year,
        starts_on=stage.day(starts),
        copy_of=copied,
    )
    stage.rounds[key] = open_round(actor=stage.actor("lead"), now=stage.now, round_=made)
    return stage.rounds[key]


def coordinators_change(stage: Stage) -> Story:
    """A coordinator holds the post for a year and hands it over."""
    yield stage.at(THIS_ROUND - 14)
    _grant(stage, "coordinator", roles.COORDINATOR, stage.programme.scope)
    yield stage.at(THIS_ROUND)
    end_role(
        actor=SYSTEM,
        now=stage.now,
        person=stage.person("last_coordinator"),
        role=roles.COORDINATOR,
        scope=stage.programme.scope,
        reason="The year in post is over.",
    )


def meetings_held(stage: Stage, key: str) -> Story:
    """The clerk notes on the next day that a committee met."""
    yield stage.at(MEETINGS[key][1] + 1, 9)
    deciding.hold(stage, key)


def _committees(stage: Stage) -> None:
    for key, (name, chair, _) in BODIES.items():
        body = register_body(
            actor=SYSTEM,
            now=stage.now,
            organisation=stage.organisations["council"],
            name=name,
            name_from=date(stage.today.year - 5, 5, 15),
            reply_days=60,
            is_invented=True,
        )
        stage.bodies[key] = body
        _grant(stage, "clerk", roles.CLERK, body.body_scope)
        for officer in ("clearer", "legal", "equality", "communications"):
            _grant(stage, officer, roles.CLEARING_OFFICER, body.body_scope)
        _grant(stage, "monitoring", roles.MONITORING_OFFICER, body.body_scope)
        _grant(stage, chair, roles.CHAIR, body.body_scope)
    for key, (body_key, days) in MEETINGS.items():
        stage.meetings[key] = plan_committee_meeting(
            actor=SYSTEM,
            now=stage.now,
            body=stage.bodies[body_key],
            on=stage.day(days),
            starts_at=time(10, 0),
            place=BODIES[body_key][2],
        )


def _register(stage: Stage, key: str, scope: str) -> Person:
    name = PEOPLE[key][0]
    stage.people[key] = register_person(
        actor=SYSTEM, now=stage.now, name=name, scope=scope, email=address_of(name), is_invented=True
    )
    return stage.people[key]


def _affiliate(stage: Stage, key: str) -> None:
    _, organisation, post = PEOPLE[key]
    if organisation:
        record_affiliation(
            actor=SYSTEM,
            now=stage.now,
            person=stage.person(key),
            organisation=stage.organisations[organisation],
            department=DEPARTMENTS.get(key, ""),
            post=post,
            starts_on=date(stage.today.year - 6, 9, 1),
        )


def _grant(stage: Stage, key: str, role: str, scope: str) -> None:
    grant_role(
        actor=SYSTEM,
        now=stage.now,
        person=stage.person(key),
        role=role,
        scope=scope,
        starts_on=timezone_day(stage),
    )


def timezone_day(stage: Stage) -> date:
    """The local day of the story that has its turn."""
    return stage.now.date()
