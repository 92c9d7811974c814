"""One order from two: of what holds the words, and of what lies near in meaning.

The first hundred of each are joined by reciprocal rank fusion; behind them stands what else holds the words, in its
order. What is near without holding a word is found too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import connection

from bridgework.core.fusion import K, fused
from bridgework.kernel.models.search import SearchDocument
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked, Found
from bridgework.kernel.search.facets import KIND, Counts
from bridgework.kernel.search.meaning.nearest import nearest

DEPTH = 100
Answer = Callable[..., Found]
"""Of one database: question, limit and offset to what holds the words."""


def joined(question: Asked, text: str, answer: Answer, *, limit: int, offset: int) -> tuple[Found, frozenset[int]]:
    """A page of both, and the documents that hold none of the words. Scores are of the fusion."""
    by_words = answer(question, limit=DEPTH, offset=0)
    first = [key for key, _ in by_words.rows]
    near = [key for key, _ in nearest(question, text, DEPTH)]
    order = fused(first, near)
    others = set(near) - set(first)
    further = _holding_words(by_words.question, others) if by_words.total > len(first) else set()
    total = by_words.total + len(others) - len(further)
    rows = order[offset : offset + limit]
    missing = limit - len(rows)
    if missing and by_words.total > len(first):
        start = max(0, offset - len(order))
        behind = answer(question, limit=start + missing + len(further), offset=DEPTH).rows
        rest = [key for key, _ in behind if key not in further][start : start + missing]
        rows += [(key, 1 / (K + DEPTH + start + place)) for place, key in enumerate(rest, start=1)]
    return Found(total, tuple(rows), by_words.question), frozenset(others - further)


def counted_too(counts: Counts, keys: Collection[str], documents: Collection[int]) -> Counts:
    """The counts of facets with these documents counted in."""
    more: dict[str, Counter[str]] = {key: Counter(dict(counts.get(key, ()))) for key in keys}
    rows: list[tuple[str, Mapping[str, Any]]]
    rows = list(SearchDocument.objects.filter(pk__in=documents).values_list("kind", "facets"))
    for kind, facets in rows:
        for key, values in {**facets, KIND: kind}.items():
            if key in more:
                more[key].update(value for value in ([values] if isinstance(values, str) else values) if value)
    return {
        key: tuple(sorted(found.items(), key=lambda one: (-one[1], one[0]))) for key, found in more.items() if found
    }


def _holding_words(question: Asked, keys: Collection[int]) -> set[int]:
    """Which of these documents hold any of the words, though not among the best."""
    if not keys:
        return set()
    values: list[Any]
    matched, values = (postgresql if connection.vendor == "postgresql" else sqlite).matching(question)
    sql = f"SELECT * FROM ({matched}) AS matched"  # noqa: S608 - our own constants
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM kernel_searchdocument WHERE id IN ({places}) AND id IN ({sql})",  # noqa: S608
            [*keys, *values],
        )
        return {int(row[0]) for row in cursor.fetchall()}
