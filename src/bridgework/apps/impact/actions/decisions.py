"""Fact 1: what was decided."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from bridgework.apps.committees.models import Resolution
from bridgework.apps.impact import projection, rules
from bridgework.apps.impact.events import FactRecorded
from bridgework.apps.impact.models import Decision
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import Decision as Outcome
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import SYSTEM, Actor


@transaction.atomic
def note_resolution(*, resolution: Resolution, now: datetime) -> list[Decision]:
    """Write a resolution into the ledger, once per recommendation that its proposal puts.

    Harmless when run again. A corrected resolution supersedes the entries of the one it replaces.
    """
    Decision.objects.filter(resolution__superseded_by__isnull=False, resolution__proposal=resolution.proposal).update(
        is_superseded=True
    )
    written = []
    for recommendation in resolution.proposal.recommendations.select_related("challenge__question"):
        entry, made = Decision.objects.get_or_create(
            recommendation=recommendation,
            resolution=resolution,
            defaults={
                "created_at": now,
                "scope": recommendation.scope,
                "outcome": resolution.outcome,
                "reason": resolution.reason,
                "decided_on": resolution.resolved_on,
                "recorded_at": now,
                "recorded_by": resolution.recorded_by,
                "source": resolution.source,
                "is_superseded": resolution.superseded_by_id is not None,
            },
        )
        projection.refresh([recommendation])
        if made:
            audit.record(actor=SYSTEM, now=now, verb="impact.note-resolution", on=entry, fields=["outcome"])
            publish(FactRecorded(now, recommendation.public_id, recommendation.scope, "decision"))
            written.append(entry)
    return written


@transaction.atomic
def record_reply(
    *,
    actor: Actor,
    now: datetime,
    recommendation: Recommendation,
    outcome: str,
    replied_by_role: str,
    decided_on: date | None,
    reason: str = "",
    source: str = "",
) -> Decision:
    """Record what an addressee replied where no committee decides. A committee's resolution stays beside it."""
    rules.RECORD_REPLY.require(actor, recommendation)
    try:
        decided = Outcome(outcome)
    except ValueError as error:
        raise InvalidInput("Choose what was replied.", rule="impact.outcome", field="outcome") from error
    if decided.needs_reason and not reason.strip():
        raise InvalidInput(
            "Give the reason in a sentence.",
            rule="impact.reason",
            remedy="If none was given, write that none was given.",
            field="reason",
        )
    Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    recommendation.decisions.filter(resolution=None).update(is_superseded=True)
    entry = Decision.objects.create(
        created_at=now,
        scope=recommendation.scope,
        recommendation=recommendation,
        outcome=decided.value,
        reason=reason.strip(),
        replied_by_role=replied_by_role,
        decided_on=decided_on,
        recorded_at=now,
        recorded_by_id=actor.person_id,
        source=source,
    )
    projection.refresh([recommendation])
    audit.record(actor=actor, now=now, verb="impact.record-reply", on=entry, fields=["outcome", "reason"])
    publish(FactRecorded(now, recommendation.public_id, recommendation.scope, "decision"))
    return entry
