"""The index as a condition of another list: the records of a kind that hold every word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from bridgework.kernel.permissions import Actor
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import asked
from bridgework.kernel.search.snippets import beginning


@dataclass(frozen=True)
class Holding:
    """Records that hold every word: a subquery for their public ids, and letters that stand in them for each word.

    In which of their texts a word stands, the index does not tell; whoever wants to know looks for the letters there.
    """

    public_ids: RawSQL
    letters: tuple[str, ...]


def with_every_word(words: str, *, kind: str, actor: Actor) -> Holding | None:
    """The records of `kind` that `actor` may see and that hold every word, in any of its forms and in any of their
    texts. None where nothing but signs was asked for.
    """
    question = asked(words, actor=actor, kinds=None, programme=None, facets=None)
    if not question.stems:
        return None
    values: list[Any]
    among, values = (postgresql if connection.vendor == "postgresql" else sqlite).holding_every(question)
    sql = (
        f"SELECT d.public_id FROM ({among}) m CROSS JOIN kernel_searchdocument d"  # noqa: S608 - our own constants
        " WHERE d.id = m.document AND d.kind = %s"
    )
    # Accents are folded in the index alone.
    letters = tuple(beginning(one) for one in question.stems) if words.isascii() else ()
    return Holding(RawSQL(sql, [*values, kind]), letters)  # noqa: S611 - only our own constants are in the text
