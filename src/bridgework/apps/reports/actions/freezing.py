"""Freezing a version: the sections as they stand become a text and a record that are not changed any more."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.reports.actions.writing import locked_report
from bridgework.apps.reports.models import Report, ReportReference, ReportVersion
from bridgework.apps.reports.queries.assembling import assembled, record_of, references_of
from bridgework.apps.reports.rules import ADD_VERSION
from bridgework.apps.workspace.actions import hold_consents
from bridgework.apps.workspace.actions.typed import kept
from bridgework.core.reports.as_json import as_json
from bridgework.core.reports.record import ReportRecord
from bridgework.core.reports.resolving import whole_text
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


def freeze_version(*, actor: Actor, now: datetime, report: Report, note: str = "") -> ReportVersion:
    """Freeze the sections of a report that is written here as its next version.

    Its text has every reference in words; its record keeps sources, findings, quotations and figures as they are now.
    Side effects in order: the version, what it refers to, audit. Raises `NotPossibleNow` where there are no sections
    with text, `InvalidInput` where nothing has changed since the last version.
    """
    with transaction.atomic():
        hold_consents(report.challenge)
        locked = locked_report(report)
        ADD_VERSION.require(actor, locked)
        record = assembled(locked, today=timezone.localdate(now))
        if not locked.is_written_here or not record.sections:
            raise NotPossibleNow(
                "There are no sections with text yet.",
                rule="reports.has-text",
                remedy="Write a section first, or upload the report as a file.",
            )
        text = whole_text(record)
        last = locked.versions.order_by("-number").first()
        if last is not None and last.text == text and last.record:
            raise InvalidInput(
                f"Nothing has changed since version {last.number}.",
                rule="reports.version-changed",
                remedy="Change a section first.",
            )
        made = ReportVersion.objects.create(
            created_at=now,
            report=locked,
            number=record.version,
            text=text,
            note=kept(note, field="note", called="note", rule="reports.version-note", longest=300, line=True),
            author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
            sha256=hash_of(text),
        )
        keep_record(made, record_of_frozen(made, record))
        audit.record(actor=actor, now=now, verb="reports.freeze-version", on=made, fields=["text", "record"])
    return made


def keep_published_record(version: ReportVersion, *, now: datetime) -> None:
    """Keep with the version that is published what readers get with it: recommendations, dissent, authors, dates."""
    keep_record(version, record_of(version, today=timezone.localdate(now), settled=True))


def keep_record(version: ReportVersion, record: ReportRecord) -> None:
    """Keep the record of a version and one row for each source, finding and quotation in it."""
    version.record = as_json(record)
    version.save(update_fields=["record"])
    ReportReference.objects.bulk_create(
        [
            ReportReference(version=version, record_kind=kind, record_public_id=key)
            for kind, key in references_of(record)
        ],
        ignore_conflicts=True,
    )


def record_of_frozen(version: ReportVersion, record: ReportRecord) -> ReportRecord:
    """The record with what the version itself says: number, day, hash."""
    version.record = as_json(record)
    return record_of(version)


def hash_of(text: str, file_hash: str = "") -> str:
    """The hash of a version: of the hash of its file, where it came from one, and its text."""
    return sha256(f"{file_hash}\n{text}".encode()).hexdigest()
