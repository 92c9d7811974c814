""" "More like this": what says much the same as one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection

from bridgework.kernel.models.search import SearchText
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked, asked
from bridgework.kernel.search.documents import Hit, Results
from bridgework.kernel.search.marks import mark
from bridgework.kernel.search.question import hits_of, some_kinds

MOST_TELLING = 25
"""Words of a document that it is compared by: the rarest."""
LONGEST_PART = 2_000


def like(
    public_id: str, *, actor: Actor, kinds: Iterable[str] | None = None, per_page: int = 20
) -> tuple[Hit | None, Results]:
    """The document of a record and what is most like it, without itself; None where `actor` may not see it.

    It is compared by its title and the first words of its texts, the rarest of them.
    """
    nothing = Results(0, (), 1, per_page)
    backend = postgresql if connection.vendor == "postgresql" else sqlite
    itself = asked("", actor=actor, kinds=None, programme=None, facets=None)
    itself = replace(itself, groups=((mark("record", public_id),),))
    rows = backend.ask(itself, limit=5, offset=0).rows
    texts = SearchText.objects.filter(pk__in=[key for key, _ in rows], document__public_id=public_id)
    text = texts.select_related("document").first()
    if text is None:
        return None, nothing
    told = f"{text.title} {text.title} {text.important[:LONGEST_PART]} {text.body[:LONGEST_PART]}"
    question = _rarest(asked(told, actor=actor, kinds=some_kinds(kinds), programme=None, facets=None), backend)
    found = backend.ask(question, limit=per_page + 1, offset=0)
    others = tuple(row for row in found.rows if row[0] != text.pk)[:per_page]
    # Nobody asked for these words, so none is marked.
    unmarked = replace(question, stems={}, spoken={})
    (hit,) = hits_of(((text.pk, 0.0),), unmarked)
    return hit, Results(len(others), hits_of(others, unmarked), 1, per_page)


def _rarest(question: Asked, backend: Any) -> Asked:
    holding = backend.holding(question)
    # A word that only this document has finds nothing else.
    rarest = sorted((stem for stem in question.stems if holding.get(stem, 0) > 1), key=lambda stem: holding[stem])
    kept = set(rarest[:MOST_TELLING]) or set(question.stems)
    return question.only(kept)
