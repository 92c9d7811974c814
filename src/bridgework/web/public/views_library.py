"""The public library: its reports with their dates, the map of the evidence, and every public source."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.library.queries import known_date
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report, ReportVersion
from bridgework.apps.reports.searchables import report_address
from bridgework.apps.workspace.queries.references import citations_of
from bridgework.core.licences import licence_name
from bridgework.threads.evidence_map import KIND_WORDS, NO_PLACE, NO_THEME, evidence_map, listed_sources
from bridgework.threads.wording import sentence_case
from bridgework.web.listing import page_of
from bridgework.web.public.conditional import public_page
from bridgework.web.public.paging import page_values

PAGE_SIZE: Final = 25
LONGEST: Final = 120
MOST_WITHOUT: Final = 100


@public_page
def library(request: HttpRequest) -> HttpResponse:
    """Every published report, newest round first, with its dates and what is not known of it."""
    page = page_of(request, _reports(), size=PAGE_SIZE)
    rows = []
    for one in page.object_list:
        deposit = getattr(one, "deposit", None)
        rows.append(
            {
                "report": one,
                "address": report_address(one),
                "issued": known_date(one.dated),
                "uploaded": known_date(deposit.uploaded_on) if deposit else None,
                "licence": licence_name(deposit.licence) if deposit else "",
                "has_text": bool(one.versions.all()),
                "parts": list(one.sub_reports.all()),
            }
        )
    last = page.number == page.paginator.num_pages
    context = {
        "page": page_values(page, rows),
        "total": page.paginator.count,
        # On the last page: a round that is over and left no report is a gap too, and is said.
        "without": list(_without_report()) if last else [],
    }
    return render(request, "public/library/library.html", context)


@public_page
def evidence(request: HttpRequest) -> HttpResponse:
    """The map: themes by kind of source, or by place."""
    by_place = request.GET.get("by") == "place"
    found = evidence_map(by_place=by_place)
    name = "place" if by_place else "kind"
    rows = [
        (row, [(cell, _sources_address(theme=row.theme, **{name: cell.column})) for cell in row.cells])
        for row in found.rows
    ]
    context = {
        "map": found,
        "rows": rows,
        "bare": [row for row in found.rows if not row.sources],
        "by_place": by_place,
        "questions_address": reverse("public:questions"),
        "sources_address": reverse("public:library-sources"),
    }
    return render(request, "public/library/map.html", context)


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Every public source, narrowed by what the address says."""
    theme, place = _asked(request, "theme"), _asked(request, "place")
    kind = _asked(request, "kind") or ""
    page = page_of(request, listed_sources(theme=theme, kind=kind, place=place), size=PAGE_SIZE)
    rows = list(page.object_list)
    chosen = [
        words
        for words in (
            None if theme is None else (sentence_case(theme) if theme else NO_THEME),
            KIND_WORDS.get(kind),
            None if place is None else (place or NO_PLACE),
        )
        if words
    ]
    context: dict[str, Any] = {
        "page": page_values(page, list(zip(rows, citations_of(rows), strict=True))),
        "total": page.paginator.count,
        "chosen": chosen,
        "map_address": reverse("public:evidence-map"),
    }
    return render(request, "public/library/all_sources.html", context)


def _without_report() -> QuerySet[Challenge]:
    """Public questions told from sources of which no report could be found, the oldest round first."""
    published = Report.objects.filter(challenge=OuterRef("pk"), state="published")
    found = Challenge.objects.filter(~Exists(published), is_public=True, question__programme__is_history=True)
    return found.select_related("question", "round").order_by("round__year", "code")[:MOST_WITHOUT]


def _reports() -> QuerySet[Report]:
    return (
        Report.objects.filter(state="published", parent=None, challenge__is_public=True)
        .select_related("challenge__question__programme", "challenge__round", "deposit")
        .prefetch_related(
            Prefetch("versions", ReportVersion.objects.only("pk", "report_id", "number")),
            Prefetch("sub_reports", Report.objects.filter(state="published").order_by("order", "pk")),
        )
        .order_by("-challenge__round__year", "challenge__code", "order", "pk")
    )


def _asked(request: HttpRequest, name: str) -> str | None:
    """What the address asks for; None where it does not name it."""
    value = request.GET.get(name)
    return None if value is None else value.replace("\x00", "").strip()[:LONGEST]


def _sources_address(**asked: str) -> str:
    return f"{reverse('public:library-sources')}?{urlencode(asked)}"
