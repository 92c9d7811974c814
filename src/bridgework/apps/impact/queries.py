"""Reads of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bridgework.apps.impact.models import (
    Action,
    Decision,
    IndependentCheck,
    LedgerRow,
    ReportBack,
    StatementOfEffect,
)
from bridgework.apps.impact.rules import SEE_AT_DESK
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import Contradiction, Entry, FourFacts, Overdue, contradictions, four_facts, overdue
from bridgework.kernel.permissions import Actor


def ledger_rows(*, public_only: bool = True, programme: str = "") -> QuerySet[LedgerRow]:
    """Rows of the ledger, the longest overdue first, with all that a list shows, in one query."""
    rows = LedgerRow.objects.select_related("recommendation", "challenge", "round", "body")
    if public_only:
        rows = rows.filter(is_public=True)
    if programme:
        rows = rows.filter(programme_public_id=programme)
    return rows


def recommendations_at_desk(actor: Actor, challenge: Challenge) -> list[Recommendation]:
    """The recommendations of a challenge in whose record `actor` can work, in their order. One query."""
    found = SEE_AT_DESK.which(actor, Recommendation.objects.filter(challenge=challenge))
    return list(found.order_by("report_id", "order", "id"))


def overdue_rows(today: date, *, public_only: bool = True) -> QuerySet[LedgerRow]:
    """Rows whose next word is late, the longest first."""
    return ledger_rows(public_only=public_only).filter(reply_due_on__lt=today).order_by("reply_due_on", "pk")


@dataclass(frozen=True)
class Histories:
    """The four dated histories of one recommendation, its actions, and where the facts do not fit."""

    decisions: list[Decision]
    report_backs: list[ReportBack]
    checks: list[IndependentCheck]
    effects: list[StatementOfEffect]
    actions: list[Action]
    current: FourFacts
    contradictions: tuple[Contradiction, ...]
    overdue: Overdue | None


def histories(recommendation: Recommendation, today: date) -> Histories:
    """Everything known of one recommendation, in a fixed number of queries."""
    decisions = list(
        recommendation.decisions.select_related("resolution__proposal__paper__committee_meeting__body", "recorded_by")
    )
    report_backs = list(recommendation.report_backs.select_related("action", "reported_by"))
    checks = list(recommendation.independent_checks.select_related("checked_by", "report_back"))
    effects = list(recommendation.statements_of_effect.all())
    decided = [
        Entry(
            one.decided_on or one.recorded_at.date(),
            one.outcome,
            "resolution" if one.resolution_id else "reply",
            one.reason,
            one.is_superseded,
        )
        for one in decisions
    ]
    facts = four_facts(
        decided,
        [
            Entry(one.reported_on, one.progress, one.reported_by_role, one.text, one.is_superseded)
            for one in report_backs
        ],
        [Entry(one.checked_on, one.progress, one.checked_by_role, one.text) for one in checks if one.progress],
        [Entry(one.created_at.date(), one.kind, one.stated_by, one.text, one.is_superseded) for one in effects],
    )
    row = LedgerRow.objects.filter(recommendation=recommendation).only("reply_due_on").first()
    return Histories(
        decisions=decisions,
        report_backs=report_backs,
        checks=checks,
        effects=effects,
        actions=list(recommendation.actions.select_related("owner", "partner", "resolution")),
        current=facts,
        contradictions=contradictions(facts, decided),
        overdue=overdue(row.reply_due_on, today) if row and row.reply_due_on else None,
    )
