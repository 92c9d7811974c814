"""The index on PostgreSQL: a table of postings, ranked by BM25 in plain SQL, without an extension.

Score of a document: the sum over the words asked for of idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)),
with idf = ln(1 + (N−n+½)/(n+½)), k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The probabilistic relevance
framework", 2009). N and n are counted over public documents alone. Marks are postings too, so that who may see what is
answered by the same index.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db import connection

from bridgework.core.stemming import stem
from bridgework.kernel.models.search import SearchPosting
from bridgework.kernel.search.asked import Asked, Found
from bridgework.kernel.search.documents import WEIGHTS
from bridgework.kernel.search.marks import PUBLIC_MARK
from bridgework.kernel.search.size import size

K1 = 1.2
B = 0.75
MOST = 32_767
_HALVES = {name: round(weight * 2) for name, weight in WEIGHTS.items()}


@lru_cache(maxsize=60_000)
def term(stemmed: str) -> int:
    """The number of a stem: a hash that fits the database's 64-bit integers, so that no table of words is needed."""
    return int.from_bytes(blake2b(stemmed.encode(), digest_size=8).digest(), "big", signed=True)


def mark_term(mark: str) -> int:
    """The number of a mark. Apart from those of words: no text can pretend to be a mark."""
    return term(f"mark {mark}")


def write_postings(
    keys: Sequence[int],
    counted: Sequence[Mapping[str, list[str]]],
    lengths: Sequence[int],
    marks: Sequence[Iterable[str]],
) -> None:
    """Replace the postings of these documents. `counted` holds the words of each field of each document."""
    documents: list[int] = []
    terms: list[int] = []
    weights: list[int] = []
    sizes: list[int] = []
    for key, fields, length, own_marks in zip(keys, counted, lengths, marks, strict=True):
        found: Counter[int] = Counter()
        for name, words in fields.items():
            for word in words:
                found[term(stem(word))] += _HALVES[name]
        rows = [(number, min(weight, MOST)) for number, weight in found.items()]
        rows += [(number, 0) for number in {mark_term(one) for one in own_marks}]
        documents += [key] * len(rows)
        terms += [number for number, _ in rows]
        weights += [weight for _, weight in rows]
        sizes += [min(length, MOST)] * len(rows)
    SearchPosting.objects.filter(document__in=keys).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_searchposting (document, term, weight, length)"
            " SELECT * FROM unnest(%s::int[], %s::bigint[], %s::smallint[], %s::smallint[])",
            [documents, terms, weights, sizes],
        )


def ask(question: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match: first those with every word, then those with any."""
    if not question.stems:
        return _newest(question, limit, offset)
    total, mean = size()
    holding = _holding(question)
    question = question.telling(holding, total)
    if not question.stems:
        return Found(0, ())
    where, values = _conditions(question, "s.document")
    sql = f"""
        WITH wanted(term, idf) AS (SELECT * FROM unnest(%s::bigint[], %s::float8[])),
        scored AS (
            SELECT p.document, count(*) AS words,
                   sum(w.idf * p.weight / (p.weight + {2 * K1 * (1 - B)} + p.length * %s::float8)) AS score
            FROM kernel_searchposting p JOIN wanted w ON w.term = p.term
            GROUP BY p.document
        )
        SELECT s.document, s.score, count(*) OVER () FROM scored s WHERE {where}
        ORDER BY s.words = %s DESC, s.score DESC, s.document DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    terms = [term(stemmed) for stemmed in question.stems]
    idf = [_idf(holding[stemmed], total) * times * (K1 + 1) for stemmed, times in question.stems.items()]
    # Weights are stored doubled; what stands beside them in the formula is doubled too.
    by_length = 2 * K1 * B / mean
    return _fetched(sql, [terms, idf, by_length, *values, len(terms)], limit, offset)


def matching(question: Asked) -> tuple[str, list[Any]]:
    """A query for the keys (`document`) of every document that the question finds, and its values."""
    if not question.stems:
        where, values = _conditions(question, "m.id")
        return f"SELECT m.id AS document FROM kernel_searchdocument m WHERE {where}", values  # noqa: S608
    question = question.telling(_holding(question), size()[0])
    where, values = _conditions(question, "m.document")
    sql = f"SELECT DISTINCT m.document FROM kernel_searchposting m WHERE m.term = ANY(%s::bigint[]) AND {where}"  # noqa: S608
    return sql, [[term(stemmed) for stemmed in question.stems], *values]


def _holding(question: Asked) -> dict[str, int]:
    """How many public documents hold each stem. One that only documents besides those hold, which the actor may see,
    counts as if one public document held it; one that nothing holds is left out."""
    numbers = {term(stemmed): stemmed for stemmed in question.stems}
    public = "document IN (SELECT document FROM kernel_searchposting WHERE term = %s)"
    where, values = _conditions(replace(question, groups=()), "document")
    # What is public is counted whoever asks, so that the order depends on nobody's permissions.
    sql = f"""
        SELECT term, count(*) FILTER (WHERE {public}), count(*) FROM kernel_searchposting
        WHERE term = ANY(%s::bigint[]) AND ({public} OR ({where})) GROUP BY term
    """  # noqa: S608 - only our own constants are put into the text
    mark = mark_term(PUBLIC_MARK)
    with connection.cursor() as cursor:
        cursor.execute(sql, [mark, list(numbers), mark, *values])
        return {numbers[number]: max(count, 1) for number, count, _ in cursor.fetchall()}


def held_in_public(question: Asked) -> set[str]:
    """The stems of the question that public documents hold."""
    return set(_holding(replace(question, sight=(PUBLIC_MARK,), hidden=())))


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (max(total - holding, 0) + 0.5) / (holding + 0.5))


def _newest(question: Asked, limit: int, offset: int) -> Found:
    where, values = _conditions(question, "d.id")
    sql = f"""
        SELECT d.id, 0.0, count(*) OVER () FROM kernel_searchdocument d WHERE {where}
        ORDER BY d.at DESC, d.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    return _fetched(sql, values, limit, offset)


def _conditions(question: Asked, key: str) -> tuple[str, list[Any]]:
    """What a document must fulfil besides the words: marks it must bear, and marks it must not."""
    bears = f"{key} IN (SELECT document FROM kernel_searchposting WHERE term = ANY(%s::bigint[]))"  # noqa: S608
    needed = [*question.groups] if question.sight is None else [question.sight, *question.groups]
    parts = [bears] * len(needed)
    values = [[mark_term(mark) for mark in group] for group in needed]
    if question.hidden:
        parts.append(f"NOT {bears}")
        values.append([mark_term(mark) for mark in question.hidden])
    return " AND ".join(parts) or "TRUE", list(values)


def _fetched(sql: str, values: list[Any], limit: int, offset: int) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit, offset])
        rows = cursor.fetchall()
        if rows or not offset:
            return Found(rows[0][2] if rows else 0, tuple((row[0], float(row[1])) for row in rows))
        # Beyond the last page: only the number is of interest.
        cursor.execute(sql, [*values, 1, 0])
        first = cursor.fetchall()
        return Found(first[0][2] if first else 0, ())
