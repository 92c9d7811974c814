"""Reads about conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.conflicts.rules import SEE_CONFLICTS
from bridgework.apps.conflicts.shared_ties import LOOK_BACK_YEARS, SharedTie, Tie, shared_ties
from bridgework.apps.people.models import Affiliation
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
