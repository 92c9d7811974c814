"""Fact 3, progress as another party found it, and fact 4, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from bridgework.apps.impact import projection, rules
from bridgework.apps.impact.events import FactRecorded
from bridgework.apps.impact.models import IndependentCheck, ReportBack, StatementOfEffect
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import ChangeKind, Grade
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.events import publish
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class Checked:
    """What an independent check found, and on what evidence."""

    result: str
    text: str
    progress: str = ""
    evidence: str = ""
    evidence_kind: str = ""
    evidence_file: StoredFile | None = None
    checked_on: date | None = None
    by_role: str = ""


@transaction.atomic
def check_independently(
    *,
    actor: Actor,
    now: datetime,
    recommendation: Recommendation,
    checked: Checked,
    of_report_back: ReportBack | None = None,
) -> IndependentCheck:
    """Record what another party found. What was reported stays beside it."""
    rules.CHECK.require(actor, recommendation)
    if checked.result not in dict(IndependentCheck.RESULTS):
        raise InvalidInput("Choose what you found.", rule="impact.check-result", field="result")
    if not checked.text.strip():
        raise InvalidInput("Say what you looked at and what you found.", rule="impact.check-words", field="text")
    if checked.result != "could_not_tell" and not checked.evidence_kind:
        raise InvalidInput("Say whose evidence it rests on.", rule="impact.check-evidence", field="evidence_kind")
    entry = IndependentCheck.objects.create(
        created_at=now,
        scope=recommendation.scope,
        recommendation=recommendation,
        report_back=of_report_back,
        result=checked.result,
        progress=checked.progress,
        text=checked.text.strip(),
        evidence=checked.evidence.strip(),
        evidence_kind=checked.evidence_kind,
        evidence_file=checked.evidence_file,
        checked_on=checked.checked_on or timezone.localdate(now),
        checked_by_id=actor.person_id,
        checked_by_role=checked.by_role,
    )
    projection.refresh([recommendation])
    audit.record(actor=actor, now=now, verb="impact.check", on=entry, fields=["result", "text", "evidence"])
    publish(FactRecorded(now, recommendation.public_id, recommendation.scope, "check"))
    return entry


@dataclass(frozen=True)
class Effect:
    """A statement of effect: what changed, whose statement it is, and how sure anybody can be."""

    kind: str
    text: str
    grade: str = ""
    amount: Decimal | None = None
    amount_period: str = ""
    stated_by: str = ""
    confidence: str = ""
    other_causes: str = ""
    counter_evidence: str = ""
    credit_also: str = ""
    observed_on: str = ""
    source: str = ""
    is_public: bool = True


MONEY = frozenset({ChangeKind.MONEY_SAVED, ChangeKind.MONEY_EARNED})


@transaction.atomic
def state_effect(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    effect: Effect,
    recommendations: Sequence[Recommendation] = (),
) -> StatementOfEffect:
    """State what changed. "None found" is a result and needs no grade; every other kind needs one."""
    rules.STATE_EFFECT.require(actor, challenge)
    _validate(effect)
    entry = StatementOfEffect.objects.create(
        created_at=now,
        scope=challenge.scope,
        challenge=challenge,
        kind=effect.kind,
        grade=effect.grade,
        text=effect.text.strip(),
        amount=effect.amount,
        amount_period=effect.amount_period,
        stated_by=effect.stated_by,
        confidence=effect.confidence,
        other_causes=effect.other_causes,
        counter_evidence=effect.counter_evidence,
        credit_also=effect.credit_also,
        observed_on=effect.observed_on,
        recorded_by_id=actor.person_id,
        source=effect.source,
        is_public=effect.is_public,
    )
    entry.recommendations.set(recommendations)
    projection.refresh(recommendations)
    audit.record(actor=actor, now=now, verb="impact.state-effect", on=entry, fields=["kind", "grade", "text"])
    for recommendation in recommendations:
        publish(FactRecorded(now, recommendation.public_id, recommendation.scope, "change"))
    return entry


@transaction.atomic
def supersede_effect(*, actor: Actor, now: datetime, statement: StatementOfEffect) -> StatementOfEffect:
    """Mark a statement as no longer standing; it stays on the record."""
    rules.STATE_EFFECT.require(actor, statement)
    statement.is_superseded = True
    statement.save(update_fields=["is_superseded"])
    projection.refresh(statement.recommendations.select_related("challenge__question"))
    audit.record(actor=actor, now=now, verb="impact.supersede-effect", on=statement, fields=["is_superseded"])
    return statement


def _validate(effect: Effect) -> None:
    try:
        kind = ChangeKind(effect.kind)
    except ValueError as error:
        raise InvalidInput("Choose what kind of change it is.", rule="impact.change-kind", field="kind") from error
    if not effect.text.strip():
        raise InvalidInput("Say what changed, or that nothing was found.", rule="impact.change-words", field="text")
    if kind is not ChangeKind.NONE_FOUND and effect.grade not in set(Grade):
        raise InvalidInput("Choose how much is known about it.", rule="impact.grade", field="grade")
    if effect.amount is not None and kind not in MONEY:
        raise InvalidInput(
            "An amount belongs to money saved or earned.",
            rule="impact.amount",
            field="amount",
            remedy="Leave it empty.",
        )
