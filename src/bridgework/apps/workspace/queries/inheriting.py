"""What a follow-up team can take over from the teams before it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from bridgework.apps.questions.models import Challenge, Lineage
from bridgework.apps.workspace.models import Source


def predecessors_of(challenge: Challenge) -> list[Challenge]:
    """The public challenges that this one directly follows. One query."""
    earlier = Lineage.objects.filter(question=challenge.question_id).exclude(kind="different").values("earlier")
    found = Challenge.objects.filter(question__in=earlier, is_public=True).exclude(pk=challenge.pk)
    return list(found.order_by("id"))


def inheritable_sources(challenge: Challenge, before: Iterable[Challenge]) -> QuerySet[Source]:
    """Their public sources that were not taken over yet. No interviews: consents were given to somebody else."""
    rows = Source.objects.filter(challenge__in=list(before), is_public=True, duplicate_of=None)
    return rows.exclude(kind="interview").exclude(carried_to__challenge=challenge).order_by("id")
