"""The index on PostgreSQL: a table of postings, ranked by BM25 in plain SQL, without an extension.

Score of a document: the sum over the words asked for of idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)),
with idf = ln(1 + (N−n+½)/(n+½)), k1 of the question and b = 0.75 (Robertson and Zaragoza, "The probabilistic relevance
framework", 2009). N and n are counted over public documents alone. Marks are postings too, so that who may see what is
answered by the same index. Weights of documents that are not public are stored below zero: whether all may see a
document is then answered by the posting itself.
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
from bridgework.kernel.search.asked import Asked, Found, Step
from bridgework.kernel.search.documents import WEIGHTS
from bridgework.kernel.search.marks import PUBLIC_MARK
from bridgework.kernel.search.size import frequent, remember, size

B = 0.75
MOST = 32_767
RANKED = (5_000, math.inf)
"""Documents that are ranked first, and where those may not be the best. Summing up more is cheap here."""
MOST_JOINED = 6
"""Words of a question whose lists are joined; of more, hardly any document has all."""
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
        bears = set(own_marks)
        sign = 1 if PUBLIC_MARK in bears else -1
        found: Counter[int] = Counter()
        for name, words in fields.items():
            for word in words:
                found[term(stem(word))] += _HALVES[name]
        rows = [(number, sign * min(weight, MOST)) for number, weight in found.items()]
        rows += [(number, 0) for number in {mark_term(one) for one in bears}]
        documents += [key] * len(rows)
        terms += [number for number, _ in rows]
        weights += [weight for _, weight in rows]
        sizes += [min(length, MOST)] * len(rows)
    SearchPosting.objects.filter(document__in=keys).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_searchposting (document, term, weight, length)"
            # Word by word, as the index is ordered: many documents touch each page of it once.
            " SELECT * FROM unnest(%s::int[], %s::bigint[], %s::smallint[], %s::smallint[]) ORDER BY 2",
            [documents, terms, weights, sizes],
        )


def ask(question: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match: first those with every word, then those with any."""
    if not question.stems:
        return _newest(question, limit, offset)
    total, mean = size()
    held = holding(question)
    question = question.telling(held, total)
    if not question.stems:
        return Found(0, (), question)
    rarity = {stemmed: _idf(held[stemmed], total) for stemmed in question.stems}
    complete = _complete(question, held, rarity, mean, limit, offset)
    if complete is not None:
        return complete
    found = Found(0, (), question)
    for step in question.steps(held, total, rarity, RANKED):
        found, last = _ranked(question, step, rarity, mean, limit, offset)
        if len(found.rows) == limit and last >= step.passed_over:
            break
    return found


def _ranked(
    question: Asked, step: Step, rarity: Mapping[str, float], mean: float, limit: int, offset: int
) -> tuple[Found, float]:
    """A page of the documents of a step; and the least that a document passed over would have to score."""
    where, values = _conditions(question, "m")
    narrowed, public = bool(step.left or values), f"WHERE {_conditions(question, 'p')[0]}"
    sql = f"""
        WITH wanted(term, idf, said) AS (SELECT * FROM unnest(%s::bigint[], %s::float8[], %s::int[])),
        among AS MATERIALIZED (
            SELECT DISTINCT m.document FROM kernel_searchposting m WHERE m.term = ANY(%s::bigint[]) AND {where}
        ),
        scored AS (
            SELECT p.document, sum(w.said) AS words,
                   sum(w.idf * abs(p.weight) / (abs(p.weight) + %s::float8 + p.length * %s::float8)) AS score
            FROM kernel_searchposting p JOIN wanted w ON w.term = p.term
            {"WHERE p.document IN (SELECT document FROM among)" if narrowed else public}
            GROUP BY p.document
        )
        SELECT s.document, s.score,
               (SELECT count(DISTINCT m.document) FROM kernel_searchposting m WHERE m.term = ANY(%s::bigint[]) AND {where}),
               s.words
        FROM scored s ORDER BY s.words = %s DESC, s.score DESC, s.document DESC LIMIT %s OFFSET %s
    """  # noqa: S608, E501 - only our own constants are put into the text
    terms = [term(stemmed) for stemmed in question.stems]
    idf = [rarity[stemmed] * times * (question.k1 + 1) for stemmed, times in question.stems.items()]
    needed = [term(stemmed) for stemmed in step.needed]
    said = [int(stemmed not in question.added) for stemmed in question.stems]
    given: list[Any] = [terms, idf, said, needed, *values, *_lengths(question, mean)]
    found, rows = _fetched(question, sql, [*given, terms, *values, max(sum(said), 1)], limit, offset)
    if not rows:
        return found, 0.0
    # Documents with every word stand before all others, whatever those score.
    return found, math.inf if rows[-1][3] == max(sum(said), 1) else float(rows[-1][1])


