"""Make the documents of a published version. Nothing is written here; `actions.documents` keeps them.

The same version gives the same bytes: all of it comes from the version's record, the date inside the files is the day
it was frozen. The libraries that write PDF and Word are read when the first document is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final

import structlog
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from bridgework.apps.reports.models import Recommendation, ReportVersion
from bridgework.apps.reports.queries.assembling import record_of
from bridgework.apps.reports.searchables import recommendation_address, report_address
from bridgework.core.papers.documents.attached import slug
from bridgework.core.papers.documents.problems import CannotBuild
from bridgework.core.reports.record import ReportRecord
from bridgework.kernel.models import StoredFile

KINDS: Final = {
    "pdf": ("pdf", "application/pdf", "PDF, tagged for screen readers (PDF/UA-1)"),
    "docx": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    ),
    "data": ("zip", "application/zip", "Data package: text, references, figures and their numbers"),
}
"""The kinds of document in the order they are shown: ending, media type, words."""
STOPPED: Final = "The program stopped in the middle of it ({error}). It tries again by itself, at the latest at night."
_log = structlog.get_logger("bridgework.reports")


@dataclass(frozen=True)
class Made:
    """A document, or why there is none."""

    kind: str
    name: str
    media_type: str
    data: bytes = b""
    error: str = ""
    stopped: Exception | None = None
    """What stopped the program in the middle of it, where its words give no reason: worth another try."""


def documents_of(version: ReportVersion, *, but: Collection[str] = ()) -> Iterator[Made]:
    """Every document of a version, without those kinds that are there already.

    What cannot be made, for whatever reason, comes as its error: the others are made all the same.
    """
    record = cache(lambda: with_addresses(record_of(version), version))
    stamp = version.created_at.replace(microsecond=0)
    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: _pdf(record(), stamp),
        "docx": lambda: _docx(record(), stamp),
        "data": lambda: _package(record(), stamp),
    }
    for kind, (ending, media_type, _) in KINDS.items():
        if kind in but:
            continue
        try:
            data = makers[kind]()
            name = f"{slug(record().title)}-version-{version.number}{'-data' if kind == 'data' else ''}.{ending}"
            yield Made(kind, name, media_type, data)
        except CannotBuild as error:
            yield Made(kind, "", media_type, error=str(error))
        except Exception as error:  # whatever stops one document must be told on the page, and not stop the others
            _log.error(
                "document stopped", version=version.public_id, kind=kind, error=f"{type(error).__name__}: {error}"
            )
            yield Made(kind, "", media_type, error=STOPPED.format(error=type(error).__name__), stopped=error)


def with_addresses(record: ReportRecord, version: ReportVersion) -> ReportRecord:
    """The record with the public addresses of the report and of each recommendation."""
    rows = {one.public_id: one for one in Recommendation.objects.filter(report=version.report_id)}
    recommendations = tuple(
        replace(one, address=_whole(recommendation_address(rows[one.id]))) if one.id in rows else one
        for one in record.recommendations
    )
    return replace(record, address=_whole(report_address(version.report)), recommendations=recommendations)


def pictures_of(record: ReportRecord) -> dict[str, bytes]:
    """The bytes of every picture, by the key of its figure."""
    keys = {one.file: one.key for one in record.figures if one.file}
    found: dict[str, bytes] = {}
    for stored in StoredFile.objects.filter(public_id__in=keys):
        with stored.content.open("rb") as opened:
            found[keys[stored.public_id]] = opened.read()
    return found


def picture_addresses(record: ReportRecord) -> dict[str, str]:
    """Where a page finds each picture, by the key of its figure."""
    try:
        return {one.key: reverse("files:file", args=[one.file]) for one in record.figures if one.file}
    except NoReverseMatch:  # an installation without pages
        return {}


def _pdf(record: ReportRecord, stamp: datetime) -> bytes:
    from bridgework.core.reports.documents import as_pdf

    return as_pdf(record, pictures=pictures_of(record), stamp=stamp).data


def _docx(record: ReportRecord, stamp: datetime) -> bytes:
    from bridgework.core.reports.documents import as_docx

    return as_docx(record, pictures=pictures_of(record), stamp=stamp)


def _package(record: ReportRecord, stamp: datetime) -> bytes:
    from bridgework.core.reports.package import as_package

    return as_package(record, pictures=pictures_of(record))


def _whole(address: str) -> str:
    return f"{settings.SITE_ADDRESS.rstrip('/')}{address}"
