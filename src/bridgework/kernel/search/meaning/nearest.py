"""What lies nearest to a question, among what an actor may see.

Every vector is compared: at 100,000 passages that takes some hundredths of a second, and nothing is missed. The vectors
are kept in memory by each process and brought up to date with the table before each question. Who may see what is asked
of the database each time, of the nearest first, by the same conditions as words are looked for.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Max

from bridgework.core.encoding import encoder
from bridgework.kernel.models.vectors import SearchVector
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked
from bridgework.kernel.search.marks import PUBLIC_MARK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]

LEAST = 0.3
"""The cosine from which on something has to do with the question; below, texts are merely all English."""
LONGEST_QUESTION = 3_000
"""Characters; the encoder reads fewer."""
FIRST_LOOK, NEXT_LOOK = 4, 4
"""So many times as many as wanted are looked at first, then so many times as many as before."""


@dataclass(frozen=True)
class Kept:
    """The vectors of a table at one moment."""

    keys: Keys
    documents: Keys
    vectors: encoder.Vectors

    def __contains__(self, key: int) -> bool:
        place = int(self.keys.searchsorted(key))
        return place < len(self.keys) and int(self.keys[place]) == key


_kept: dict[str, Kept] = {}
_lock = Lock()


def nearest(question: Asked, text: str, limit: int) -> list[tuple[int, float]]:
    """The documents nearest to `text` that the question's actor and limits let through, with the cosine of the best
    passage of each. The words of the question play no part. Raises encoder.NotInstalled.
    """
    import numpy as np

    kept = _up_to_date()
    if not len(kept.keys):
        return []
    closeness = kept.vectors @ encoder.encoded([text[:LONGEST_QUESTION]])[0]
    order = np.argsort(-closeness, kind="stable")
    order = order[: int(np.count_nonzero(closeness >= LEAST))]
    best: dict[int, float] = {}
    start, length = 0, limit * FIRST_LOOK
    while start < len(order) and len(best) < limit:
        some = order[start : start + length]
        seen = _seen(question, kept.keys[some].tolist())
        for place in some:
            if int(kept.keys[place]) in seen:
                best.setdefault(int(kept.documents[place]), float(closeness[place]))
        start, length = start + length, length * NEXT_LOOK
    return list(best.items())[:limit]


def closeness(text: str, public_ids: Collection[str]) -> dict[str, float]:
    """How near the records are to `text`, the cosine of the best passage of each; without those that have no vectors.

    Whoever asks has made sure that the actor may see them. Raises encoder.NotInstalled.
    """
    import numpy as np

    kept = _up_to_date()
    wanted = sorted(set(public_ids))
    best: dict[str, float] = {}
    asked = encoder.encoded([text[:LONGEST_QUESTION]])[0]
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = SearchVector.objects.filter(public_id__in=some).order_by("pk").values_list("pk", "public_id")
        there = [(key, public_id) for key, public_id in rows if key in kept]
        places = np.searchsorted(kept.keys, np.array([key for key, _ in there], dtype=np.int64))
        for (_, public_id), cosine in zip(there, kept.vectors[places] @ asked, strict=True):
            best[public_id] = max(best.get(public_id, -1.0), float(cosine))
    return best


def _seen(question: Asked, keys: list[int]) -> set[int]:
    """Which of these vectors are still there, and of a document that the actor may see."""
    limits = replace(question, stems={}, spoken={})
    values: list[Any]
    listed: list[int] | str
    if connection.vendor == "postgresql":
        matched, values = postgresql.matching(limits)
        one_of, listed = "v.id = ANY(%s::bigint[])", keys
    else:
        one_of, listed = "v.id IN (SELECT value FROM json_each(%s))", json.dumps(keys)
        if limits.sight == (PUBLIC_MARK,) and not limits.groups and not limits.hidden:
            # What nearly everybody asks; the full-text index would list every public document.
            matched, values = "SELECT p.id FROM kernel_searchdocument p WHERE p.is_public AND p.id = v.document", []
        else:
            found, values = sqlite.matching(limits)
            matched = f"SELECT * FROM ({found})"  # noqa: S608 - our own constants
    sql = f"SELECT v.id FROM kernel_searchvector v WHERE {one_of} AND v.document IN ({matched})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [listed, *values])
        return {int(row[0]) for row in cursor.fetchall()}


def _up_to_date() -> Kept:
    if connection.in_atomic_block:
        # What is not committed may never be: it is not remembered.
        return _read(_nothing())
    name = str(connection.settings_dict["NAME"])
    with _lock:
        kept = _kept.get(name) or _nothing()
        state = SearchVector.objects.aggregate(count=Count("pk"), last=Max("pk"))
        if state["count"] != len(kept.keys) or (state["last"] or 0) != (kept.keys[-1] if len(kept.keys) else 0):
            kept = _kept[name] = _read(kept)
        return kept


def _nothing() -> Kept:
    import numpy as np

    no_keys = np.empty(0, dtype=np.int64)
    return Kept(no_keys, no_keys, np.empty((0, encoder.SIZE), dtype=np.float32))


def _read(kept: Kept) -> Kept:
    """The same without what has gone, and with what is new. Rows never change."""
    import numpy as np

    there = np.fromiter(SearchVector.objects.order_by("pk").values_list("pk", flat=True), dtype=np.int64)
    stays = np.isin(kept.keys, there)
    new = np.setdiff1d(there, kept.keys)
    keys, documents, vectors = [kept.keys[stays]], [kept.documents[stays]], [kept.vectors[stays]]
    for start in range(0, len(new), 500):
        some = new[start : start + 500].tolist()
        rows = SearchVector.objects.filter(pk__in=some).order_by("pk").values_list("pk", "document", "vector")
        found = list(rows)
        keys.append(np.array([row[0] for row in found], dtype=np.int64))
        documents.append(np.array([row[1] for row in found], dtype=np.int64))
        numbers = np.frombuffer(b"".join(bytes(row[2]) for row in found), dtype="<f2")
        vectors.append(numbers.reshape(-1, encoder.SIZE).astype(np.float32))
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys)
    return Kept(all_keys[order], np.concatenate(documents)[order], np.concatenate(vectors)[order])
