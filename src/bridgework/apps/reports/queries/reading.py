"""How the sections of a report will read: their references in words, as its documents set them."""

from __future__ import annotations

from datetime import date

from bridgework.apps.reports.models import Report
from bridgework.apps.reports.queries.assembling import assembled
from bridgework.core.reports.resolving import resolved


def read_as(report: Report, key: str, text: str, *, today: date) -> str:
    """A section's text, saved or not, in Markdown with its references in words."""
    return resolved(assembled(report, today=today, instead={key: text}), text, linked=False)


def all_read_as(report: Report, *, today: date) -> dict[str, str]:
    """The text of every section that has words, by its key."""
    record = assembled(report, today=today)
    return {one.key: resolved(record, one.text, linked=False) for one in record.sections}
