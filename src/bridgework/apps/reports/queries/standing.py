"""What a report stands on, what may be printed of it, and the files that go with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from bridgework.apps.reports.models import Figure, Report, ReportDocument, ReportVersion
from bridgework.apps.reports.queries.assembling import assembled, record_of
from bridgework.apps.reports.rules import BEFORE_PUBLICATION
from bridgework.apps.workspace.models import Quote
from bridgework.apps.workspace.queries import unprintable_quotes
from bridgework.core.reports.as_json import from_json
from bridgework.core.reports.record import ReportRecord
from bridgework.core.reports.referring import references_in
from bridgework.core.reports.traceability import Gap, gaps_in
from bridgework.kernel.models import StoredFile


def standing_on(report: Report, *, today: date) -> tuple[ReportRecord, tuple[Gap, ...]]:
    """The report as it is now, once published as it was then, and what in it stands on nothing: advice, not a lock."""
    # The printer is read only where it is asked: no other page of a report needs it.
    from bridgework.core.reports.documents import stopping_the_pdf

    latest = report.versions.order_by("-number").first()
    settled = latest is not None and report.state not in BEFORE_PUBLICATION | {"final"}
    record = record_of(latest) if settled and latest is not None else assembled(report, today=today)
    signs = (
        Gap("sign", one.section, f"In {one.place}: {one.message}", "With it there would be no PDF.")
        for one in stopping_the_pdf(record)
    )
    return record, (*gaps_in(record, unprintable=set(_unprintable(record))), *signs)


def unprintable_in(version: ReportVersion) -> list[tuple[str, list[str]]]:
    """The quotations of a version that may not be printed now, by their keys, each with the sections it stands in."""
    rows = version.references.filter(record_kind=Quote.record_kind())
    keys = list(rows.values_list("record_public_id", flat=True))
    texts = {"": version.text}
    if version.record:
        record = from_json(version.record)
        texts = dict(record.texts())
    else:
        keys = [one.name for one in references_in(version.text) if one.kind == "quote"]
    refused = set(unprintable_quotes(keys))
    quotes = Quote.objects.filter(public_id__in=keys, key__in=refused, challenge=version.report.challenge_id)
    found = []
    for quote in quotes.order_by("id"):
        was_public = version.redacted_at is not None and version.report.published_on is not None
        if was_public and quote.state in ("withdrawn", "refused"):
            # It says already that the quotation was withdrawn.
            continue
        places = [place or "its text" for place, text in texts.items() if _names(text, quote.public_id)]
        found.append((quote.key, places or ["its text"]))
    return found


def files_of(report_keys: Iterable[int]) -> QuerySet[StoredFile]:
    """Every file of some reports: as brought in, made of them, and their figures."""
    keys = list(report_keys)
    made = ReportDocument.objects.filter(version__report__in=keys).values("file")
    drawn = Figure.objects.filter(report__in=keys).values("file")
    brought = ReportVersion.objects.filter(report__in=keys).values("file")
    return StoredFile.objects.filter(Q(pk__in=made) | Q(pk__in=drawn) | Q(pk__in=brought))


def shown_files_of(version: ReportVersion) -> QuerySet[StoredFile]:
    """The files that are public with a version: as brought in, made of it, and the figures that it prints."""
    made = ReportDocument.objects.filter(version=version).values("file")
    drawn = [one["file"] for one in version.record.get("figures", ()) if one.get("file")]
    return StoredFile.objects.filter(Q(pk__in=made) | Q(public_id__in=drawn) | Q(pk=version.file_id))


def _unprintable(record: ReportRecord) -> list[str]:
    refused = unprintable_quotes(one.id for one in record.quotes)
    return [one.id for one in record.quotes if one.key in refused]


def _names(text: str, public_id: str) -> bool:
    return any(one.kind == "quote" and one.name == public_id for one in references_in(text))
