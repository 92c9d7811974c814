"""The index on SQLite: two FTS5 tables, of public documents and of the others.

FTS5 ranks the public ones by BM25 itself. It would count the others by their own number, and so tell of what an actor
may not see; they are ranked here, by the same formula with the numbers of the public ones.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection

from bridgework.kernel.models.search import SearchDocument
from bridgework.kernel.search.asked import K1, Asked, Found
from bridgework.kernel.search.documents import WEIGHTS
from bridgework.kernel.search.marks import PUBLIC_MARK
from bridgework.kernel.search.size import frequent, remember, size

TEXTS = f"{{{' '.join(WEIGHTS)}}}"
PUBLIC, INNER = "kernel_search", "kernel_search_inner"
B, LEAST_IDF = 0.75, 1e-6
"""As FTS5 has them; and its k1 is `asked.K1`."""
RANKED = (3_000, 12_000, math.inf)
"""Documents that are ranked first; then where those may not be the best; and where a page is not full."""
Rows = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Scored:
    """A document, whether it has every word asked for, and its score."""

    key: int
    is_complete: bool
    score: float

    @property
    def place(self) -> tuple[bool, float, int]:
        """What it is ordered by, the greatest first."""
        return self.is_complete, self.score, self.key


def ask(question: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match: first those with every word, then those with any."""
    if any(not group for group in question.groups):
        return Found(0, (), question)
    if not question.stems:
        return _newest(question, limit, offset)
    public_holding, holding = _holding(question)
    question = question.telling(holding, size()[0])
    if not question.stems:
        return Found(0, (), question)
    inner = _inner(question, public_holding)
    total = _count(PUBLIC, _expression(question, _either(question, question.stems), PUBLIC))
    if not inner:
        best = _public(question, public_holding, total, limit, offset)
        return Found(total, tuple((one.key, one.score) for one in best), question)
    best = _public(question, public_holding, total, offset + limit, 0)
    merged = sorted((*best, *inner), key=lambda one: one.place, reverse=True)[offset : offset + limit]
    return Found(total + len(inner), tuple((one.key, one.score) for one in merged), question)


def _public(question: Asked, holding: dict[str, int], total: int, limit: int, offset: int) -> list[Scored]:
    """Public documents, the best first. `total` is how many have any of the words."""
    if len(question.stems) == 1 or not question.said:
        match = _expression(question, _either(question, question.stems), PUBLIC)
        return [Scored(key, bool(question.said), score) for key, score in _ranked(match, question.k1, limit, offset)]
    every_word = _expression(question, _every(question), PUBLIC)
    complete = _count(PUBLIC, every_word)
    rows = _ranked(every_word, question.k1, limit, offset) if offset < complete else ()
    found = [Scored(key, True, score) for key, score in rows]
    # Ranking costs most of the time: the many with only some of the words are ranked only when the page needs them.
    if len(rows) < limit and total > complete:
        others = _others(question, holding, every_word, limit - len(rows), max(0, offset - complete))
        found += [Scored(key, False, score) for key, score in others]
    return found


def _others(question: Asked, holding: dict[str, int], every_word: str, limit: int, offset: int) -> Rows:
    """Public documents with some of the words, the best first."""
    total, _ = size()
    rarity = {stem: _idf(holding.get(stem, 0), total) for stem in question.stems}
    rows: Rows = ()
    for step in question.steps(holding, total, rarity, RANKED):
        words = _either(question, step.needed)
        if step.left:
            # Whatever else holds the words that are left is not looked at; every public document holds the mark.
            rest = f"{TEXTS} : ({_either(question, step.left)}) OR {_marks([PUBLIC_MARK])}"
            match = f"({_expression(question, words, PUBLIC)}) AND ({rest})"
        else:
            match = _expression(question, words, PUBLIC)
        rows = _ranked(match, question.k1, limit, offset, without=every_word)
        if len(rows) == limit and rows[-1][1] >= step.passed_over:
            break
    return rows


