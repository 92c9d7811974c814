"""What can be searched, and what a search gives as open data (docs/reference/search.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions.models import Challenge
from bridgework.core.ledger import Decision
from bridgework.kernel.search import Hit, Results
from bridgework.threads.reach import Evidence, with_reach

FORMAT: Final = "bridgework/search@1"

KINDS: Final = {
    "questions.question": "Question",
    "questions.challenge": "Question",
    "reports.report": "Report",
    "reports.recommendation": "Recommendation",
    "workspace.finding": "Finding",
    "workspace.source": "Source",
}
"""Each kind of record that is found, with the word for it. Bringing and taking up make two records of one question."""


@dataclass(frozen=True)
class Became:
    """What became of a record, in a few words (empty where nothing is to be said), and whether it is invented."""

    words: str = ""
    is_invented: bool = False


def results_json(results: Results, *, query: str, site: str) -> dict[str, Any]:
    """One page of results, with what became of each. `site` is put before every address. Three queries."""
    became = became_of(results.hits)
    return {
        "format": FORMAT,
        "query": query,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "per_page": results.per_page,
        "results": [_hit_json(one, site, became[one.public_id]) for one in results.hits],
    }


def results_schema() -> dict[str, Any]:
    """The schema of what `results_json` returns (JSON Schema 2020-12)."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    at_least_one = {"type": "integer", "minimum": 1}
    hit = {
        "kind": {"enum": sorted(set(KINDS.values())), "description": "What was found."},
        "id": {**text, "description": "Its public id, never used again."},
        "title": text,
        "snippet": {**text, "description": "The part of its text that answers best."},
        "became": {**text, "description": "What became of it, in a few words; may be empty."},
        "is_invented": {"type": "boolean", "description": "Whether it belongs to an invented example."},
        "section": {**text, "description": "Of a report, the heading under which the snippet stands; may be empty."},
        "page": {"anyOf": [at_least_one, {"type": "null"}], "description": "Its page, where it is known."},
        "address": {"type": "string", "format": "uri", "description": "Where it can be read."},
        "date": {"type": "string", "format": "date"},
        "score": {"type": "number", "description": "BM25; only the order within one answer means something."},
        "facets": {
            "type": "object",
            "description": "Exact values it can be filtered by, such as theme or round.",
            "additionalProperties": {"anyOf": [text, {"type": "array", "items": text}]},
        },
    }
    whole_answer = {
        "format": {"const": FORMAT},
        "query": text,
        "total": {**whole, "description": "How many records hold at least one of the words."},
        "page": at_least_one,
        "pages": at_least_one,
        "per_page": at_least_one,
        "results": {"type": "array", "items": {**_closed(hit), "description": "The best first."}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A page of search results",
        **_closed(whole_answer),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _hit_json(hit: Hit, site: str, became: Became) -> dict[str, Any]:
    return {
        "kind": KINDS[hit.kind],
        "id": hit.public_id,
        "title": _plain(hit.title),
        "snippet": _plain(hit.snippet),
        "became": became.words,
        "is_invented": became.is_invented,
        "section": hit.section,
        "page": hit.page or None,
        "address": f"{site}{hit.address}",
        "date": hit.at.date().isoformat(),
        "score": round(hit.score, 4),
        "facets": dict(hit.facets),
    }


def _plain(pieces: tuple[tuple[str, bool], ...]) -> str:
    return "".join(text for text, _ in pieces)


def became_of(hits: Iterable[Hit]) -> dict[str, Became]:
    """For every hit, by its public id, what became of it in a few words. Three queries.

    Of a recommendation what was decided; of all else how far the trail of its question can be followed.
    """
    found = list(hits)
    told = dict(
        LedgerRow.objects.filter(recommendation__public_id__in=[one.public_id for one in found])
        .exclude(decision="")
        .values_list("recommendation__public_id", "decision")
    )
    said = {public_id: Decision(decision).label for public_id, decision in told.items()}
    # A scope is programme/round/challenge/team; what lies above a challenge has no trail.
    challenges = {
        one.public_id: one.scope.split("/")[2]
        for one in found
        if one.scope.count("/") >= 2 and one.public_id not in said
    }
    rows = with_reach(Challenge.objects.filter(public_id__in=set(challenges.values())))
    reached = {
        one.public_id: Evidence.annotated(one).words(is_history=one.question.programme.is_history, state=one.state)
        for one in rows.select_related("question__programme")
    }
    for public_id, challenge in challenges.items():
        said[public_id] = reached.get(challenge, "")
    programmes = {one.scope.split("/")[0] for one in found}
    invented = set(
        Programme.objects.filter(public_id__in=programmes, is_invented=True).values_list("public_id", flat=True)
    )
    return {
        one.public_id: Became(said.get(one.public_id, ""), is_invented=one.scope.split("/")[0] in invented)
        for one in found
    }
