"""What waits on people because of reports."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.apps.reports.models import FactCheck, FactCheckComment, Report
from bridgework.apps.reports.rules import BEFORE_PUBLICATION
from bridgework.kernel.permissions import challenge_of
from bridgework.kernel.roles import RUNNERS, TEAM_ROLES
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


@waits("reports.fact-check", "Reports whose facts to look at")
def facts_to_look_at(person_id: int, now: datetime) -> list[WaitingItem]:
    """Versions this person was asked about and has not answered."""
    return [_fact_check(one) for one in _open_fact_checks(Q(person=person_id))]


@waits("reports.comment", "Comments on facts to answer")
def comments_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Officers' comments that the teams of this person have not answered."""
    scopes = {challenge_of(scope) for scope in scopes_held(person_id, TEAM_ROLES, timezone.localdate(now))}
    rows = FactCheckComment.objects.filter(
        accepted=None, version__report__scope__in=scopes, version__report__state__in=BEFORE_PUBLICATION
    ).select_related("version__report__challenge")
    return [
        WaitingItem(
            kind="reports.comment",
            title=f"Answer a comment on facts in “{one.version.report.title}”",
            since=one.created_at,
            address=_address("workspace:fact-check", one.version.report),
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in rows
    ]


@waits("reports.publish", "Final reports to publish")
def reports_to_publish(person_id: int, now: datetime) -> list[WaitingItem]:
    """Reports the team made final, for those who run the programme."""
    inside = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)))
    rows = Report.objects.filter(inside, state="final", parent=None).select_related("challenge")
    return [
        WaitingItem(
            kind="reports.publish",
            title=f"Publish the report “{one.title}”",
            since=one.state_since,
            address=_address("workspace:publish", one),
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in rows
    ]


@waits_elsewhere("reports.fact-check")
def fact_checks_asked(person_id: int, now: datetime) -> list[WaitingItem]:
    """What those who were asked by this person have not answered."""
    asker = Person.objects.filter(pk=person_id).values("public_id")[:1]
    return [
        _fact_check(one, on_whom="an officer asked to look at the facts")
        for one in _open_fact_checks(Q(asked_by__in=asker))
    ]


def _open_fact_checks(whose: Q) -> list[FactCheck]:
    rows = FactCheck.objects.filter(whose, answer="", version__report__state__in=BEFORE_PUBLICATION)
    return list(rows.select_related("version__report__challenge"))


def _fact_check(one: FactCheck, on_whom: str = "") -> WaitingItem:
    report = one.version.report
    return WaitingItem(
        kind="reports.fact-check",
        title=f"Are the facts right? “{report.title}”",
        since=one.created_at,
        address=_address("workspace:fact-check", report)
        if on_whom
        else reverse("workspace:answer-fact-check", args=[one.public_id]),
        scope=one.scope,
        public_id=one.public_id,
        due=one.answer_by,
        on_whom=on_whom,
    )


def _address(name: str, report: Report) -> str:
    return reverse(name, args=[report.challenge.public_id, report.public_id])
