"""How large the public part of the index is. Of a large one this is looked up once a minute: ranking bears that.

Only public documents count: what somebody may not see must not change the order of what they may.
"""

from __future__ import annotations

from time import monotonic

from django.db import connection
from django.db.models import Avg, Count

from bridgework.kernel.models.search import SearchDocument
from bridgework.kernel.search.asked import LARGE

KNOWN_SECONDS = 60.0
_known: dict[str, tuple[float, int, float]] = {}


def size() -> tuple[int, float]:
    """How many public documents there are, and their mean length in words."""
    name = str(connection.settings_dict["NAME"])
    found = _known.get(name)
    if found is not None and found[0] > monotonic():
        return found[1], found[2]
    row = SearchDocument.objects.filter(is_public=True).aggregate(total=Count("pk"), mean=Avg("length"))
    total, mean = int(row["total"]), max(float(row["mean"] or 1), 1.0)
    if total >= LARGE:
        _known[name] = (monotonic() + KNOWN_SECONDS, total, mean)
    return total, mean


def is_large() -> bool:
    """Whether what is known of the index may be a minute old."""
    return size()[0] >= LARGE