def _complete(
    question: Asked, held: Mapping[str, int], rarity: Mapping[str, float], mean: float, limit: int, offset: int
) -> Found | None:
    """A page of the documents with every word; None where another way is as quick, or such do not fill it.

    They stand before all others, so of frequent words nothing else need be looked at.
    """
    rarest = sorted(question.stems, key=lambda stemmed: held[stemmed])
    few = held[rarest[0]] < offset + limit or sum(held.values()) <= RANKED[0]
    if few or question.added or len(rarest) > MOST_JOINED:
        return None
    worth = "%s::float8 * abs(p{0}.weight) / (abs(p{0}.weight) + %s::float8 + p{0}.length * %s::float8)"
    score = " + ".join(worth.format(place) for place in range(len(rarest)))
    (where, values), (others, _) = _conditions(question, "p0"), _conditions(question, "m")
    sql = f"""
        SELECT document, {score} AS score,
               (SELECT count(DISTINCT m.document) FROM kernel_searchposting m
                WHERE m.term = ANY(%s::bigint[]) AND {others})
        FROM {_joined(len(rarest))} WHERE {where} ORDER BY 2 DESC, 1 DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    terms = [term(stemmed) for stemmed in rarest]
    given: list[Any] = []
    for stemmed in rarest:
        given += [rarity[stemmed] * question.stems[stemmed] * (question.k1 + 1), *_lengths(question, mean)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, terms, *values, *terms, *values, limit, offset])
        rows = cursor.fetchall()
    if len(rows) < limit:
        return None
    return Found(rows[0][2], tuple((row[0], float(row[1])) for row in rows), question)


def _joined(words: int) -> str:
    """The postings p0, p1 … of so many words, side by side where one document has them all. Asks for each term."""
    one = "(SELECT document, weight, length FROM kernel_searchposting WHERE term = %s)"
    return f"{one} p0" + "".join(f" JOIN {one} p{place} USING (document)" for place in range(1, words))


def holding_every(question: Asked) -> tuple[str, list[Any]]:
    """A query for the keys (`document`) of every document with all words of the question, and its values."""
    where, values = _conditions(question, "p0")
    sql = f"SELECT document FROM {_joined(len(question.stems))} WHERE {where}"  # noqa: S608 - only our own constants
    return sql, [*map(term, question.stems), *values]


def _lengths(question: Asked, mean: float) -> tuple[float, float]:
    """What stands beside the weight in the formula: for itself, and for each word of the document.

    Weights are stored doubled, so these are doubled too.
    """
    return 2 * question.k1 * (1 - B), 2 * question.k1 * B / mean


def matching(question: Asked, step: int = 1) -> tuple[str, list[Any]]:
    """A query for the keys (`document`) of every document that a question finds, as `Found` has it, and its values.

    Of those keys only every so many where `step` says so.
    """
    if not question.stems:
        where, values = _conditions(question, "m", "id")
        sql = f"SELECT m.id AS document FROM kernel_searchdocument m WHERE m.id %% %s = 0 AND {where}"  # noqa: S608
        return sql, [step, *values]
    where, values = _conditions(question, "m")
    sql = (
        "SELECT DISTINCT m.document FROM kernel_searchposting m"  # noqa: S608 - only our own constants
        f" WHERE m.term = ANY(%s::bigint[]) AND m.document %% %s = 0 AND {where}"
    )
    return sql, [[term(stemmed) for stemmed in question.stems], step, *values]


def holding(question: Asked) -> dict[str, int]:
    """How many public documents hold each stem. One that only documents besides those hold, which the actor may see,
    counts as if one public document held it; one that nothing holds is left out."""
    known = frequent()
    numbers = {term(stemmed): stemmed for stemmed in question.stems if stemmed not in known}
    found = {stemmed: known[stemmed] for stemmed in question.stems if stemmed in known}
    if not numbers:
        return found
    where, values = _conditions(replace(question, groups=()), "m")
    # What is public is counted whoever asks, so that the order depends on nobody's permissions.
    sql = f"""
        SELECT m.term, count(*) FILTER (WHERE m.weight > 0) FROM kernel_searchposting m
        WHERE m.term = ANY(%s::bigint[]) AND (m.weight > 0 OR ({where})) GROUP BY m.term
    """  # noqa: S608 - only our own constants are put into the text
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(numbers), *values])
        counted = {numbers[number]: max(count, 1) for number, count in cursor.fetchall()}
    remember(counted)
    return found | counted


def held_in_public(question: Asked) -> set[str]:
    """The stems of the question that public documents hold."""
    numbers = {term(stemmed): stemmed for stemmed in question.stems}
    sql = """
        SELECT w.term FROM unnest(%s::bigint[]) w(term)
        WHERE EXISTS (SELECT 1 FROM kernel_searchposting p WHERE p.term = w.term AND p.weight > 0)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(numbers)])
        return {numbers[number] for (number,) in cursor.fetchall()}


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (max(total - holding, 0) + 0.5) / (holding + 0.5))


