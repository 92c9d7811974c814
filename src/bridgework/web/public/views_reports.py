"""The published report of a question: its text, sub-reports, recommendations, how to cite it, its file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from bridgework.apps.library.queries import about_report
from bridgework.apps.reports.building import KINDS, picture_addresses, with_addresses
from bridgework.apps.reports.models import Report, ReportDocument, ReportVersion
from bridgework.apps.reports.queries import latest_version, published_report, record_of
from bridgework.apps.reports.queries.documents import documents_standing
from bridgework.apps.reports.searchables import recommendation_address
from bridgework.core.papers.documents.attached import slug
from bridgework.core.papers.documents.elements import Heading, levelled
from bridgework.core.papers.documents.html import fragment
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.core.references import write
from bridgework.core.reports.citing import FORMATS, citations_of, item_of
from bridgework.core.reports.layout import Part, Pictures, day, parts_of, redaction_words
from bridgework.core.reports.record import ReportRecord
from bridgework.threads.catalogue import REPORT, Item, ItemFile
from bridgework.web.public.conditional import as_attachment, public_page
from bridgework.web.public.harvest.pages import embedded, signposted
from bridgework.web.public.views_standing import or_standing


@public_page
def report(request: HttpRequest, code: str, public_id: str = "") -> HttpResponse:
    """One published report; without `public_id`, the main one of the question. Or what stands where it was."""
    return or_standing(request, lambda: _report(request, code, public_id), public_id=public_id, code=code)


def _report(request: HttpRequest, code: str, public_id: str) -> HttpResponse:
    found = published_report(code, public_id)
    version = latest_version(found)
    main = found.parent or found
    address = reverse("public:report", args=[code, found.public_id])
    parts = [one for one in main.sub_reports.filter(state="published").order_by("order", "id") if one.pk != found.pk]
    shown = _shown(found, version)
    context = shown | {
        "report": found,
        "challenge": found.challenge,
        "version": version,
        "main": main,
        "parts": parts,
        "dated": _in_words(found.dated),
        "address": address,
        "full_address": request.build_absolute_uri(address),
        "crumbs": [
            ("Questions", reverse("public:questions")),
            (found.challenge.question.title, reverse("public:thread", args=[code])),
            ("Report", ""),
        ],
        "thread_address": reverse("public:thread", args=[code]),
        "programme": found.challenge.question.programme,
        "about": about_report(found),
    }
    item = _item(found, version, address, shown["documents"])
    return signposted(render(request, "public/report.html", context | {"metadata": embedded(item)}), item)


@public_page
def citation(request: HttpRequest, code: str, public_id: str, ending: str) -> HttpResponse:
    """The report as a reference for a reference manager: RIS, BibTeX or CSL-JSON."""
    forms = {each: (form, media_type) for form, (_, media_type, each) in FORMATS.items()}
    if ending not in forms:
        raise Http404
    found = published_report(code, public_id)
    version = latest_version(found)
    if version is None:
        raise Http404
    form, media_type = forms[ending]
    record = with_addresses(record_of(version), version)
    response = HttpResponse(write([item_of(record)], form), content_type=f"{media_type}; charset=utf-8")
    return as_attachment(response, f"{slug(found.title)}.{ending}")


def _shown(found: Report, version: ReportVersion | None) -> dict[str, Any]:
    """The text with its contents, and the files; of a report whose text we do not hold, what it recommends."""
    if version is None:
        rows = found.recommendations.filter(is_public=True).order_by("order", "id")
        return {"recommendations": [(one, recommendation_address(one)) for one in rows], "documents": []}
    record = with_addresses(record_of(version), version)
    parts = [one for one in parts_of(record, Pictures(addresses=picture_addresses(record))) if one.anchor != "cite"]
    made = list(version.documents.filter(file__is_public=True).select_related("file"))
    return {
        "contents": [(one.anchor, one.title) for one in parts],
        "text": _page(parts),
        "not_made": not made and any(one.why_not for one in documents_standing(version)),
        "documents": sorted(made, key=lambda one: list(KINDS).index(one.kind)),
        "document_words": {kind: words for kind, (_, _, words) in KINDS.items()},
        "redaction": redaction_words(record),
        "authors": _authors(record),
        "frozen": day(record.frozen_on),
        "citations": citations_of(record),
        "forms": [(name, ending) for name, _, ending in FORMATS.values()],
    }


def _page(parts: list[Part]) -> SafeString:
    elements = [
        element
        for part in parts
        for element in (
            Heading(f"part.{part.anchor}", part.title, level=2, text=part.title, name=part.anchor),
            *part.elements,
        )
    ]
    return mark_safe(fragment(levelled(elements)))  # noqa: S308 - every word of a person is escaped there


def _authors(record: ReportRecord) -> str:
    return ", ".join(f"{one.shown_as} ({one.role})" if one.role else one.shown_as for one in record.authors)


def _item(found: Report, version: ReportVersion | None, address: str, made: list[ReportDocument]) -> Item:
    """What the page says of itself to machines, from what it has read anyway."""
    challenge, file = found.challenge, version.file if version else None
    public = [one for one in (file, *(each.file for each in made)) if one is not None and one.is_public]
    files = tuple(
        ItemFile(one.name, one.media_type, one.size, one.sha256, reverse("files:file", args=[one.public_id]))
        for one in public
    )
    return Item(
        kind=REPORT,
        public_id=found.public_id,
        changed_at=found.created_at,
        address=address,
        title=found.title,
        description=found.summary,
        programme=challenge.question.programme.name,
        issued=found.dated or (found.published_on.isoformat() if found.published_on else ""),
        subjects=(challenge.question.theme,) if challenge.question.theme else (),
        place=challenge.question.place,
        version=version.number if version else None,
        relations=(("isPartOf", reverse("public:thread", args=[challenge.code])),),
        files=files,
    )


def _in_words(partial: str) -> str:
    try:
        return PartialDate.from_iso(partial).human() if partial else ""
    except DateUnreadable:
        return partial
