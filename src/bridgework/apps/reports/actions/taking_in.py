"""Taking in a report that exists elsewhere: as final; publishing it is a step of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report
from bridgework.apps.reports.rules import TAKE_IN
from bridgework.apps.reports.states import REPORT
from bridgework.apps.workspace.actions.typed import kept, kept_partial_date
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor
from bridgework.kernel.transitions import begin


def take_in_report(
    *, actor: Actor, now: datetime, challenge: Challenge, title: str, summary: str = "", issued: str = ""
) -> Report:
    """Register a report that its authors finished long ago. It is not public until somebody publishes it.

    Raises `InvalidInput` where the question has a report of this title already.
    """
    with transaction.atomic():
        TAKE_IN.require(actor, challenge)
        words = kept(title, field="title", called="title", rule="reports.title", longest=300, required=True, line=True)
        # Two people taking in the same entry at once wait for one another here.
        locked = Challenge.objects.select_for_update().get(pk=challenge.pk)
        if Report.objects.filter(challenge=locked, title__iexact=words).exists():
            raise InvalidInput(
                "This question has a report of this title already.",
                rule="reports.taken-in-once",
                remedy="Open it in the library and add what the portal says.",
            )
        report = Report.objects.create(
            created_at=now,
            scope=locked.scope,
            challenge=locked,
            title=words,
            title_is_quotation=True,
            dated=kept_partial_date(issued, field="issued", rule="reports.dated"),
            summary=kept(summary, field="summary", called="summary", rule="reports.summary", longest=20_000),
            order=Report.objects.filter(challenge=locked).count() + 1,
            state="final",
            state_since=now,
        )
        begin(report, REPORT, actor=actor, now=now, reason="Taken in from a portal")
        audit.record(actor=actor, now=now, verb="reports.take-in", on=report, fields=["title", "summary", "dated"])
    return report
