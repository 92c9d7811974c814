"""The index on PostgreSQL: a table of postings, ranked by BM25 in plain SQL, without an extension.

Score of a document: the sum over the words asked for of idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)),
with idf = ln(1 + (N−n+½)/(n+½)), k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The
probabilistic relevance framework", 2009).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from time import monotonic
from typing import Any

from django.db import connection

from bridgework.core.stemming import stem
from bridgework.kernel.models.search import SearchPosting
from bridgework.kernel.search.asked import ALL_WORDS_BOOST, Asked, Found
from bridgework.kernel.search.documents import WEIGHTS

K1 = 1.2
B = 0.75
LARGE = 5_000
SIZE_KNOWN_SECONDS = 60.0


@lru_cache(maxsize=60_000)
def term(stemmed: str) -> int:
    """The number of a stem: a hash that fits the database's 64-bit integers, so that no table of words is needed."""
    return int.from_bytes(blake2b(stemmed.encode(), digest_size=8).digest(), "big", signed=True)


def write_postings(keys: Sequence[int], counted: Sequence[Mapping[str, list[str]]], lengths: Sequence[int]) -> None:
    """Replace the postings of these documents. `counted` holds the words of each field of each document."""
    columns: tuple[list[int], list[int], list[float], list[int]] = ([], [], [], [])
    for key, fields, length in zip(keys, counted, lengths, strict=True):
        weights: Counter[int] = Counter()
        for name, found in fields.items():
            for word in found:
                weights[term(stem(word))] += WEIGHTS[name]  # type: ignore[assignment] # typeshed: whole numbers only
        columns[0].extend([key] * len(weights))
        columns[1].extend(weights)
        columns[2].extend(weights.values())
        columns[3].extend([length] * len(weights))
    SearchPosting.objects.filter(document__in=keys).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_searchposting (document, term, weight, length)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::float8[], %s::int[])",
            list(columns),
        )


def ask(asked: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match."""
    if not asked.stems:
        return _newest(asked, limit=limit, offset=offset)
    weighed = _weighed(asked)
    where, values = _conditions(asked)
    sql = f"""
        WITH wanted(term, idf) AS (SELECT * FROM unnest(%s::bigint[], %s::float8[])),
        scored AS (
            SELECT p.document, count(*) AS words,
                   sum(w.idf * p.weight * {K1 + 1}
                       / (p.weight + {K1} * ({1 - B} + {B} * p.length / %s::float8))) AS score
            FROM kernel_searchposting p JOIN wanted w ON w.term = p.term
            GROUP BY p.document
        )
        SELECT d.id, s.score * CASE WHEN s.words = %s THEN {ALL_WORDS_BOOST} ELSE 1 END AS score, count(*) OVER ()
        FROM scored s JOIN kernel_searchdocument d ON d.id = s.document
        WHERE {where}
        ORDER BY score DESC, d.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    _, mean = _size()
    every_word = len(asked.stems) if len(asked.stems) > 1 else -1
    return _fetched(sql, [list(weighed), list(weighed.values()), mean, every_word, *values, limit, offset])


def _weighed(asked: Asked) -> dict[int, float]:
    """The weight of every word asked for: rare words count more."""
    times = {term(stemmed): count for stemmed, count in asked.stems.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, count(*) FROM kernel_searchposting WHERE term = ANY(%s::bigint[]) GROUP BY term",
            [list(times)],
        )
        holding = dict(cursor.fetchall())
    total, _ = _size()
    return {
        number: times[number] * math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for number, n in holding.items()
    }


def _newest(asked: Asked, *, limit: int, offset: int) -> Found:
    where, values = _conditions(asked)
    sql = f"""
        SELECT d.id, 0.0, count(*) OVER () FROM kernel_searchdocument d WHERE {where}
        ORDER BY d.at DESC, d.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    return _fetched(sql, [*values, limit, offset])


def _conditions(asked: Asked) -> tuple[str, list[Any]]:
    """What a document must fulfil besides the words."""
    parts = ["TRUE"]
    values: list[Any] = []
    if asked.sight is not None:
        parts.append("(d.is_public OR jsonb_exists_any(d.marks, %s::text[]))")
        values.append(list(asked.sight))
    if asked.hidden:
        parts.append("NOT jsonb_exists_any(d.marks, %s::text[])")
        values.append(list(asked.hidden))
    for group in asked.groups:
        parts.append("jsonb_exists_any(d.marks, %s::text[])")
        values.append(list(group))
    return " AND ".join(parts), values


def _fetched(sql: str, values: list[Any]) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
        if not rows and values[-1]:
            # Beyond the last page: only the number is of interest.
            cursor.execute(sql, [*values[:-2], 1, 0])
            first = cursor.fetchall()
            return Found(first[0][2] if first else 0, ())
    return Found(rows[0][2] if rows else 0, tuple((row[0], float(row[1])) for row in rows))


_known: dict[str, tuple[float, int, float]] = {}


def _size() -> tuple[int, float]:
    """How many documents there are, and their mean length in words. Of a large index known for a minute."""
    name = str(connection.settings_dict["NAME"])
    found = _known.get(name)
    if found is not None and found[0] > monotonic():
        return found[1], found[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(avg(length), 1) FROM kernel_searchdocument")
        total, mean = cursor.fetchone()
    if total >= LARGE:
        _known[name] = (monotonic() + SIZE_KNOWN_SECONDS, total, max(float(mean), 1.0))
    return total, max(float(mean), 1.0)
