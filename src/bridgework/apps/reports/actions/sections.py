"""Sections of a report written in place: begun from an outline, written, moved, taken out and put back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.people.models import Person
from bridgework.apps.reports.actions.writing import locked_report
from bridgework.apps.reports.models import Report, ReportEdit, ReportSection
from bridgework.apps.reports.rules import WRITE
from bridgework.apps.workspace.actions.typed import kept
from bridgework.core.reports.outline import OUTLINE, PART_OUTLINE, Section, divided, with_keys
from bridgework.kernel import audit
from bridgework.kernel.errors import NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.permissions import Actor

LONGEST_SECTION: Final = 200_000
"""Characters of one section: about a hundred pages."""
MOST_SECTIONS: Final = 100


def begin_writing(*, actor: Actor, now: datetime, report: Report) -> list[ReportSection]:
    """Write a report in place: its latest version divided at its headings, or the outline where there is no text.

    Side effects in order: the sections with what is kept of each, the report's mark that it is written here, audit.
    Raises `NotPossibleNow` where it has sections already.
    """
    with transaction.atomic():
        locked = writable(actor, report)
        if locked.sections.exists():
            raise NotPossibleNow(
                "This report is written here already.", rule="reports.begin-writing", remedy="Open one of its sections."
            )
        last = locked.versions.order_by("-number").first()
        outline = OUTLINE if locked.parent_id is None else PART_OUTLINE
        first = divided(last.text) if last is not None else tuple(Section(one.key, one.title) for one in outline)
        made = append_sections(locked, first[:MOST_SECTIONS], actor, now)
        audit.record(actor=actor, now=now, verb="reports.begin-writing", on=locked, fields=["sections"])
    report.refresh_from_db()
    return made


def write_section(
    *, actor: Actor, now: datetime, section: ReportSection, version: int, text: str, title: str = ""
) -> ReportSection:
    """Keep the text of a section, and with `title` its title. `version` is the one that was on screen.

    Side effects in order: the section, the text as saved, audit. Raises `StaleRecord` with the text it was made from,
    theirs and yours where somebody saved in between.
    """
    with transaction.atomic():
        report = writable(actor, section.report)
        locked = ReportSection.objects.select_for_update().get(pk=section.pk)
        words = kept(text, field="text", called="text", rule="reports.section-text", longest=LONGEST_SECTION)
        named = _title(title) if title.strip() else locked.title
        if locked.removed_at is not None:
            raise NotPossibleNow(
                f"Somebody took “{locked.title}” out while you were writing.",
                rule="reports.section-there",
                remedy="Put it back on the page of the report, in another tab; then save this again.",
            )
        if locked.version != version:
            raise _stale(locked, version, words)
        locked.text, locked.title = words, named
        locked.version += 1
        locked.save(update_fields=["text", "title", "version"])
        _keep_edit(locked, actor, now)
        audit.record(actor=actor, now=now, verb="reports.write-section", on=report, fields=[f"sections/{locked.key}"])
    section.refresh_from_db()
    return locked


def add_section(*, actor: Actor, now: datetime, report: Report, title: str, text: str = "") -> ReportSection:
    """Add a section at the end."""
    with transaction.atomic():
        locked = writable(actor, report)
        if locked.sections.filter(removed_at=None).count() >= MOST_SECTIONS:
            raise NotPossibleNow(
                f"A report has at most {MOST_SECTIONS} sections.",
                rule="reports.sections",
                remedy="Write it as headings inside a section, or as a sub-report.",
            )
        words = kept(text, field="text", called="text", rule="reports.section-text", longest=LONGEST_SECTION)
        (made,) = append_sections(locked, [Section("", _title(title), words)], actor, now)
        audit.record(actor=actor, now=now, verb="reports.add-section", on=locked, fields=[f"sections/{made.key}"])
    return made


def move_section(*, actor: Actor, now: datetime, section: ReportSection, up: bool) -> None:
    """Move a section one place up or down; at the end nothing happens."""
    with transaction.atomic():
        report = writable(actor, section.report)
        rows = list(report.sections.select_for_update().filter(removed_at=None).order_by("order", "id"))
        place = next((at for at, one in enumerate(rows) if one.pk == section.pk), -1)
        other = place - 1 if up else place + 1
        if place >= 0 and 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
            for order, one in enumerate(rows, start=1):
                ReportSection.objects.filter(pk=one.pk).update(order=order)
            audit.record(actor=actor, now=now, verb="reports.move-section", on=report, fields=["sections"])
    section.refresh_from_db()


def remove_section(*, actor: Actor, now: datetime, section: ReportSection) -> None:
    """Take a section out. Its text and its comments are kept, and it can be put back."""
    with transaction.atomic():
        report = writable(actor, section.report)
        locked = ReportSection.objects.select_for_update().get(pk=section.pk)
        if locked.removed_at is None:
            locked.removed_at = now
            locked.save(update_fields=["removed_at"])
            fields = [f"sections/{locked.key}"]
            audit.record(actor=actor, now=now, verb="reports.remove-section", on=report, fields=fields)
    section.refresh_from_db()


def put_back_section(*, actor: Actor, now: datetime, section: ReportSection) -> None:
    """Put a section back that was taken out, at its old place as far as that is still there."""
    with transaction.atomic():
        report = writable(actor, section.report)
        locked = ReportSection.objects.select_for_update().get(pk=section.pk)
        if locked.removed_at is not None:
            locked.removed_at = None
            locked.save(update_fields=["removed_at"])
            fields = [f"sections/{locked.key}"]
            audit.record(actor=actor, now=now, verb="reports.put-back-section", on=report, fields=fields)
    section.refresh_from_db()


def writable(actor: Actor, report: Report) -> Report:
    """The report, locked, where the actor may write it."""
    locked = locked_report(report)
    WRITE.require(actor, locked)
    return locked


def append_sections(
    report: Report, wanted: list[Section] | tuple[Section, ...], actor: Actor, now: datetime
) -> list[ReportSection]:
    """Put sections at the end of a locked report, each with a key of its own, and mark it as written here."""
    there = list(report.sections.values_list("key", "order"))
    order = max((place for _, place in there), default=0)
    made = []
    for one in with_keys(wanted, [key for key, _ in there]):
        order += 1
        row = ReportSection.objects.create(
            created_at=now, report=report, key=one.key, order=order, title=one.title, text=one.text
        )
        _keep_edit(row, actor, now)
        made.append(row)
    if not report.is_written_here:
        report.is_written_here = True
        report.save(update_fields=["is_written_here"])
    return made


def _keep_edit(section: ReportSection, actor: Actor, now: datetime) -> None:
    """Keep a text as it was saved, so that any two can be compared and a merge has its ground."""
    ReportEdit.objects.create(
        created_at=now,
        section=section,
        version=section.version,
        title=section.title,
        text=section.text,
        author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )


def _stale(section: ReportSection, version: int, yours: str) -> StaleRecord:
    newest = section.edits.select_related("author").order_by("-version").first()
    base = section.edits.filter(version=version).values_list("text", flat=True).first() or ""
    return StaleRecord(
        "Somebody else changed this section while you were writing.",
        versions=Versions(base={"text": base}, theirs={"text": section.text}, yours={"text": yours}),
        changed_by=newest.author.name if newest is not None and newest.author is not None else "",
    )


def _title(title: str) -> str:
    return kept(
        title, field="title", called="title", rule="reports.section-title", longest=200, required=True, line=True
    )
