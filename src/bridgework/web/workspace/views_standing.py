"""What a report stands on: recommendation, findings, sources, and what stands on nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.people.actions.consents import record_consent, withdraw_consent
from bridgework.apps.people.models import Consent, Person
from bridgework.apps.reports import queries, rules
from bridgework.apps.reports.queries.assembling import NAMED
from bridgework.core.reports.record import CitedSource, MadeRecommendation, ReportRecord, StatedFinding
from bridgework.core.reports.resolving import source_words
from bridgework.core.reports.traceability import Gap, gaps_of
from bridgework.web.ui.acting import Done, acted, actor_of, now_of
from bridgework.web.workspace.showing import today_of
from bridgework.web.workspace.views_reports import report_frame, report_shown


@dataclass(frozen=True)
class FindingRow:
    """A finding under a recommendation, with its sources and what is missing."""

    finding: StatedFinding
    sources: tuple[tuple[str, str, str], ...]
    """Bearing, citation number, and the source in words."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation with the findings it rests on."""

    recommendation: MadeRecommendation
    findings: tuple[FindingRow, ...]
    gaps: tuple[Gap, ...]


@require_safe
def stands_on(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """The table from recommendation to sources, and the list of gaps: advice, apart from quotations."""
    challenge, found = report_shown(request, public_id, report_id)
    record, gaps = queries.standing_on(found, today=today_of(request))
    actor = actor_of(request)
    context = report_frame(request, challenge, found, "What it stands on") | {
        "rows": [_row(record, one, gaps) for one in record.recommendations],
        "others": [
            one for one in record.findings if not any(one.id in each.findings for each in record.recommendations)
        ],
        "locks": [one for one in gaps if one.kind == "quotation"],
        "gaps": [one for one in gaps if one.kind != "quotation"],
        "record": record,
        "in_team": rules.REPLY.may(actor, found).allowed,
        "is_named": _consent(actor.person_id) is not None,
        "here": reverse("workspace:stands-on", args=[public_id, report_id]),
    }
    return render(request, "workspace/stands_on.html", context)


@require_POST
def shown_as(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Be shown by name as an author of reports, or be counted only. One's own choice, changed at any time."""
    _, found = report_shown(request, public_id, report_id)
    actor = actor_of(request)
    rules.REPLY.require(actor, found)
    here = reverse("workspace:stands-on", args=[public_id, report_id])

    def do() -> Done:
        held = _consent(actor.person_id)
        if held is not None:
            withdraw_consent(actor=actor, now=now_of(request), consent=held)
            return Done(here, "From the next version you are counted, not named.")
        person = Person.objects.get(public_id=actor.public_id)
        record_consent(actor=actor, now=now_of(request), person=person, purpose=NAMED)
        return Done(here, "You are named as an author.")

    return acted(request, do)


def _consent(person_id: int | None) -> Consent | None:
    return Consent.objects.filter(person=person_id, purpose=NAMED, withdrawn_at=None).first() if person_id else None


def _row(record: ReportRecord, one: MadeRecommendation, gaps: tuple[Gap, ...]) -> RecommendationRow:
    findings = [finding for key in one.findings if (finding := record.finding(key)) is not None]
    rows = (FindingRow(each, tuple(_sources(record, each)), tuple(gaps_of(gaps, each.id))) for each in findings)
    return RecommendationRow(one, tuple(rows), tuple(gaps_of(gaps, one.id)))


def _sources(record: ReportRecord, finding: StatedFinding) -> list[tuple[str, str, str]]:
    found: list[tuple[str, CitedSource]] = []
    for each in finding.bearings:
        source = record.source(each.source)
        if source is not None:
            found.append((each.bearing, source))
    return [(bearing, f"[{source.number}]", source_words(source)) for bearing, source in found]
