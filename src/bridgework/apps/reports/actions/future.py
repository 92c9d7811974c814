"""Future work: written down with a report, and one step from the question bank."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.questions.actions import relate_question
from bridgework.apps.questions.actions.proposing import open_question
from bridgework.apps.questions.models import Question
from bridgework.apps.reports.actions.writing import locked_report
from bridgework.apps.reports.models import FutureWork, Report
from bridgework.apps.reports.rules import FUTURE_WORK
from bridgework.apps.workspace.actions.typed import kept
from bridgework.kernel import audit
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor


def add_future_work(*, actor: Actor, now: datetime, report: Report, text: str) -> FutureWork:
    """Write down work that somebody could do later."""
    with transaction.atomic():
        locked = locked_report(report)
        FUTURE_WORK.require(actor, locked)
        work = FutureWork.objects.create(
            created_at=now,
            report=locked,
            text=kept(
                text, field="text", called="future work", rule="reports.future-work", longest=2_000, required=True
            ),
        )
        audit.record(actor=actor, now=now, verb="reports.add-future-work", on=locked, fields=["future_work"])
    return work


def remove_future_work(*, actor: Actor, now: datetime, work: FutureWork) -> None:
    """Take future work out again, unless it has become a question."""
    with transaction.atomic():
        locked = FutureWork.objects.select_for_update(of=("self",)).select_related("report").get(pk=work.pk)
        FUTURE_WORK.require(actor, locked.report)
        if locked.question_id is not None:
            raise NotPossibleNow(
                "This has become a question already.",
                rule="reports.future-work-kept",
                remedy="Withdraw the question at the question desk.",
            )
        audit.record(actor=actor, now=now, verb="reports.remove-future-work", on=locked.report, fields=["future_work"])
        locked.delete()


def bring_to_question_bank(
    *, actor: Actor, now: datetime, work: FutureWork, wording: str = "", title: str = ""
) -> Question:
    """Make a question of future work, linked as a follow-up to the one it came from; a second time changes nothing.

    Side effects in order: the question with its first wording (its own history, audit and search), the link to the
    earlier question, audit. The question desk decides what becomes of it.
    """
    with transaction.atomic():
        locked = (
            FutureWork.objects.select_for_update(of=("self",))
            .select_related("report__challenge__question__programme", "report__challenge__question__owner", "question")
            .get(pk=work.pk)
        )
        FUTURE_WORK.require(actor, locked.report)
        if locked.question is not None:
            return locked.question
        earlier = locked.report.challenge.question
        question = open_question(
            actor=actor,
            now=now,
            programme=earlier.programme,
            round=None,
            title=title,
            wording=wording or locked.text,
            why="As the report proposed it.",
            author_role="the team that wrote the report",
            theme=earlier.theme,
            place=earlier.place,
            owner=earlier.owner,
            owner_role=earlier.owner_role,
            brought_by=f"the team on “{earlier.title}”"[:200],
            source=locked.report.title[:300],
        )
        relate_question(
            actor=SYSTEM,
            now=now,
            question=question,
            earlier=earlier,
            kind="follow_up",
            basis=f"Future work proposed in the report “{locked.report.title}”.",
        )
        locked.question = question
        locked.save(update_fields=["question"])
        audit.record(actor=actor, now=now, verb="reports.bring-to-bank", on=locked.report, fields=["future_work"])
    return question
