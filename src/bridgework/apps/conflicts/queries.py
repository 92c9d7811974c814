"""Reads about conflicts of interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from bridgework.apps.conflicts.models import Conflict, DeclaredTie
from bridgework.apps.conflicts.rules import SEE_CONFLICTS
from bridgework.apps.people.models import Affiliation, Person
from bridgework.core.conflicts import LOOK_BACK_YEARS, Named, SharedTie, Someone, Tie, shared_ties
from bridgework.kernel.permissions import Actor


def hidden_from(person_id: int, now: datetime) -> frozenset[str]:
    """The public ids of what a person may not see now."""
    standing = Conflict.objects.filter(person_id=person_id, stands=True, ended_at__isnull=True)
    return frozenset(standing.values_list("record_public_id", flat=True))


def conflicts_seen_by(actor: Actor, scope: str) -> QuerySet[Conflict]:
    """The conflicts under a scope that the actor may see, with their people."""
    under = Conflict.objects.filter(scope__startswith=scope).select_related("person")
    return SEE_CONFLICTS.which(actor, under).order_by("-id")


def people_in_conflict(record_public_id: str) -> frozenset[int]:
    """The keys of the people who stand in conflict with a record."""
    standing = Conflict.objects.filter(record_public_id=record_public_id, stands=True, ended_at__isnull=True)
    return frozenset(standing.values_list("person_id", flat=True))


def people_in_conflict_with_any(public_ids: Iterable[str], on: date) -> frozenset[int]:
    """The keys of the people who stand in conflict with one of these records. Conflicts have no dates yet to come."""
    standing = Conflict.objects.filter(record_public_id__in=list(public_ids), stands=True, ended_at__isnull=True)
    return frozenset(standing.values_list("person_id", flat=True))


def ties_between(
    people: Iterable[int],
    others: Iterable[int],
    *,
    on: date,
    years: int = LOOK_BACK_YEARS,
    by_department: bool = True,
) -> list[SharedTie]:
    """Who of `people` was lately in one place with whom of `others`, by public id. One query."""
    mine, theirs = set(people), set(others)
    rows = Affiliation.objects.filter(person_id__in=mine | theirs).select_related("person", "organisation")
    ties = [(row.person_id, _tie(row)) for row in rows]
    return shared_ties(
        [tie for key, tie in ties if key in mine],
        [tie for key, tie in ties if key in theirs],
        on=on,
        years=years,
        by_department=by_department,
    )


def _tie(row: Affiliation) -> Tie:
    return Tie(row.person.public_id, row.organisation.public_id, row.department, row.starts_on, row.ends_on)


def standings(people: Iterable[int]) -> dict[int, Someone]:
    """What is known of these people that conflicts are computed from: places, declared ties, names. Three queries."""
    keys = set(people)
    places: dict[int, list[Tie]] = defaultdict(list)
    for row in Affiliation.objects.filter(person_id__in=keys).select_related("person", "organisation"):
        places[row.person_id].append(_tie(row))
    named: dict[int, list[Named]] = defaultdict(list)
    for one in DeclaredTie.objects.filter(person_id__in=keys).select_related("other"):
        other = one.other.public_id if one.other is not None else one.other_name
        named[one.person_id].append(Named(one.kind, other, one.until))
    return {
        person.pk: Someone(
            person.public_id,
            frozenset({person.name, person.email} - {""}),
            tuple(places[person.pk]),
            tuple(named[person.pk]),
        )
        for person in Person.objects.filter(pk__in=keys)
    }


def standing_pairs(public_ids: Iterable[str]) -> frozenset[tuple[int, str]]:
    """The pairs of a person's key and a record's public id between which a conflict stands. One query."""
    standing = Conflict.objects.filter(record_public_id__in=list(public_ids), stands=True, ended_at__isnull=True)
    return frozenset(standing.values_list("person_id", "record_public_id"))


def set_aside_pairs(public_ids: Iterable[str]) -> frozenset[tuple[int, str]]:
    """The pairs about which a person decided that there is no conflict. One query."""
    decided = Conflict.objects.filter(record_public_id__in=list(public_ids), stands=False, ended_at__isnull=True)
    return frozenset(decided.values_list("person_id", "record_public_id"))


def ties_of(person_id: int) -> QuerySet[DeclaredTie]:
    """The ties somebody declared."""
    return DeclaredTie.objects.filter(person=person_id).select_related("other").order_by("kind", "id")
