"""Registering people and keeping what is held about them right."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from bridgework.apps.people.events import PersonRegistered
from bridgework.apps.people.models import Account, Person
from bridgework.apps.people.queries import place_of_person
from bridgework.apps.people.rules import CHANGE_PERSON, REGISTER_PERSON, Place
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

NAME_LENGTH = 120


def register_person(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    scope: str,
    email: str = "",
    phone: str = "",
    how_to_reach: str = "",
    is_invented: bool = False,
) -> Person:
    """Make a person known to the programme at `scope`.

    Side effects in order: the person, audit, `PersonRegistered`. Raises `NotPermitted`; `InvalidInput` for a missing
    name, an address that is none, or one that a person already has.
    """
    with transaction.atomic():
        REGISTER_PERSON.require(actor, Place(scope))
        person = Person.objects.create(
            name=clean_name(name),
            scope=scope.split("/", 1)[0],
            registered_by=actor.public_id,
            email=clean_email(email),
            phone=phone.strip()[:40],
            how_to_reach=how_to_reach.strip(),
            is_invented=is_invented,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="registered", on=person, fields=_filled(person))
        events.publish(PersonRegistered(at=now, person_public_id=person.public_id))
    return person


def change_person(
    *, actor: Actor, now: datetime, person: Person, name: str, email: str, phone: str, how_to_reach: str
) -> Person:
    """Change a person's name and how to reach them; people may change their own.

    The address that an account signs in with does not follow: it is changed on the account's page, with a code.
    """
    with transaction.atomic():
        if actor.person_id != person.pk:
            CHANGE_PERSON.require(actor, place_of_person(actor, person))
        locked = Person.objects.select_for_update().get(pk=person.pk)
        wanted = {
            "name": clean_name(name),
            "email": clean_email(email, besides=locked),
            "phone": phone.strip()[:40],
            "how_to_reach": how_to_reach.strip(),
        }
        changed = [field for field, value in wanted.items() if getattr(locked, field) != value]
        if changed:
            for field in changed:
                setattr(locked, field, wanted[field])
            locked.save(update_fields=changed)
            audit.record(actor=actor, now=now, verb="changed", on=locked, fields=changed)
    return locked


def clean_name(name: str) -> str:
    """The name as kept. Raises `InvalidInput`."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise InvalidInput("A name is needed.", rule="people.name", remedy="Type the name.", field="name")
    if len(cleaned) > NAME_LENGTH:
        raise InvalidInput(
            f"The name has {len(cleaned)} characters.",
            rule="people.name",
            remedy=f"Shorten it to {NAME_LENGTH}.",
            field="name",
        )
    return cleaned


def clean_email(email: str, *, besides: Person | None = None) -> str:
    """The address in lower case, or empty. Raises `InvalidInput` where it is none or already somebody's."""
    cleaned = email.strip().lower()
    if not cleaned:
        return ""
    try:
        validate_email(cleaned)
    except ValidationError as error:
        raise InvalidInput(
            "This is not an email address.",
            rule="people.email",
            remedy="Type one like name@example.org, or leave it empty.",
            field="email",
        ) from error
    others = Person.objects.filter(email=cleaned)
    accounts = Account.objects.filter(email=cleaned)
    if besides is not None:
        others, accounts = others.exclude(pk=besides.pk), accounts.exclude(person=besides)
    if others.exists() or accounts.exists():
        raise InvalidInput(
            "Somebody is already registered with this address.",
            rule="people.email-once",
            remedy="Find them in the list of people, or leave the address empty.",
            field="email",
        )
    return cleaned


def _filled(person: Person) -> list[str]:
    return [field for field in ("name", "email", "phone", "how_to_reach") if getattr(person, field)]
