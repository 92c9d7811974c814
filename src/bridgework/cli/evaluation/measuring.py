"""Putting a judged collection through the product's own index, and measuring what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean
from time import perf_counter

from django.db import connection

from bridgework.cli.evaluation.judged import Passage
from bridgework.core.relevance import ndcg, percentile, recall
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import Document, find, put_many, untold
from bridgework.kernel.search.meaning import is_on
from bridgework.kernel.search.meaning.vectors import encode_some

KIND = "evaluation.passage"
BEST = 10
DEEP = 100
"""How many results are judged: the first ten for their order, a hundred for what is found at all."""
A_PAGE = 20
"""Results of a page, as a reader gets them: this is what is timed."""


@dataclass(frozen=True)
class Measured:
    """What came out. Times in seconds (`index_s`) and milliseconds for one page of results."""

    documents: int
    questions: int
    ndcg_at_10: float
    recall_at_100: float
    zero_results: float
    p50_ms: float
    p95_ms: float
    index_s: float


def indexed(documents: Iterable[Passage]) -> tuple[list[str], float]:
    """Put every document into the index; their keys in the order of their ids in it, and the seconds it took."""
    keys: list[str] = []
    started = perf_counter()
    # The job that would encode has no queue in here.
    with untold() if is_on() else nullcontext():
        put_many(_as_documents(documents, keys))
    if connection.vendor == "postgresql":
        # Nobody else tidies up a temporary table and tells the planner how large it has become.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE kernel_searchdocument, kernel_searchtext, kernel_searchposting")
    while is_on() and encode_some():
        pass
    return keys, perf_counter() - started


def measured(
    keys: list[str], index_s: float, questions: Mapping[str, str], judged: Mapping[str, Mapping[str, int]]
) -> Measured:
    """Ask every judged question, as a visitor who knows no more than its words."""
    asked = [key for key in questions if any(grade > 0 for grade in judged.get(key, {}).values())]
    rankings = {key: _ranking(questions[key], keys) for key in asked}
    times = sorted(_seconds(text) * 1000 for text in questions.values())
    return Measured(
        documents=len(keys),
        questions=len(asked),
        ndcg_at_10=fmean([ndcg(rankings[key], judged[key], BEST) for key in asked] or [0.0]),
        recall_at_100=fmean([recall(rankings[key], judged[key], DEEP) for key in asked] or [0.0]),
        zero_results=fmean([not ranking for ranking in rankings.values()] or [0.0]),
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        index_s=index_s,
    )


def _as_documents(documents: Iterable[Passage], keys: list[str]) -> Iterator[Document]:
    at = datetime(2000, 1, 1, tzinfo=UTC)
    for one in documents:
        keys.append(one.key)
        yield Document(
            kind=KIND,
            public_id=str(len(keys)),
            title=one.title,
            body=one.text,
            scope="",
            is_public=True,
            address="",
            at=at,
        )


def _ranking(text: str, keys: list[str]) -> list[str]:
    return [keys[int(hit.public_id) - 1] for hit in find(text, actor=VISITOR, per_page=DEEP).hits]


def _seconds(text: str) -> float:
    started = perf_counter()
    find(text, actor=VISITOR, per_page=A_PAGE)
    return perf_counter() - started
