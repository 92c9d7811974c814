"""Consent taken back: a quotation, or what is told of an interview, leaves every report at once.

It runs inside the withdrawal's own transaction (`kernel.withdrawal`). The hash of a version stays that of what was
saved; that words were taken out, and when, stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, TextField
from django.db.models.functions import Cast

from bridgework.apps.reports.actions.documents import queue_documents
from bridgework.apps.reports.models import (
    DissentNote,
    FactCheck,
    FactCheckComment,
    Figure,
    FutureWork,
    Recommendation,
    Report,
    ReportBroughtIn,
    ReportComment,
    ReportDocument,
    ReportEdit,
    ReportSection,
    ReportVersion,
)
from bridgework.apps.workspace.models import Quote, Source
from bridgework.core.reports.as_json import as_json, from_json
from bridgework.core.reports.record import ReportRecord
from bridgework.core.reports.resolving import whole_text
from bridgework.core.reports.withdrawing import longest_word, pattern_of, taken_out, without_quote, without_source
from bridgework.kernel import audit, search
from bridgework.kernel.models import Record, StoredFile
from bridgework.kernel.permissions import SYSTEM

_WRITTEN: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (Report, ("title", "summary", "plain_summary", "note")),
    (ReportSection, ("title", "text")),
    (ReportEdit, ("title", "text")),
    (ReportComment, ("passage", "text")),
    (DissentNote, ("text",)),
    (Figure, ("title", "description", "data")),
    (ReportVersion, ("text", "note", "record")),
    (ReportBroughtIn, ("sections", "unread")),
    (Recommendation, ("heading", "text", "would_fail_if", "from_evidence")),
    (FutureWork, ("text",)),
    (FactCheck, ("words",)),
    (FactCheckComment, ("passage", "text", "proposed", "reply")),
)
"""Every text of a report into which somebody may have typed a quotation."""
FOUND_ANYWHERE: Final = 10
"""Words from which a quotation is looked for in every report; fewer could be anybody's own, elsewhere."""
Change = Callable[[ReportRecord], ReportRecord]


def take_quote_out(*, public_id: str, now: datetime) -> None:
    """Take a quotation out of every report: of versions that insert it, and wherever its words were typed by hand."""
    changed = _versions_without(Quote.record_kind(), public_id, lambda record: without_quote(record, public_id), now)
    quote = Quote.objects.filter(public_id=public_id).first()
    pattern = pattern_of(quote.text) if quote is not None else None
    typed: set[int] = set()
    if quote is not None and pattern is not None:
        everywhere = len(quote.text.split()) >= FOUND_ANYWHERE
        own = (
            None
            if everywhere
            else set(Report.objects.filter(challenge=quote.challenge_id).values_list("pk", flat=True))
        )
        typed = _typed_without(pattern, longest_word(quote.text), own, now)
    _follow(changed | typed, now)


def take_source_out(*, public_id: str, now: datetime) -> None:
    """Take what is told of a source, such as an interview that was taken back, out of every version that cites it."""
    _follow(
        _versions_without(Source.record_kind(), public_id, lambda record: without_source(record, public_id), now), now
    )


def delete_file(stored: StoredFile) -> None:
    """Delete a file for good: nobody can open it from now on, and its bytes go once the transaction is kept."""
    path, digest = str(stored.content.name), stored.sha256
    stored.delete()

    def remove() -> None:
        # Files are kept under their hash: the same one may have come from somebody else too.
        if not StoredFile.objects.filter(sha256=digest).exists():
            default_storage.delete(path)

    transaction.on_commit(remove)


def _versions_without(kind: str, public_id: str, change: Change, now: datetime) -> set[int]:
    """Change the record of every version that rests on something; the keys of their reports."""
    rows = ReportVersion.objects.filter(references__record_kind=kind, references__record_public_id=public_id)
    reports: set[int] = set()
    for version in rows.select_related("report").order_by("pk"):
        record = change(from_json(version.record))
        version.record = as_json(record)
        if version.report.is_written_here:
            version.text = whole_text(record)
        _redacted(version, now, ["text", "record"])
        reports.add(version.report_id)
    return reports


def _typed_without(pattern: re.Pattern[str], longest: str, own: set[int] | None, now: datetime) -> set[int]:
    """Take typed words out of the reports `own`, or of every report where that is None."""
    reports: set[int] = set()
    for table, names in _WRITTEN:
        for row in _holding(table, names, longest):
            if own is not None and _report_of(row) not in own:
                continue
            fields = [name for name in names if taken_out(getattr(row, name), pattern) != getattr(row, name)]
            for name in fields:
                setattr(row, name, taken_out(getattr(row, name), pattern))
            if not fields:
                continue
            if isinstance(row, ReportVersion):
                _redacted(row, now, fields)
                _without_file(row)
            elif isinstance(row, ReportBroughtIn):
                file = row.file
                row.delete()
                delete_file(file)
            else:
                row.save(update_fields=fields)
                assert isinstance(row, Record)
                audit.record(actor=SYSTEM, now=now, verb="reports.redact", on=row, fields=fields)
            reports.add(_report_of(row))
    return reports


def _holding(table: type[Model], names: Iterable[str], longest: str) -> Iterable[Any]:
    """The rows that may hold the words, each once."""
    found: dict[int, Any] = {}
    for name in names:
        rows = table._default_manager.annotate(looked_at=Cast(name, TextField()))
        for row in rows.filter(looked_at__icontains=longest) if longest else rows:
            found[row.pk] = row
    return found.values()


def _report_of(row: Any) -> int:
    if isinstance(row, Report):
        return row.pk
    if isinstance(row, ReportEdit | ReportComment):
        return row.section.report_id
    if isinstance(row, FactCheck | FactCheckComment):
        return row.version.report_id
    key: int = row.report_id
    return key


def _redacted(version: ReportVersion, now: datetime, fields: list[str]) -> None:
    if version.record:
        version.record = version.record | {"redacted_on": now.date().isoformat()}
    version.redacted_at = now
    version.save(update_fields=sorted({*fields, "record", "redacted_at"}))
    for document in ReportDocument.objects.filter(version=version).select_related("file"):
        file = document.file
        document.delete()
        if file is not None:
            delete_file(file)
    audit.record(actor=SYSTEM, now=now, verb="reports.redact", on=version, fields=fields)


def _without_file(version: ReportVersion) -> None:
    """The file that a version came from goes too: its words cannot be taken out of it."""
    file = version.file
    if file is None:
        return
    for one in ReportVersion.objects.filter(file=file):
        one.file = None
        one.save(update_fields=["file"])
    version.file = None
    ReportBroughtIn.objects.filter(file=file).delete()
    delete_file(file)


def _follow(reports: set[int], now: datetime) -> None:
    """What shows these reports follows: the index and all that reads it, and new documents."""
    for report in Report.objects.filter(pk__in=reports, state="published"):
        search.refresh(report)
        for recommendation in report.recommendations.filter(is_public=True):
            search.refresh(recommendation)
        version = report.versions.order_by("-number").first()
        if version is not None:
            queue_documents(version, now=now)
