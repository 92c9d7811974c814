"""How large the public part of the index is, and how often its most frequent words stand in it. Of a large index this
is looked up once a minute: ranking bears that.

Only public documents count: what somebody may not see must not change the order of what they may.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from django.db import connection
from django.db.models import Avg, Count

from bridgework.kernel.models.search import SearchDocument
from bridgework.kernel.search.asked import LARGE

KNOWN_SECONDS = 60.0
_known: dict[str, tuple[float, int, float]] = {}
_frequent: dict[str, tuple[float, dict[str, int]]] = {}


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


def frequent() -> Mapping[str, int]:
    """The stems that thousands of public documents hold, with how many, as `remember` was told within a minute."""
    until, counts = _frequent.get(str(connection.settings_dict["NAME"]), (0.0, {}))
    return counts if until > monotonic() else {}


def remember(counts: Mapping[str, int]) -> None:
    """Keep for a minute how many public documents hold each stem, where that is thousands: few more or less change
    nothing then. Of all others it must be right, as a word that nothing holds is not looked for."""
    many = {stem: count for stem, count in counts.items() if count >= LARGE}
    if many:
        name = str(connection.settings_dict["NAME"])
        until, kept = _frequent.get(name, (0.0, {}))
        _frequent[name] = (until, kept | many) if until > monotonic() else (monotonic() + KNOWN_SECONDS, many)
