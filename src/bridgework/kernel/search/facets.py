"""How many of what was found have which kind, theme, round …: counted in the database, only what the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import connection

from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked

KIND = "kind"
"""What a document is counts beside its facets."""
Counts = Mapping[str, tuple[tuple[str, int], ...]]
"""For every facet its values with how many documents have each, the most frequent first."""
MOST_COUNTED = 5_000
"""Of more documents than this some are counted, evenly spread, and the rest is estimated from them."""

_SQLITE = """
SELECT f.key, v.value, count(*) FROM kernel_searchdocument d, json_each(d.facets) f,
       json_each(CASE f.type WHEN 'array' THEN f.value ELSE json_array(f.value) END) v
WHERE d.id IN ({among}) AND d.id %% {step} = 0 AND v.value <> '' GROUP BY 1, 2
UNION ALL SELECT 'kind', d.kind, count(*) FROM kernel_searchdocument d
WHERE d.id IN ({among}) AND d.id %% {step} = 0 GROUP BY 2
"""
_POSTGRESQL = """
WITH among AS MATERIALIZED (SELECT document FROM ({among}) m WHERE document %% {step} = 0)
SELECT f.key, v.value, count(*) FROM kernel_searchdocument d CROSS JOIN LATERAL jsonb_each(d.facets) f
       CROSS JOIN LATERAL jsonb_array_elements_text(
           CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value ELSE jsonb_build_array(f.value) END) v
WHERE d.id IN (SELECT document FROM among) AND v.value <> '' GROUP BY 1, 2
UNION ALL SELECT 'kind', d.kind, count(*) FROM kernel_searchdocument d
WHERE d.id IN (SELECT document FROM among) GROUP BY 2
"""


def step_for(total: int) -> int:
    """Of how many documents one is counted; 1 where the counts are exact."""
    return -(-total // MOST_COUNTED) or 1


def counted(question: Asked, keys: Collection[str], total: int) -> Counts:
    """The values of these facets among the `total` documents that `question` finds. Two queries."""
    step = step_for(total)
    if connection.vendor == "postgresql":
        among, values = postgresql.matching(question)
        sql = _POSTGRESQL.format(among=among, step=step)
    else:
        among, values = sqlite.matching(question)
        sql, values = _SQLITE.format(among=among, step=step), [*values, *values]
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for key, value, count in cursor.fetchall():
            if key in keys:
                found[key].append((value, count if step == 1 else _rounded(count * step)))
    return {key: tuple(sorted(found[key], key=lambda one: (-one[1], one[0]))) for key in keys if key in found}


def _rounded(estimate: int) -> int:
    """To two digits: an estimate does not look more exact than it is."""
    return round(estimate, 2 - len(str(estimate)))
