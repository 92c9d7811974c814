"""Organisations with dated names and successors, and who belongs to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from bridgework.apps.people.models import Affiliation, Organisation, OrganisationName, Person
from bridgework.apps.people.queries import place_of_person
from bridgework.apps.people.rules import CHANGE_PERSON, KEEP_ORGANISATIONS, Place
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor


def register_organisation(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    kind: str,
    scope: str,
    named_since: date | None = None,
    is_invented: bool = False,
) -> Organisation:
    """Make an organisation known. An unknown date stays unknown."""
    with transaction.atomic():
        KEEP_ORGANISATIONS.require(actor, Place(scope))
        if kind not in dict(Organisation.KINDS):
            raise InvalidInput("A kind is needed.", rule="people.organisation-kind", remedy="Choose one.", field="kind")
        organisation = Organisation.objects.create(
            kind=kind, scope=scope.split("/", 1)[0], is_invented=is_invented, created_at=now
        )
        OrganisationName.objects.create(organisation=organisation, name=_name(name), starts_on=named_since)
        audit.record(actor=actor, now=now, verb="registered", on=organisation, fields=["name", "kind"])
    return organisation


def rename_organisation(
    *, actor: Actor, now: datetime, organisation: Organisation, name: str, from_day: date | None
) -> OrganisationName:
    """Give an organisation a new name from a day on; the earlier name stays, with its last day."""
    with transaction.atomic():
        KEEP_ORGANISATIONS.require(actor, organisation)
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        wanted = _name(name)
        current = OrganisationName.objects.filter(organisation=organisation, ends_on__isnull=True).last()
        if current is not None and current.name == wanted:
            return current
        if current is not None:
            if from_day is not None and current.starts_on is not None and from_day <= current.starts_on:
                raise InvalidInput(
                    "The new name cannot begin before the present one began.",
                    rule="people.organisation-names",
                    remedy=f"Choose a day after {current.starts_on:%d %B %Y}.",
                    field="from_day",
                )
            current.ends_on = from_day - timedelta(days=1) if from_day is not None else None
            current.save(update_fields=["ends_on"])
        renamed = OrganisationName.objects.create(organisation=organisation, name=wanted, starts_on=from_day)
        audit.record(actor=actor, now=now, verb="renamed", on=organisation, fields=["name"])
    return renamed


def close_organisation(
    *, actor: Actor, now: datetime, organisation: Organisation, on: date, successor: Organisation | None
) -> None:
    """Note that an organisation ended, and which one took its place."""
    with transaction.atomic():
        KEEP_ORGANISATIONS.require(actor, organisation)
        if successor is not None and _descends(successor, organisation):
            raise InvalidInput(
                "An organisation cannot succeed itself.",
                rule="people.organisation-successor",
                remedy="Choose another.",
                field="successor",
            )
        organisation.closed_on = on
        organisation.successor = successor
        organisation.save(update_fields=["closed_on", "successor"])
        audit.record(actor=actor, now=now, verb="closed", on=organisation, fields=["closed_on", "successor"])


def record_affiliation(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    organisation: Organisation,
    department: str = "",
    post: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Affiliation:
    """Note where a person works or studies; conflicts of interest are computed from it."""
    with transaction.atomic():
        if actor.person_id != person.pk:
            CHANGE_PERSON.require(actor, place_of_person(actor, person))
        affiliation = Affiliation.objects.create(
            person=person,
            organisation=organisation,
            department=department.strip()[:160],
            post=post.strip()[:160],
            starts_on=starts_on,
            ends_on=ends_on,
        )
        audit.record(actor=actor, now=now, verb="affiliated", on=person, fields=["organisation", "department", "post"])
    return affiliation


def end_affiliation(*, actor: Actor, now: datetime, affiliation: Affiliation, on: date) -> None:
    """Note the last day somewhere."""
    with transaction.atomic():
        if actor.person_id != affiliation.person_id:
            CHANGE_PERSON.require(actor, place_of_person(actor, affiliation.person))
        affiliation.ends_on = on
        affiliation.save(update_fields=["ends_on"])
        audit.record(actor=actor, now=now, verb="left an organisation", on=affiliation.person, fields=["ends_on"])


def _name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not 0 < len(cleaned) <= 200:
        raise InvalidInput(
            "A name of at most 200 characters is needed.",
            rule="people.organisation-name",
            remedy="Type the name.",
            field="name",
        )
    return cleaned


def _descends(organisation: Organisation, ancestor: Organisation) -> bool:
    one: Organisation | None = organisation
    while one is not None:
        if one.pk == ancestor.pk:
            return True
        one = one.successor
    return False
