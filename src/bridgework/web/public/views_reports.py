"""The published report of a question: its text, sub-reports, recommendations, how to cite it, its file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.reports.models import Report, ReportVersion
from bridgework.apps.reports.queries import latest_version, published_report
from bridgework.apps.reports.searchables import recommendation_address
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.threads.catalogue import REPORT, Item, ItemFile
from bridgework.web.public.conditional import public_page
from bridgework.web.public.harvest.pages import embedded, signposted


@public_page
def report(request: HttpRequest, code: str, public_id: str = "") -> HttpResponse:
    """One published report; without `public_id`, the main one of the question."""
    found = published_report(code, public_id)
    version = latest_version(found)
    main = found.parent or found
    address = reverse("public:report", args=[code, found.public_id])
    parts = [one for one in main.sub_reports.filter(state="published").order_by("order", "id") if one.pk != found.pk]
    recommendations = found.recommendations.filter(is_public=True).order_by("order", "id")
    context = {
        "report": found,
        "challenge": found.challenge,
        "version": version,
        "main": main,
        "parts": parts,
        "recommendations": [(one, recommendation_address(one)) for one in recommendations],
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
    }
    item = _item(found, version, address)
    return signposted(render(request, "public/report.html", context | {"metadata": embedded(item)}), item)


def _item(found: Report, version: ReportVersion | None, address: str) -> Item:
    """What the page says of itself to machines, from what it has read anyway."""
    challenge, file = found.challenge, version.file if version else None
    files: tuple[ItemFile, ...] = ()
    if file is not None and file.is_public:
        at = reverse("files:file", args=[file.public_id])
        files = (ItemFile(file.name, file.media_type, file.size, file.sha256, at),)
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
