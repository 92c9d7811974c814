"""Asking the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from bridgework.kernel.models.search import SearchText
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import Asked, asked
from bridgework.kernel.search.documents import Hit, Results
from bridgework.kernel.search.facets import Counts, counted, step_for
from bridgework.kernel.search.index import SEARCHABLES
from bridgework.kernel.search.meaning import fusing, is_on
from bridgework.kernel.search.placing import best_passage
from bridgework.kernel.search.size import size
from bridgework.kernel.search.snippets import marked, snippet
from bridgework.kernel.search.synonyms import with_synonyms
from bridgework.kernel.search.widening import FEW, widened

LONGEST_QUESTION = 20_000
MOST_PER_PAGE = 100
DEEPEST = 10_000
"""How far into the results one can turn: nobody reads there, and a robot would pay nothing for it."""


def find(
    words: str,
    *,
    actor: Actor,
    kinds: Iterable[str] | None = None,
    programme: str | None = None,
    facets: Mapping[str, str | Iterable[str]] | None = None,
    page: int = 1,
    per_page: int = 20,
    count: Collection[str] = (),
) -> Results:
    """What `actor` may see that holds any of `words`, the best first; without words everything, the newest first.

    Documents with every word come before others of like worth. Where they are few, words that begin like the ones
    asked for count too, and synonyms always. `programme` is a public id (or a longer scope path).
    Several values of one facet mean any of them; several facets mean all of them. Permission is part of the question,
    so the total counts only what the actor may see. `count` names facets (and "kind") whose values are counted among
    all that was found.
    """
    question = asked(words[:LONGEST_QUESTION], actor=actor, kinds=some_kinds(kinds), programme=programme, facets=facets)
    if words.strip() and not question.stems:
        return Results(0, (), 1, per_page)
    question = with_synonyms(question)
    per_page = min(max(per_page, 1), MOST_PER_PAGE)
    page = min(max(page, 1), DEEPEST // per_page)
    answer = postgresql.ask if connection.vendor == "postgresql" else sqlite.ask
    found = answer(question, limit=per_page, offset=(page - 1) * per_page)
    if question.stems and found.total < FEW:
        wider = widened(question)
        if wider is not question:
            question, found = wider, answer(wider, limit=per_page, offset=(page - 1) * per_page)
    others: frozenset[int] = frozenset()
    holding = found.total
    if question.stems and is_on():
        found, others = fusing.joined(question, words, answer, limit=per_page, offset=(page - 1) * per_page)
    counts = counted(found.question, count, holding) if count and holding else {}
    if count and others:
        counts = fusing.counted_too(counts, count, others)
    return Results(found.total, hits_of(found.rows, question), page, per_page, counts, step_for(found.total) == 1)


def counts_of(*keys: str, actor: Actor, kinds: Iterable[str] | None = None) -> Counts:
    """The values of these facets among all that `actor` may see, the most frequent first; of very much, estimated."""
    question = asked("", actor=actor, kinds=some_kinds(kinds), programme=None, facets=None)
    return counted(question, keys, size()[0])


def some_kinds(kinds: Iterable[str] | None) -> list[str] | None:
    """The kinds to look among; None for all: asking every document for its kind would only cost time."""
    if kinds is None:
        return None
    wanted = list(kinds)
    return None if SEARCHABLES and SEARCHABLES.keys() <= set(wanted) else wanted


def hits_of(rows: tuple[tuple[int, float], ...], question: Asked) -> tuple[Hit, ...]:
    """Rows as hits, with what matches marked."""
    texts = SearchText.objects.select_related("document").in_bulk([key for key, _ in rows])
    # Between the question and this read a document may have been withdrawn.
    return tuple(_hit(texts[key], score, question) for key, score in rows if key in texts)


def _hit(text: SearchText, score: float, question: Asked) -> Hit:
    document = text.document
    shown = text.important if text.important and not text.body else f"{text.important}\n{text.body}".strip()
    section, page = "", 0
    if text.places:
        shown, section, page = best_passage(text.body, text.places, question.stems.keys())
        if not section and not page and text.important:
            shown = f"{text.important}\n{shown}"
    return Hit(
        kind=document.kind,
        public_id=document.public_id,
        title=marked(text.title, question.stems.keys()),
        snippet=snippet(shown, question.stems.keys()),
        address=document.address,
        scope=document.scope,
        is_public=document.is_public,
        facets=document.facets,
        at=document.at,
        score=score,
        section=section,
        page=page,
    )
