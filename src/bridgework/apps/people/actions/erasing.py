"""Taking a person out of the record of people: what is left is a number, so that the rest of the record holds."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.people.models import Account, Person
from bridgework.apps.people.queries import place_of_person
from bridgework.apps.people.rules import ERASE_PERSON
from bridgework.kernel import audit
from bridgework.kernel.permissions import Actor

NAMELESS: Final = "Somebody who was removed"


def erase_person_record(*, actor: Actor, now: datetime, key: int) -> Person:
    """Close the account for good and take away the name and every way to reach the person.

    For the erasure of a person, in its transaction. Done again it changes nothing. Raises `NotPermitted`.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=key)
        ERASE_PERSON.require(actor, place_of_person(actor, locked))
        Account.objects.filter(person=locked).delete()
        if locked.erased_at is None:
            locked.name = NAMELESS
            locked.email = locked.phone = locked.how_to_reach = ""
            locked.erased_at = now
            locked.save(update_fields=["name", "email", "phone", "how_to_reach", "erased_at"])
            audit.record(actor=actor, now=now, verb="erased", on=locked)
    return locked