def _newest(question: Asked, limit: int, offset: int) -> Found:
    where, values = _conditions(question, "d", "id")
    sql = f"""
        SELECT d.id, 0.0, count(*) OVER () FROM kernel_searchdocument d WHERE {where}
        ORDER BY d.at DESC, d.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 - only our own constants are put into the text
    return _fetched(question, sql, values, limit, offset)[0]


def _conditions(question: Asked, table: str, column: str = "document") -> tuple[str, list[Any]]:
    """What a row of a table of postings (or of documents) must fulfil besides its word: marks that its document must
    bear, and marks it must not.
    """
    bears = f"{table}.{column} IN (SELECT document FROM kernel_searchposting WHERE term = ANY(%s::bigint[]))"  # noqa: S608
    is_public = f"{table}.is_public" if column == "id" else f"{table}.weight > 0"
    parts = [bears] * len(question.groups)
    values = [[mark_term(mark) for mark in group] for group in question.groups]
    if question.sight is not None:
        others = [mark_term(mark) for mark in question.sight if mark != PUBLIC_MARK]
        everybody = PUBLIC_MARK in question.sight
        parts.append(f"({is_public} OR {bears})" if everybody and others else is_public if everybody else bears)
        values += [others] if others or not everybody else []
    if question.hidden:
        parts.append(f"NOT {bears}")
        values.append([mark_term(mark) for mark in question.hidden])
    return " AND ".join(parts) or "TRUE", list(values)


def _fetched(
    question: Asked, sql: str, values: list[Any], limit: int, offset: int
) -> tuple[Found, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit, offset])
        rows = cursor.fetchall()
        if rows or not offset:
            return Found(rows[0][2] if rows else 0, tuple((row[0], float(row[1])) for row in rows), question), rows
        # Beyond the last page: only the number is of interest.
        cursor.execute(sql, [*values, 1, 0])
        first = cursor.fetchall()
        return Found(first[0][2] if first else 0, (), question), []
