"""Reads of the words that mean the same."""

from __future__ import annotations

from django.db.models import QuerySet

from bridgework.apps.library.models import Synonym
from bridgework.apps.programmes.models import Programme
from bridgework.kernel.errors import NotFound


def synonym_groups() -> list[list[str]]:
    """Every group of every programme: the search is one for all. One query."""
    return list(Synonym.objects.order_by("pk").values_list("words", flat=True))


def synonyms_of(programme: Programme) -> QuerySet[Synonym]:
    """The groups of a programme, in the order they were written."""
    return Synonym.objects.filter(scope=programme.scope).order_by("pk")


def synonym_of(programme: Programme, public_id: str) -> Synonym:
    """One group. Raises `NotFound`."""
    found = synonyms_of(programme).filter(public_id=public_id[:14]).first()
    if found is None:
        raise NotFound("There are no such words.", rule="library.synonym-exists")
    return found
