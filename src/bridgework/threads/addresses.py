"""Permanent addresses: from the public id of any record to its place on a thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.impact.models import Action, Decision, IndependentCheck, ReportBack, StatementOfEffect
from bridgework.apps.library.models import SourceSet
from bridgework.apps.questions.models import Belonging, Challenge, ProblemStatement, Question, Wording
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.teams.models import Team
from bridgework.apps.workspace.models import Finding, Proposition
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.threads.queries import challenges_visible_to


@dataclass(frozen=True)
class Place:
    """Where a record is shown: the thread's code, the recommendation's where it is in the ledger, and the anchor."""

    kind: str
    code: str
    recommendation: str = ""
    anchor: str = ""


# Model, path to the challenge, path to the recommendation (empty: it is one), conditions under which it is public.
_KINDS: tuple[tuple[type[Any], str, str | None, dict[str, Any]], ...] = (
    (Question, "challenge__", None, {}),
    (Challenge, "", None, {}),
    (Wording, "question__challenge__", None, {}),
    (ProblemStatement, "questions__challenge__", None, {}),
    (Belonging, "challenge__", None, {}),
    (Team, "challenge__", None, {}),
    (Finding, "challenge__", None, {"is_public": True}),
    (Proposition, "challenge__", None, {"is_public": True}),
    (Report, "challenge__", None, {"state": "published"}),
    (Recommendation, "challenge__", "", {"is_public": True}),
    (SourceSet, "challenge__", None, {}),
    (Paper, "challenge__", None, {"state__in": ("published", "considered")}),
    (Proposal, "paper__challenge__", None, {"paper__state__in": ("published", "considered")}),
    (Resolution, "proposal__paper__challenge__", None, {"proposal__paper__state__in": ("published", "considered")}),
    (Action, "challenge__", None, {"is_public": True}),
    (StatementOfEffect, "challenge__", None, {"is_public": True}),
    (Decision, "recommendation__challenge__", "recommendation__", {"recommendation__is_public": True}),
    (ReportBack, "recommendation__challenge__", "recommendation__", {"recommendation__is_public": True}),
    (IndependentCheck, "recommendation__challenge__", "recommendation__", {"recommendation__is_public": True}),
)
# On the thread these are the whole page, not a place on it.
_WHOLE = ("questions.question", "questions.challenge")


def place_of(public_id: str, *, actor: Actor) -> Place:
    """Where the record with this public id is shown, in two queries. Raises `NotFound`."""
    first, *others = (_row(*kind, public_id[:14]) for kind in _KINDS)
    row = next(iter(first.union(*others, all=True)), None)
    if row is None or not challenges_visible_to(actor).filter(code=row[1]).exists():
        raise NotFound(
            "There is no public record with this address.",
            rule="record.read",
            remedy="It may have been withdrawn, or the address may be cut short.",
        )
    kind, code, recommendation = row
    return Place(kind, code, recommendation, "" if kind in _WHOLE else public_id)


def _row(
    model: type[Any], path: str, recommendation: str | None, conditions: dict[str, Any], public_id: str
) -> QuerySet[Any]:
    text = CharField()
    number = f"{recommendation}code" if recommendation is not None else Value("", output_field=text)
    return (  # type: ignore[no-any-return]
        model.objects.filter(public_id=public_id, **{f"{path}code__isnull": False}, **conditions)
        .order_by()
        .values_list(Value(model._meta.label_lower, output_field=text), f"{path}code", number)
    )
