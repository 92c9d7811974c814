"""The private address of one person's calendar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.calendar.models import CalendarFeed
from bridgework.apps.people.models import Person
from bridgework.kernel import audit
from bridgework.kernel.errors import NotPermitted
from bridgework.kernel.permissions import Actor


@transaction.atomic
def make_feed(*, actor: Actor, now: datetime) -> CalendarFeed:
    """Give the actor a new private address; the one before stops working. Raises `NotPermitted` for a visitor."""
    end_feeds(actor=actor, now=now)
    assert actor.person_id is not None  # end_feeds refuses a visitor
    feed = CalendarFeed.objects.create(person_id=actor.person_id, created_at=now)
    audit.record(actor=actor, now=now, verb="made a calendar address", on=feed)
    return feed


@transaction.atomic
def end_feeds(*, actor: Actor, now: datetime) -> int:
    """End the actor's private address; returns how many ended. Raises `NotPermitted` for a visitor."""
    if actor.person_id is None:
        raise NotPermitted("Sign in to have a calendar of your own.", rule="calendar.own-feed")
    # Locked, so that two presses leave one address.
    Person.objects.select_for_update().get(pk=actor.person_id)
    return CalendarFeed.objects.filter(person_id=actor.person_id, ended_at=None).update(ended_at=now)
