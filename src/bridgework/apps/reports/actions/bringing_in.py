"""A document brought in and read into sections: shown first, then taken in whole or set aside. The file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from bridgework.apps.people.models import Person
from bridgework.apps.reports.actions.sections import LONGEST_SECTION, MOST_SECTIONS, append_sections, writable
from bridgework.apps.reports.models import Report, ReportBroughtIn, ReportSection
from bridgework.core.reports.outline import Section
from bridgework.kernel import audit, files
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

if TYPE_CHECKING:
    # What reads documents takes half a second to import; every start would pay.
    from bridgework.core.reports.bringing_in import ReadReport


@transaction.atomic
def bring_in(
    *, actor: Actor, now: datetime, report: Report, received: ReceivedFile, read: ReadReport
) -> ReportBroughtIn:
    """Keep a file and what was read from it, for somebody to look at. No section is changed by it."""
    locked = writable(actor, report)
    _fits(read.sections)
    stored = files.keep(received, scope=locked.scope, actor=actor, now=now)
    made = ReportBroughtIn.objects.create(
        created_at=now,
        report=locked,
        file=stored,
        sections=[{"key": one.key, "title": one.title, "text": one.text} for one in read.sections],
        unread=[{"place": one.place, "why": one.why, "words": one.words} for one in read.unread],
        by=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )
    audit.record(actor=actor, now=now, verb="reports.bring-in", on=locked, fields=["brought_in"])
    return made


@transaction.atomic
def take_in(*, actor: Actor, now: datetime, brought: ReportBroughtIn) -> list[ReportSection]:
    """Make sections of all that was read, after those that have words; sections without a word are taken out.

    Side effects in order: empty sections are taken out, the new ones with what is kept of each, the mark, audit.
    """
    report = writable(actor, brought.report)
    locked = _open(brought)
    written = report.sections.filter(removed_at=None).exclude(text="").count()
    if written + len(locked.sections) > MOST_SECTIONS:
        raise NotPossibleNow(
            f"A report has at most {MOST_SECTIONS} sections.",
            rule="reports.sections",
            remedy="Take some out first, or bring the document in as a sub-report.",
        )
    report.sections.filter(removed_at=None, text="").update(removed_at=now)
    wanted = [Section(one["key"], one["title"], one["text"]) for one in locked.sections]
    made = append_sections(report, wanted, actor, now)
    locked.taken_in_at = now
    locked.save(update_fields=["taken_in_at"])
    audit.record(actor=actor, now=now, verb="reports.take-in", on=report, fields=["sections"])
    brought.refresh_from_db()
    return made


@transaction.atomic
def set_aside(*, actor: Actor, now: datetime, brought: ReportBroughtIn) -> None:
    """Take nothing of a document in. The file stays with the report."""
    report = writable(actor, brought.report)
    locked = _open(brought)
    locked.set_aside_at = now
    locked.save(update_fields=["set_aside_at"])
    audit.record(actor=actor, now=now, verb="reports.set-aside", on=report, fields=["brought_in"])
    brought.refresh_from_db()


def _open(brought: ReportBroughtIn) -> ReportBroughtIn:
    locked = ReportBroughtIn.objects.select_for_update(of=("self",)).get(pk=brought.pk)
    if locked.taken_in_at is not None or locked.set_aside_at is not None:
        raise NotPossibleNow(
            "This document was dealt with already.",
            rule="reports.brought-in-open",
            remedy="Bring the file in again to read it once more.",
        )
    return locked


def _fits(sections: Sequence[Section]) -> None:
    long = next((one for one in sections if len(one.text) > LONGEST_SECTION), None)
    if len(sections) > MOST_SECTIONS or long is not None:
        raise InvalidInput(
            f"“{long.title}” is too long for one section."
            if long is not None
            else f"The document has {len(sections)} sections; a report has at most {MOST_SECTIONS}.",
            rule="reports.brought-in-size",
            remedy="Divide the document with headings, or bring it in as a report and sub-reports.",
            field="file",
        )