def _every(question: Asked) -> str:
    """Every word that was said, and any that was added."""
    said = " AND ".join(_quoted(question.spoken[stem] for stem in question.said))
    if not question.added:
        return said
    # What is optional stands beside a word that is there anyway, so that it is ranked and not asked for.
    first = _quoted([question.spoken[question.said[0]]])[0]
    return f"({said}) AND ({first} OR {_either(question, [one for one in question.stems if one in question.added])})"


def _either(question: Asked, stems: Iterable[str]) -> str:
    """Any of these words, each as often as it was said."""
    return " OR ".join(_quoted(question.spoken[stem] for stem in stems for _ in range(question.stems[stem])))


def _inner(question: Asked, holding: dict[str, int]) -> list[Scored]:
    """Documents that are not public and that the actor may see, each with its score. `holding` is of public ones."""
    if _sees_public_only(question):
        return []
    match = _expression(question, " OR ".join(_quoted(question.spoken.values())), INNER)
    one = (
        "SELECT i.term, i.doc, i.col, count(*) FROM kernel_search_inner_words i"
        " WHERE i.term = %s AND i.col <> 'marks' AND i.doc IN"
        " (SELECT rowid FROM kernel_search_inner WHERE kernel_search_inner MATCH %s) GROUP BY i.doc, i.col"
    )
    values = [value for stem in question.stems for value in (stem, match)]
    often: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(question.stems)), values)
        for stem, key, column, count in cursor.fetchall():
            often[key][stem] += WEIGHTS[column] * count
    lengths = dict(SearchDocument.objects.filter(pk__in=list(often)).values_list("pk", "length"))
    total, mean = size()
    idf = {stem: _idf(holding.get(stem, 0), total) * times for stem, times in question.stems.items()}
    said = set(question.said)
    return [
        Scored(key, found.keys() >= said, _score(found, idf, question.k1, lengths.get(key, 0) / mean))
        for key, found in often.items()
    ]


def _score(found: dict[str, float], idf: dict[str, float], k1: float, length: float) -> float:
    """BM25 of one document; `length` is how often as long as the mean it is."""
    return sum(idf[stem] * often * (K1 + 1) / (often + k1 * (1 - B + B * length)) for stem, often in found.items())


def _idf(holding: int, total: int) -> float:
    return max(math.log((max(total - holding, 0) + 0.5) / (holding + 0.5)), LEAST_IDF)


def _holding(question: Asked) -> tuple[dict[str, int], dict[str, int]]:
    """How many public documents hold each stem; and the same, where a stem that only others hold, which the actor may
    see, counts as if one public document held it. One that nothing holds is in neither."""
    known = frequent()
    rest = [stem for stem in question.stems if stem not in known]
    counted = _counts(PUBLIC, question.only(rest), "") if rest else {}
    remember(counted)
    public = {stem: known.get(stem) or counted[stem] for stem in question.stems}
    if _sees_public_only(question):
        return public, public
    seen = _counts(INNER, question, _expression(replace(question, groups=()), "", INNER))
    return public, {stem: public.get(stem) or 1 for stem in question.stems if public.get(stem) or seen.get(stem)}


def holding(question: Asked) -> dict[str, int]:
    """How many public documents hold each stem, as far as the actor may know."""
    return _holding(question)[1]


def held_in_public(question: Asked) -> set[str]:
    """The stems of the question that public documents hold."""
    one = f"SELECT %s WHERE EXISTS (SELECT 1 FROM {PUBLIC} WHERE {PUBLIC} MATCH %s)"  # noqa: S608 - our own constants
    values = [part for stem, word in question.spoken.items() for part in (stem, f"{TEXTS} : {_quoted([word])[0]}")]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(question.spoken)), values)
        return {stem for (stem,) in cursor.fetchall()}


def _counts(table: str, question: Asked, limits: str) -> dict[str, int]:
    one = f"SELECT %s, count(*) FROM {table} WHERE {table} MATCH %s"  # noqa: S608 - our own constants
    values: list[str] = []
    for stem, word in question.spoken.items():
        wanted = f"{TEXTS} : {_quoted([word])[0]}"
        values += [stem, f"({wanted}) AND ({limits})" if limits else wanted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(question.spoken)), values)
        return dict(cursor.fetchall())


