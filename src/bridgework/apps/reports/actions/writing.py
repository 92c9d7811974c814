"""Writing a report: its frame, its versions, and the moves between draft and final."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report, ReportVersion
from bridgework.apps.reports.rules import ADD_VERSION, FINISH, START, WRITE
from bridgework.apps.reports.states import REPORT
from bridgework.apps.workspace.actions.typed import kept, kept_partial_date
from bridgework.kernel import audit, files, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

LONGEST_REPORT: Final = 2_000_000
"""Characters of one version: about a thousand pages."""


def start_report(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    title: str,
    summary: str = "",
    parent: Report | None = None,
) -> Report:
    """Start a report, or with `parent` a sub-report, which moves along with it.

    Side effects in order: the report, its history, audit. Raises `NotPossibleNow` for a sub-report of a sub-report or
    of a report that is no longer written.
    """
    with transaction.atomic():
        START.require(actor, challenge)
        Challenge.objects.select_for_update().get(pk=challenge.pk)
        if parent is not None:
            _may_have_parts(parent, actor)
        last = challenge.reports.aggregate(last=Max("order"))["last"] or 0
        report = Report.objects.create(
            created_at=now,
            scope=challenge.scope,
            state=parent.state if parent is not None else REPORT.initial,
            state_since=now,
            challenge=challenge,
            parent=parent,
            order=last + 1,
            title=_title(title),
            summary=kept(summary, field="summary", called="summary", rule="reports.summary"),
        )
        transitions.begin(report, REPORT, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="reports.start", on=report, fields=["title"])
    return report


def change_report(
    *,
    actor: Actor,
    now: datetime,
    report: Report,
    title: str,
    summary: str,
    dated: str = "",
    plain_summary: str | None = None,
    version: int | None = None,
) -> Report:
    """Change title, summaries and the date the report bears. Raises `StaleRecord` with both texts.

    Without `plain_summary` the one in plain words stays.
    """
    with transaction.atomic():
        locked = locked_report(report)
        WRITE.require(actor, locked)
        if version is not None and version != locked.version:
            raise StaleRecord(
                "Somebody else changed this report while you were writing.",
                versions=Versions(
                    base={},
                    theirs={"title": locked.title, "summary": locked.summary},
                    yours={"title": title, "summary": summary},
                ),
            )
        locked.title = _title(title)
        locked.summary = kept(summary, field="summary", called="summary", rule="reports.summary")
        if plain_summary is not None:
            locked.plain_summary = kept(
                plain_summary, field="plain_summary", called="summary in plain words", rule="reports.plain-summary"
            )
        locked.dated = kept_partial_date(dated, field="dated", rule="reports.dated")
        locked.version += 1
        changed = ["title", "summary", "plain_summary", "dated"]
        locked.save(update_fields=[*changed, "version"])
        audit.record(actor=actor, now=now, verb="reports.change", on=locked, fields=changed)
    report.refresh_from_db()
    return locked


def add_version(
    *,
    actor: Actor,
    now: datetime,
    report: Report,
    text: str,
    note: str = "",
    received: ReceivedFile | None = None,
    made_from: int | None = None,
) -> ReportVersion:
    """Add a version: its text in Markdown, and the file it came from where there is one. Versions are never changed.

    `made_from` is the number of the version that was on screen (0 for none). Side effects in order: the file, the
    version, audit. Raises `StaleRecord` with both texts where another version came between, `InvalidInput` where the
    text is the same as before.
    """
    with transaction.atomic():
        locked = locked_report(report)
        ADD_VERSION.require(actor, locked)
        words = kept(
            text, field="text", called="text of the report", rule="reports.text", longest=LONGEST_REPORT, required=True
        )
        last = locked.versions.order_by("-number").first()
        _not_written_since(last, made_from, words)
        stored = files.keep(received, scope=locked.scope, actor=actor, now=now) if received is not None else None
        if last is not None and last.text == words and stored is None:
            raise InvalidInput(
                "The text is the same as before.",
                rule="reports.version-changed",
                remedy="Change it, or leave without saving.",
                field="text",
            )
        made = ReportVersion.objects.create(
            created_at=now,
            report=locked,
            number=last.number + 1 if last else 1,
            text=words,
            file=stored,
            note=kept(note, field="note", called="note", rule="reports.version-note", longest=300, line=True),
            author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
            sha256=_hash(words, stored.sha256 if stored is not None else ""),
        )
        audit.record(actor=actor, now=now, verb="reports.add-version", on=made, fields=["text", "file"])
    return made


def finish_report(*, actor: Actor, now: datetime, report: Report) -> Report:
    """Say that a report is final, its sub-reports with it. Raises `NotPossibleNow` where one has no text yet."""
    with transaction.atomic():
        locked = locked_report(report)
        FINISH.require(actor, locked)
        _is_main(locked)
        for one in [locked, *locked.sub_reports.all()]:
            if not one.versions.exists():
                raise NotPossibleNow(
                    f"“{one.title}” has no text yet.",
                    rule="reports.has-text",
                    remedy="Freeze a version of its sections first."
                    if one.is_written_here
                    else "Write it, or upload it, first.",
                )
        move_with_parts(locked, "finish", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="reports.finish", on=locked, fields=["state"])
    report.refresh_from_db()
    return locked


def return_to_draft(*, actor: Actor, now: datetime, report: Report, reason: str = "") -> Report:
    """Go on writing a report that is with officers or was final; its sub-reports come back with it."""
    with transaction.atomic():
        locked = locked_report(report)
        FINISH.require(actor, locked)
        _is_main(locked)
        move_with_parts(locked, "return_to_draft", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reports.return-to-draft", on=locked, fields=["state"])
    report.refresh_from_db()
    return locked


def locked_report(report: Report) -> Report:
    """The report, locked for the caller's transaction, with its challenge."""
    return Report.objects.select_for_update(of=("self",)).select_related("challenge__question").get(pk=report.pk)


def move_with_parts(report: Report, event: str, *, actor: Actor, now: datetime, reason: str = "") -> list[Report]:
    """Move a report and, where they stand at the same place, its sub-reports; returns all that moved."""
    moved = [report]
    transitions.move(report, REPORT, event, actor=actor, now=now, reason=reason)
    for part in report.sub_reports.select_for_update():
        if REPORT.allows(part.state, event):
            transitions.move(part, REPORT, event, actor=actor, now=now, reason=reason)
            moved.append(part)
    return moved


def _may_have_parts(parent: Report, actor: Actor) -> None:
    locked = locked_report(parent)
    WRITE.require(actor, locked)
    _is_main(locked)


def _is_main(report: Report) -> None:
    if report.parent_id is not None:
        raise NotPossibleNow(
            "This is a sub-report; it moves along with its report.",
            rule="reports.main",
            remedy="Open the report it belongs to.",
        )


def _title(title: str) -> str:
    return kept(title, field="title", called="title", rule="reports.title", longest=300, required=True, line=True)


def _not_written_since(last: ReportVersion | None, made_from: int | None, words: str) -> None:
    if made_from is None or made_from == (last.number if last else 0):
        return
    raise StaleRecord(
        "Somebody else saved a version while you were writing.",
        versions=Versions(base={}, theirs={"text": last.text if last else ""}, yours={"text": words}),
        changed_by=last.author.name if last is not None and last.author is not None else "",
    )


def _hash(text: str, file_hash: str) -> str:
    return hashlib.sha256(f"{file_hash}\n{text}".encode()).hexdigest()
