"""How many of what was found have which kind, theme, round …: counted in the database, only what the actor may see."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked

KIND = "kind"
"""What a document is counts beside its facets."""
Counts = Mapping[str, tuple[tuple[str, int], ...]]
"""For every facet its values with how many documents have each, the most frequent first."""
MOST_COUNTED = 2_000
"""Of more documents than this some are counted, evenly spread, and the rest is estimated from them: a share is then
hardly ever more than two in a hundred from the truth."""

# The documents found come first, one after the other: nothing is sorted, and nothing kept.
_SQLITE = "SELECT d.kind, d.facets FROM ({among}) m CROSS JOIN kernel_searchdocument d ON d.id = m.document"
_POSTGRESQL = "SELECT d.kind, d.facets::text FROM ({among}) m JOIN kernel_searchdocument d ON d.id = m.document"


def step_for(total: int) -> int:
    """Of how many documents one is counted; 1 where the counts are exact."""
    return -(-total // MOST_COUNTED) or 1


def counted(question: Asked, keys: Collection[str], total: int) -> Counts:
    """The values of these facets among the `total` documents that `question` finds, as `Found` has it. One query.

    What the documents bear is added up here: unfolding it in the database took most of the time of a page.
    """
    step = step_for(total)
    on_postgresql = connection.vendor == "postgresql"
    values: list[Any]
    among, values = (postgresql if on_postgresql else sqlite).matching(question, step)
    with connection.cursor() as cursor:
        cursor.execute((_POSTGRESQL if on_postgresql else _SQLITE).format(among=among), values)
        rows = cursor.fetchall()
    # One text is read more quickly than thousands of short ones.
    borne = json.loads(f"[{','.join(facets for _, facets in rows)}]")
    found = {key: _times([kind for kind, _ in rows] if key == KIND else _values(borne, key)) for key in keys}
    return {key: _ordered(times, step) for key, times in found.items() if times}


def _values(borne: list[dict[str, Any]], key: str) -> list[Any]:
    return [facets[key] for facets in borne if key in facets]


def _times(values: list[Any]) -> Counter[str]:
    """How often each stands in there; a document may have several."""
    return Counter(one for value in values for one in ([value] if isinstance(value, str) else value) if one)


def _ordered(times: Counter[str], step: int) -> tuple[tuple[str, int], ...]:
    counts = [(value, count if step == 1 else _rounded(count * step)) for value, count in times.items()]
    return tuple(sorted(counts, key=lambda one: (-one[1], one[0])))


def _rounded(estimate: int) -> int:
    """To two digits: an estimate does not look more exact than it is."""
    return round(estimate, 2 - len(str(estimate)))
