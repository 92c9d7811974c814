"""Granting and ending roles. A role holding is the only authority there is.

`grant_role` and `end_role` are called by the actions of other apps, which have permitted the act by a rule of their
own (accepting an invitation makes a researcher). `appoint` and `end_appointment` are what a screen calls.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bridgework.apps.people.events import RoleEnded, RoleGranted
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.people.rules import CHANGE_WHO_LEADS, Place, granting_rule, place_of
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import PROGRAMME_LEAD, ROLES, RUNNERS, TEAM_LEAD, TEAM_ROLES
from bridgework.kernel.tellings import Told


def grant_role(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    role: str,
    scope: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleHolding:
    """Give a role, from one day to another, in the caller's transaction and by the caller's permission.

    Granting what is already held on that day changes nothing and returns the holding. Side effects in order: the
    holding, audit, `RoleGranted`. Raises `InvalidInput` for a role or a place that do not fit.
    """
    with transaction.atomic():
        _fitting(role, scope, starts_on, ends_on)
        Person.objects.select_for_update().get(pk=person.pk)
        held = RoleHolding.objects.filter(held_on(starts_on), person=person, role=role, scope=scope).first()
        if held is not None:
            return held
        holding = RoleHolding.objects.create(
            person=person,
            role=role,
            scope=scope,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=actor.public_id,
            reason=reason.strip()[:300],
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="granted", on=holding, fields=["role", "starts_on"])
        events.publish(
            RoleGranted(
                at=now,
                holding_public_id=holding.public_id,
                person_public_id=person.public_id,
                role=role,
                scope=scope,
            )
        )
    return holding


def end_role(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    role: str,
    scope: str,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleHolding | None:
    """End a role, in the caller's transaction and by the caller's permission.

    `ends_on` is its last day; without one it ends at this moment, which makes yesterday its last day. Ending what is
    not held changes nothing and returns None. Raises `NotPossibleNow` for the last lead of a programme.
    """
    with transaction.atomic():
        last = ends_on or timezone.localdate(now) - timedelta(days=1)
        holding = (
            RoleHolding.objects.select_for_update()
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last), person=person, role=role, scope=scope)
            .order_by("starts_on")
            .first()
        )
        if holding is None:
            return None
        _another_lead_stays(holding, last)
        holding.ends_on = last
        holding.save(update_fields=["ends_on"])
        audit.record(actor=actor, now=now, verb="ended", on=holding, fields=["ends_on"])
        events.publish(
            RoleEnded(
                at=now,
                holding_public_id=holding.public_id,
                person_public_id=person.public_id,
                role=role,
                scope=scope,
            )
        )
    return holding


def appoint(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    role: str,
    scope: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleHolding:
    """Grant a role on screen and tell the person.

    Raises `NotPermitted` where the role is not the actor's to grant, or is for the actor's own person.
    """
    with transaction.atomic():
        if role not in ROLES:
            raise InvalidInput("There is no such role.", rule="people.role", remedy="Choose one.", field="role")
        granting_rule(role).require(actor, place_of(actor, scope))
        if actor.person_id == person.pk:
            raise NotPermitted(
                "Nobody grants a role to themselves.",
                rule="people.not-to-oneself",
                remedy="Ask another lead or coordinator of the programme to do it.",
            )
        holding = grant_role(
            actor=actor,
            now=now,
            person=person,
            role=role,
            scope=scope,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
        _tell(holding, "people.role-granted", now)
    return holding


def end_appointment(
    *, actor: Actor, now: datetime, holding: RoleHolding, ends_on: date | None = None, reason: str = ""
) -> RoleHolding | None:
    """End a role on screen and tell the person; everybody may lay down a role of their own."""
    with transaction.atomic():
        if actor.person_id != holding.person_id:
            granting_rule(holding.role).require(actor, place_of(actor, holding.scope))
        if ends_on is not None and ends_on < holding.starts_on:
            raise InvalidInput(
                "The last day is before the first.",
                rule="people.role-dates",
                remedy="Choose a later day.",
                field="ends_on",
            )
        ended = end_role(
            actor=actor,
            now=now,
            person=holding.person,
            role=holding.role,
            scope=holding.scope,
            ends_on=ends_on,
            reason=reason,
        )
        if ended is not None:
            _tell(ended, "people.role-ended", now)
    return ended


def step_up(*, actor: Actor, now: datetime, person: Person, scope: str, reason: str = "") -> RoleHolding:
    """Say that a person leads the team at `scope` from today; several may lead at once."""
    with transaction.atomic():
        _may_say_who_leads(actor, scope)
        today = timezone.localdate(now)
        roles = (TEAM_ROLES - {TEAM_LEAD}) | RUNNERS
        if not RoleHolding.objects.filter(held_on(today), person=person, scope=scope, role__in=roles).exists():
            raise InvalidInput(
                "Only somebody who works in the team can lead it.",
                rule="people.leads-from-within",
                remedy="Invite them to the team first.",
                field="person",
            )
        return grant_role(
            actor=actor, now=now, person=person, role=TEAM_LEAD, scope=scope, starts_on=today, reason=reason
        )


def step_back(*, actor: Actor, now: datetime, person: Person, scope: str, reason: str = "") -> RoleHolding | None:
    """Say that a person no longer leads the team at `scope`."""
    with transaction.atomic():
        _may_say_who_leads(actor, scope)
        return end_role(actor=actor, now=now, person=person, role=TEAM_LEAD, scope=scope, reason=reason)


def _may_say_who_leads(actor: Actor, scope: str) -> None:
    CHANGE_WHO_LEADS.require(actor, Place(scope))


def _fitting(role: str, scope: str, starts_on: date, ends_on: date | None) -> None:
    known = ROLES.get(role)
    if known is None:
        raise InvalidInput("There is no such role.", rule="people.role", remedy="Choose one.", field="role")
    if not scope or (known.held_at == "body") != scope.startswith("body/"):
        where = "a committee" if known.held_at == "body" else "a programme, a question or a team"
        raise InvalidInput(
            f"The role “{known.label}” is held at {where}.",
            rule="people.role-place",
            remedy="Choose a place that fits.",
            field="scope",
        )
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput(
            "The last day is before the first.", rule="people.role-dates", remedy="Choose a later day.", field="ends_on"
        )


def _another_lead_stays(holding: RoleHolding, last: date) -> None:
    if holding.role != PROGRAMME_LEAD:
        return
    after = last + timedelta(days=1)
    others = RoleHolding.objects.filter(held_on(after), role=PROGRAMME_LEAD, scope=holding.scope)
    if not others.exclude(person_id=holding.person_id).exists():
        raise NotPossibleNow(
            "This is the only lead of the programme, and a programme is never without one.",
            rule="people.one-lead-stays",
            remedy="Make somebody else a lead first, from the day after.",
        )


def _tell(holding: RoleHolding, telling: str, now: datetime) -> None:
    events.publish(
        Told(
            at=now,
            person_public_id=holding.person.public_id,
            scope=holding.scope,
            telling=telling,
            record_public_id=holding.public_id,
        )
    )
