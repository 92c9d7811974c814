"""The index on SQLite: FTS5, which ranks by BM25 itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from bridgework.kernel.search.asked import ALL_WORDS_BOOST, Asked, Found
from bridgework.kernel.search.documents import WEIGHTS

TEXTS = f"{{{' '.join(WEIGHTS)}}}"
_WEIGHTS = ", ".join(str(weight) for weight in (*WEIGHTS.values(), 0.0))


def ask(asked: Asked, *, limit: int, offset: int) -> Found:
    """The best documents, and how many match."""
    if any(not group for group in asked.groups):
        return Found(0, ())
    spoken = [word for stem, word in asked.spoken.items() for _ in range(asked.stems[stem])]
    match = _expression(asked, _any(spoken))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_search WHERE kernel_search MATCH %s", [match])
        total = int(cursor.fetchone()[0])
        if not total:
            return Found(0, ())
        if not spoken:
            cursor.execute(
                "SELECT d.id, 0.0 FROM kernel_search JOIN kernel_searchdocument d ON d.id = kernel_search.rowid"
                " WHERE kernel_search MATCH %s ORDER BY d.at DESC, d.id DESC LIMIT %s OFFSET %s",
                [match, limit, offset],
            )
        else:
            boost, values = _boost(asked)
            cursor.execute(
                f"SELECT rowid, -bm25(kernel_search, {_WEIGHTS}){boost} AS score FROM kernel_search"  # noqa: S608
                " WHERE kernel_search MATCH %s ORDER BY score DESC, rowid DESC LIMIT %s OFFSET %s",
                [*values, match, limit, offset],
            )
        return Found(total, tuple((row[0], float(row[1])) for row in cursor.fetchall()))


def _boost(asked: Asked) -> tuple[str, list[str]]:
    """A document with every word asked for comes before one with only some of them."""
    if len(asked.spoken) < 2:
        return "", []
    every = f"{TEXTS} : ({' AND '.join(_quoted(asked.spoken.values()))})"
    sql = (
        " * CASE WHEN rowid IN (SELECT rowid FROM kernel_search WHERE kernel_search MATCH %s)"  # noqa: S608
        f" THEN {ALL_WORDS_BOOST} ELSE 1 END"
    )
    return sql, [every]


def _expression(asked: Asked, any_word: str) -> str:
    """The question in FTS5's own language, permission and filters included."""
    parts = [f"{TEXTS} : ({any_word})"] if any_word else []
    if asked.sight is not None:
        parts.append(f"marks : ({_any(asked.sight)})")
    parts.extend(f"marks : ({_any(group)})" for group in asked.groups)
    wanted = " AND ".join(f"({part})" for part in parts)
    if not asked.hidden:
        return wanted
    return f"({wanted}) NOT (marks : ({_any(asked.hidden)}))"


def _any(tokens: Iterable[str]) -> str:
    return " OR ".join(_quoted(tokens))


def _quoted(tokens: Iterable[str]) -> list[str]:
    # Every token is quoted: what people type is never read as FTS5's language.
    return ['"' + token.replace('"', '""') + '"' for token in tokens]
