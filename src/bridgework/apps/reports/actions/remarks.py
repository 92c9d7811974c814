"""Comments on a section: left, settled, opened again. Dissent notes: what a team member does not share."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.reports.actions.writing import locked_report
from bridgework.apps.reports.models import DissentNote, Report, ReportComment, ReportSection
from bridgework.apps.reports.rules import DISSENT, REMARK, WITHDRAW_DISSENT, WRITE
from bridgework.apps.workspace.actions.typed import kept
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import Actor


@transaction.atomic
def comment_on_section(
    *, actor: Actor, now: datetime, section: ReportSection, text: str, passage: str = ""
) -> ReportComment:
    """Leave a comment on a section, with the words it is about where it is about some."""
    report = locked_report(section.report)
    REMARK.require(actor, report)
    if actor.person_id is None:
        raise NotPermitted("A comment has a name.", rule=REMARK.name)
    made = ReportComment.objects.create(
        created_at=now,
        section=section,
        passage=kept(passage, field="passage", called="passage", rule="reports.passage", longest=4_000),
        text=kept(text, field="text", called="comment", rule="reports.comment-text", longest=4_000, required=True),
        author_id=actor.person_id,
    )
    audit.record(actor=actor, now=now, verb="reports.remark", on=report, fields=[f"sections/{section.key}"])
    return made


@transaction.atomic
def settle_comment(*, actor: Actor, now: datetime, comment: ReportComment, settled: bool = True) -> ReportComment:
    """Settle a comment, or with `settled` false open it again. Its author may, and those who write the report."""
    locked = ReportComment.objects.select_for_update(of=("self",)).select_related("section__report").get(pk=comment.pk)
    report = locked.section.report
    REMARK.require(actor, report)
    if locked.author_id != actor.person_id:
        WRITE.require(actor, report)
    if (locked.settled_at is not None) != settled:
        locked.settled_at = now if settled else None
        locked.settled_by_id = actor.person_id if settled else None
        locked.save(update_fields=["settled_at", "settled_by"])
        verb = "reports.settle-comment" if settled else "reports.reopen-comment"
        audit.record(actor=actor, now=now, verb=verb, on=report, fields=[f"sections/{locked.section.key}"])
    comment.refresh_from_db()
    return locked


@transaction.atomic
def write_dissent(*, actor: Actor, now: datetime, report: Report, text: str, shown_as: str) -> DissentNote:
    """Say what you do not share in the report, under the name or role you choose. Nobody else can change it."""
    locked = locked_report(report)
    DISSENT.require(actor, locked)
    if actor.person_id is None:
        raise InvalidInput("A dissent note is written by a person.", rule=DISSENT.name)
    made = DissentNote.objects.create(
        created_at=now,
        report=locked,
        author_id=actor.person_id,
        shown_as=kept(
            shown_as,
            field="shown_as",
            called="name or role",
            rule="reports.dissent-shown-as",
            longest=160,
            required=True,
            line=True,
        ),
        text=kept(text, field="text", called="note", rule="reports.dissent-text", longest=10_000, required=True),
    )
    audit.record(actor=actor, now=now, verb="reports.dissent", on=locked, fields=["dissent_notes"])
    return made


@transaction.atomic
def withdraw_dissent(*, actor: Actor, now: datetime, note: DissentNote) -> DissentNote:
    """Withdraw one's own note. Versions frozen before keep it; none made later has it."""
    locked = DissentNote.objects.select_for_update(of=("self",)).select_related("report").get(pk=note.pk)
    WITHDRAW_DISSENT.require(actor, locked)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = now
        locked.save(update_fields=["withdrawn_at"])
        audit.record(actor=actor, now=now, verb="reports.withdraw-dissent", on=locked.report, fields=["dissent_notes"])
    note.refresh_from_db()
    return locked