def _count(table: str, match: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH %s", [match])  # noqa: S608 - our own constants
        return int(cursor.fetchone()[0])


def _ranked(match: str, k1: float, limit: int, offset: int, *, without: str = "") -> Rows:
    others, values = "", [match]
    # FTS5 has one k1. Counting every occurrence as less than one is the same as a greater one.
    weights = ", ".join(str(weight * K1 / k1) for weight in (*WEIGHTS.values(), 0.0))
    if without:
        others = "AND rowid NOT IN (SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s)"
        values.append(without)
    sql = (
        f"SELECT rowid, -bm25(kernel_search, {weights}) AS score FROM kernel_search"  # noqa: S608 - our own constants
        f" WHERE kernel_search MATCH %s {others} ORDER BY score DESC, rowid DESC LIMIT %s OFFSET %s"
    )
    return _rows(sql, [*values, limit, offset])


def matching(question: Asked, step: int = 1) -> tuple[str, list[str | int]]:
    """A query for the keys (`document`) of every document that a question finds, as `Found` has it, and its values.

    Of those keys only every so many where `step` says so.
    """
    words = " OR ".join(_quoted(question.spoken[stem] for stem in question.stems))
    parts = ["SELECT rowid AS document FROM kernel_search WHERE kernel_search MATCH %s AND rowid %% %s = 0"]
    values: list[str | int] = [_expression(question, words, PUBLIC), step]
    if not _sees_public_only(question):
        inner = _expression(question, words, INNER)
        if inner:
            parts.append("SELECT rowid FROM kernel_search_inner WHERE kernel_search_inner MATCH %s AND rowid %% %s = 0")
            values += [inner, step]
        else:
            parts.append("SELECT id FROM kernel_searchdocument WHERE NOT is_public AND id %% %s = 0")
            values.append(step)
    return " UNION ALL ".join(parts), values


def holding_every(question: Asked) -> tuple[str, list[str]]:
    """A query for the keys (`document`) of every document with all words of the question, and its values."""
    words = " AND ".join(_quoted(question.spoken.values()))
    tables = [PUBLIC] if _sees_public_only(question) else [PUBLIC, INNER]
    one = "SELECT rowid AS document FROM {0} WHERE {0} MATCH %s"
    return " UNION ALL ".join(map(one.format, tables)), [_expression(question, words, table) for table in tables]


def _newest(question: Asked, limit: int, offset: int) -> Found:
    among, matched = matching(question)
    values = [*matched]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({among})", values)  # noqa: S608 - our own constants
        total = int(cursor.fetchone()[0])
    sql = (
        f"SELECT id, 0.0 FROM kernel_searchdocument WHERE id IN ({among}) ORDER BY at DESC, id DESC LIMIT %s OFFSET %s"  # noqa: S608
    )
    return Found(total, _rows(sql, [*values, limit, offset]), question)


def _rows(sql: str, values: list[str | int]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple((int(row[0]), float(row[1])) for row in cursor.fetchall())


def _sees_public_only(question: Asked) -> bool:
    return question.sight == (PUBLIC_MARK,)


def _expression(question: Asked, words: str, table: str) -> str:
    """The question in FTS5's own language, permission and filters included; empty where it asks for everything."""
    parts = [f"{TEXTS} : ({words})"] if words else []
    if table == INNER and question.sight is not None:
        parts.append(_marks(question.sight))
    parts.extend(_marks(group) for group in question.groups)
    if table == PUBLIC and not parts:
        parts.append(_marks([PUBLIC_MARK]))
    wanted = " AND ".join(f"({part})" for part in parts)
    return f"({wanted}) NOT ({_marks(question.hidden)})" if question.hidden and wanted else wanted


def _marks(tokens: Iterable[str]) -> str:
    return f"marks : ({' OR '.join(_quoted(tokens))})"


def _quoted(tokens: Iterable[str]) -> list[str]:
    # Every token is quoted: what people type is never read as FTS5's language.
    return ['"' + token.replace('"', '""') + '"' for token in tokens]
