"""The secret address of one's own dates."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.participation.models import CalendarFeed
from bridgework.apps.participation.tokens import hash_of, new_token
from bridgework.apps.people.models import Person
from bridgework.kernel import audit
from bridgework.kernel.errors import NotPermitted
from bridgework.kernel.permissions import Actor


def make_feed(*, actor: Actor, now: datetime, person: Person) -> str:
    """Make an address for somebody's own dates; an earlier one stops working. The token, which is known only now."""
    token = new_token()
    with transaction.atomic():
        _own(actor, person)
        feed, _ = CalendarFeed.objects.update_or_create(
            person=person, defaults={"token_hash": hash_of(token)}, create_defaults=_new(token, now)
        )
        audit.record(actor=actor, now=now, verb="made an address for their calendar", on=feed)
    return token


def stop_feed(*, actor: Actor, now: datetime, person: Person) -> None:
    """Stop the address; what a calendar program has read already it may keep."""
    with transaction.atomic():
        _own(actor, person)
        for feed in CalendarFeed.objects.filter(person=person):
            audit.record(actor=actor, now=now, verb="stopped the address for their calendar", on=feed)
            feed.delete()


def _new(token: str, now: datetime) -> dict[str, object]:
    return {"token_hash": hash_of(token), "created_at": now}


def _own(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        raise NotPermitted(
            "An address for a calendar is made by the person whose dates they are.",
            rule="participation.own-calendar",
            remedy="They find it on their account page.",
        )
