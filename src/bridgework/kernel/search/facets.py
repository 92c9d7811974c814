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

_SQLITE = """
SELECT f.key, v.value, count(*) FROM kernel_searchdocument d, json_each(d.facets) f,
       json_each(CASE f.type WHEN 'array' THEN f.value ELSE json_array(f.value) END) v
WHERE d.id IN ({among}) AND v.value <> '' GROUP BY 1, 2
UNION ALL SELECT 'kind', d.kind, count(*) FROM kernel_searchdocument d WHERE d.id IN ({among}) GROUP BY 2
"""
_POSTGRESQL = """
WITH among AS MATERIALIZED ({among})
SELECT f.key, v.value, count(*) FROM kernel_searchdocument d CROSS JOIN LATERAL jsonb_each(d.facets) f
       CROSS JOIN LATERAL jsonb_array_elements_text(
           CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value ELSE jsonb_build_array(f.value) END) v
WHERE d.id IN (SELECT document FROM among) AND v.value <> '' GROUP BY 1, 2
UNION ALL SELECT 'kind', d.kind, count(*) FROM kernel_searchdocument d
WHERE d.id IN (SELECT document FROM among) GROUP BY 2
"""


def counted(question: Asked, keys: Collection[str]) -> Counts:
    """The values of these facets among all that `question` finds. Two queries."""
    if connection.vendor == "postgresql":
        among, values = postgresql.matching(question)
        sql = _POSTGRESQL.format(among=among)
    else:
        among, values = sqlite.matching(question)
        sql, values = _SQLITE.format(among=among), [*values, *values]
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for key, value, count in cursor.fetchall():
            if key in keys:
                found[key].append((value, count))
    return {key: tuple(sorted(found[key], key=lambda one: (-one[1], one[0]))) for key in keys if key in found}
