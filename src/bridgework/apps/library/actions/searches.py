"""Searches that somebody wants to hear about again."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.library.models import SavedSearch
from bridgework.apps.library.queries.searches import hits_now, searches_of, wanted_by
from bridgework.apps.people.models import Person
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told

MOST_SEARCHES: Final = 30
LONGEST_NAME: Final = 120
TELLING: Final = "library.found-again"


def save_search(*, actor: Actor, now: datetime, person: Person, asked: str) -> SavedSearch:
    """Keep a search: its owner reads in the daily digest what it newly finds. Saving the same again changes nothing.

    Raises `InvalidInput` where it asks for nothing, or where somebody has too many.
    """
    with transaction.atomic():
        _own(actor, person)
        wanted = wanted_by(asked)
        if not wanted.asked:
            raise InvalidInput(
                "This search asks for nothing.", rule="library.save-search", remedy="Search for some words first."
            )
        there = searches_of(person).filter(asked=wanted.asked[:1_000]).first()
        if there is not None:
            return there
        if searches_of(person).count() >= MOST_SEARCHES:
            raise InvalidInput(
                f"You have {MOST_SEARCHES} saved searches.",
                rule="library.save-search",
                remedy="Stop one that you need no longer.",
            )
        name = " · ".join(part for part in (wanted.words, wanted.kind, *wanted.facets.values()) if part)
        saved = SavedSearch(
            created_at=now,
            scope="",
            person=person,
            name=name[:LONGEST_NAME],
            asked=wanted.asked[:1_000],
            seen_until=now,
        )
        saved.found = [one.public_id for one in hits_now(saved, now)]
        saved.save()
        audit.record(actor=actor, now=now, verb="library.save-search", on=saved, fields=["asked"])
    return saved


def stop_search(*, actor: Actor, now: datetime, saved: SavedSearch) -> None:
    """Hear of a search no more."""
    with transaction.atomic():
        locked = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").get(pk=saved.pk)
        _own(actor, locked.person)
        locked.stopped_at = now
        locked.save(update_fields=["stopped_at"])
        audit.record(actor=actor, now=now, verb="library.stop-search", on=locked, fields=["stopped_at"])


def look_again(*, now: datetime, saved: SavedSearch) -> int:
    """Look what a saved search newly finds, and let its owner read it in the digest; how many."""
    with transaction.atomic():
        locked = SavedSearch.objects.select_for_update(of=("self",)).select_related("person").get(pk=saved.pk)
        found = [one.public_id for one in hits_now(locked, now)]
        known = set(locked.found)
        news = [one for one in found if one not in known]
        if news or set(found) != known:
            # What was found once and is hidden for a while is no news when it is back.
            locked.found = list(dict.fromkeys([*found, *locked.found]))[:1_000]
            locked.news = news or locked.news
        locked.seen_until = now
        locked.save(update_fields=["found", "news", "seen_until"])
        if news:
            events.publish(Told(now, locked.person.public_id, "", TELLING, locked.public_id))
    return len(news)


def _own(actor: Actor, person: Person) -> None:
    if actor.person_id is None or actor.person_id != person.pk:
        raise NotPermitted(
            "A search is saved and stopped by the person who wants to hear of it.",
            rule="library.save-search",
            remedy="Sign in, or take the feed of the search, which needs no account.",
        )
