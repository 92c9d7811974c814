"""What the public registers hold, by theme: counted from the registers each time, so it is never out of date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q, QuerySet

from bridgework.apps.library.queries.sources import public_sources
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Finding, Source
from bridgework.threads.wording import sentence_case

NO_THEME: Final = "No theme noted"
NO_PLACE: Final = "No place noted"
MOST_COLUMNS: Final = 12
"""Places shown beside each other: those with the most sources."""
KIND_WORDS: Final = {key: words.capitalize() for key, words in Source.KINDS}


@dataclass(frozen=True)
class Cell:
    """How many sources of one theme are of one kind, or from one place."""

    column: str
    words: str
    count: int


@dataclass(frozen=True)
class MapRow:
    """One theme: how many public questions and findings it has, and its sources by column."""

    theme: str
    words: str
    questions: int
    findings: int
    sources: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class EvidenceMap:
    """The map. Columns are kinds of sources, or places of questions."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[MapRow, ...]
    sources: int
    left_out: int
    """Places that did not fit beside the others."""


def evidence_map(*, by_place: bool = False) -> EvidenceMap:
    """The map of all public registers; three queries, whatever they hold."""
    column = "challenge__question__place" if by_place else "kind"
    theme = F("challenge__question__theme")
    counted = public_sources(Q()).order_by().values(theme=theme, column=F(column)).annotate(count=Count("pk"))
    grid: dict[str, dict[str, int]] = defaultdict(dict)
    totals: dict[str, int] = defaultdict(int)
    for row in counted:
        grid[row["theme"]][row["column"]] = row["count"]
        totals[row["column"]] += row["count"]
    questions = _by_theme(Challenge.objects.filter(is_public=True), "question__theme")
    findings = _by_theme(
        Finding.objects.filter(is_public=True, challenge__is_public=True), "challenge__question__theme"
    )
    order = sorted(totals, key=lambda one: (-totals[one], one)) if by_place else [k for k in KIND_WORDS if k in totals]
    shown = order[:MOST_COLUMNS]
    words = {one: (one or NO_PLACE) if by_place else KIND_WORDS[one] for one in shown}
    rows = tuple(
        MapRow(
            theme=one,
            words=sentence_case(one) if one else NO_THEME,
            questions=questions.get(one, 0),
            findings=findings.get(one, 0),
            sources=sum(grid[one].values()) if one in grid else 0,
            cells=tuple(Cell(key, words[key], grid.get(one, {}).get(key, 0)) for key in shown),
        )
        for one in sorted({*questions, *grid}, key=lambda one: (not one, one.casefold()))
    )
    return EvidenceMap(
        columns=tuple((key, words[key]) for key in shown),
        rows=rows,
        sources=sum(totals.values()),
        left_out=len(order) - len(shown),
    )


def listed_sources(*, theme: str | None, kind: str, place: str | None) -> QuerySet[Source]:
    """The public sources of every question, narrowed; None means every theme or place, empty those without one."""
    which = Q()
    if theme is not None:
        which &= Q(challenge__question__theme=theme)
    if place is not None:
        which &= Q(challenge__question__place=place)
    if kind:
        which &= Q(kind=kind)
    return public_sources(which).select_related("challenge__question", "challenge__round").order_by("title", "pk")


def _by_theme(found: QuerySet[Challenge] | QuerySet[Finding], path: str) -> dict[str, int]:
    rows = found.order_by().values_list(path).annotate(count=Count("pk"))
    return dict(rows)
