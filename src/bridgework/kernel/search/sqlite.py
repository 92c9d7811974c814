"""The index on SQLite: FTS5, which ranks by BM25 itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from bridgework.kernel.search.asked import Asked, Found
from bridgework.kernel.search.documents import WEIGHTS
from bridgework.kernel.search.size import size

TEXTS = f"{{{' '.join(WEIGHTS)}}}"
_WEIGHTS = ", ".join(str(weight) for weight in (*WEIGHTS.values(), 0.0))
Rows = tuple[tuple[int, float], ...]


def ask(question: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match: first those with every word, then those with any."""
    if any(not group for group in question.groups):
        return Found(0, ())
    if not question.stems:
        return _newest(question, limit, offset)
    question = question.telling(_holding(question), size()[0])
    if not question.stems:
        return Found(0, ())
    spoken = [word for stem, word in question.spoken.items() for _ in range(question.stems[stem])]
    any_word = _expression(question, " OR ".join(_quoted(spoken)))
    total = _count(any_word)
    if len(question.stems) == 1:
        return Found(total, _ranked(any_word, limit, offset))
    every_word = _expression(question, " AND ".join(_quoted(question.spoken.values())))
    complete = _count(every_word)
    rows = _ranked(every_word, limit, offset) if offset < complete else ()
    # Ranking costs most of the time: the many with only some of the words are ranked only when the page needs them.
    if len(rows) < limit and total > complete:
        rows += _ranked(any_word, limit - len(rows), max(0, offset - complete), without=every_word)
    return Found(total, rows)


def _holding(question: Asked) -> dict[str, int]:
    """How many documents hold each stem, in one query."""
    one = "SELECT %s, count(*) FROM kernel_search WHERE kernel_search MATCH %s"
    values = [value for stem, word in question.spoken.items() for value in (stem, _word(word))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(question.spoken)), values)
        return dict(cursor.fetchall())


def _count(match: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_search WHERE kernel_search MATCH %s", [match])
        return int(cursor.fetchone()[0])


def _ranked(match: str, limit: int, offset: int, *, without: str = "") -> Rows:
    others, values = "", [match]
    if without:
        others = "AND rowid NOT IN (SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s)"
        values.append(without)
    sql = (
        f"SELECT rowid, -bm25(kernel_search, {_WEIGHTS}) AS score FROM kernel_search"  # noqa: S608 - our own constants
        f" WHERE kernel_search MATCH %s {others} ORDER BY score DESC, rowid DESC LIMIT %s OFFSET %s"
    )
    return _rows(sql, [*values, limit, offset])


def _newest(question: Asked, limit: int, offset: int) -> Found:
    match = _expression(question, "")
    if not match:
        sql = "SELECT id, 0.0 FROM kernel_searchdocument ORDER BY at DESC, id DESC LIMIT %s OFFSET %s"
        return Found(size()[0], _rows(sql, [limit, offset]))
    sql = (
        "SELECT d.id, 0.0 FROM kernel_search JOIN kernel_searchdocument d ON d.id = kernel_search.rowid"
        " WHERE kernel_search MATCH %s ORDER BY d.at DESC, d.id DESC LIMIT %s OFFSET %s"
    )
    return Found(_count(match), _rows(sql, [match, limit, offset]))


def _rows(sql: str, values: list[str | int]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple((int(row[0]), float(row[1])) for row in cursor.fetchall())


def _expression(question: Asked, words: str) -> str:
    """The question in FTS5's own language, permission and filters included."""
    parts = [f"{TEXTS} : ({words})"] if words else []
    if question.sight is not None:
        parts.append(_marks(question.sight))
    parts.extend(_marks(group) for group in question.groups)
    wanted = " AND ".join(f"({part})" for part in parts)
    return f"({wanted}) NOT ({_marks(question.hidden)})" if question.hidden else wanted


def _word(word: str) -> str:
    return f"{TEXTS} : {_quoted([word])[0]}"


def _marks(tokens: Iterable[str]) -> str:
    return f"marks : ({' OR '.join(_quoted(tokens))})"


def _quoted(tokens: Iterable[str]) -> list[str]:
    # Every token is quoted: what people type is never read as FTS5's language.
    return ['"' + token.replace('"', '""') + '"' for token in tokens]
