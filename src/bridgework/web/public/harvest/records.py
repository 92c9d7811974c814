"""One item in the formats that other archives take: DataCite, the UK exchange model, a research object."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from bridgework.apps.library.models import CatalogueEntry
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.threads import catalogue
from bridgework.threads.items import REPORT, Item
from bridgework.web.listing import safe_cell
from bridgework.web.public.conditional import as_attachment, public_page
from bridgework.web.public.harvest.datacite import datacite_json, datacite_xml
from bridgework.web.public.harvest.exchange import exchange as exchange_record
from bridgework.web.public.harvest.oai import contact_email
from bridgework.web.public.harvest.ro_crate import CrateFile, as_csv, crate

GONE: Final = 410


@public_page
def datacite(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """DataCite 4.5, as JSON or XML."""
    if form not in ("json", "xml"):
        raise Http404
    item = _item(public_id)
    if item is None:
        return _gone(public_id)
    if form == "json":
        told = datacite_json(item, site=settings.SITE_ADDRESS)
        return JsonResponse(told, content_type="application/vnd.datacite.datacite+json")
    written = datacite_xml(item, site=settings.SITE_ADDRESS)
    return HttpResponse(written, content_type="application/vnd.datacite.datacite+xml; charset=utf-8")


@public_page
def exchange(request: HttpRequest, public_id: str) -> HttpResponse:
    """The UK cross-government metadata exchange model, as JSON."""
    item = _item(public_id)
    if item is None:
        return _gone(public_id)
    return JsonResponse(exchange_record(item, site=settings.SITE_ADDRESS, email=contact_email()))


@public_page
def ro_crate(request: HttpRequest, public_id: str) -> HttpResponse:
    """A report as a research object: a zip."""
    item = _item(public_id, kind=REPORT)
    if item is None:
        return _gone(public_id)
    made = crate(item, _files(item), site=settings.SITE_ADDRESS)
    return as_attachment(HttpResponse(made, content_type="application/zip"), f"report-{public_id}.zip")


def _item(public_id: str, *, kind: str = "") -> Item | None:
    """The public item; None where it is gone. Raises `Http404` where there never was one."""
    entry = CatalogueEntry.objects.filter(public_id=public_id, **({"kind": kind} if kind else {})).first()
    if entry is None:
        raise Http404
    [item] = catalogue.items_of([entry])
    return None if item.is_deleted else item


def _gone(public_id: str) -> HttpResponse:
    return JsonResponse({"identifier": public_id, "status": "withdrawn"}, status=GONE)


def _files(item: Item) -> list[CrateFile]:
    """What the crate holds: the text, the public file, the recommendations with what is known of them."""
    report = Report.objects.get(public_id=item.public_id)
    version = (
        ReportVersion.objects.filter(report=report).select_related("file__library_terms").order_by("-number").first()
    )
    files = []
    if version is not None and version.text:
        files.append(CrateFile("report.md", "The report as text", "text/markdown", version.text.encode()))
    made = (
        [one.file for one in version.documents.select_related("file__library_terms").order_by("pk")] if version else []
    )
    for kept in (version.file if version else None, *made):
        if kept is None or not kept.is_public:
            continue
        with kept.content.storage.open(str(kept.content.name), "rb") as opened:
            data = opened.read()
        terms = getattr(kept, "library_terms", None)
        files.append(CrateFile(f"files/{kept.name}", kept.name, kept.media_type, data, terms.licence if terms else ""))
    rows = [
        [safe_cell(value) for value in (one.code, one.number, one.heading, one.text, one.addressee, one.state)]
        for one in Recommendation.objects.filter(report=report, is_public=True).order_by("order", "pk")
    ]
    if rows:
        columns = ("code", "number", "heading", "text", "addressee", "state")
        files.append(CrateFile("recommendations.csv", "Its recommendations", "text/csv", as_csv(columns, rows)))
    return files
