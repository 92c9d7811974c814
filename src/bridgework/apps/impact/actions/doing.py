"""Actions, and fact 2: progress as it is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.committees.models import Resolution
from bridgework.apps.impact import projection, rules
from bridgework.apps.impact.events import FactRecorded
from bridgework.apps.impact.models import Action, ReportBack
from bridgework.apps.impact.states import ACTION
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import Progress
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor


@transaction.atomic
def open_action(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    recommendations: Sequence[Recommendation],
    text: str,
    owner: Person | None = None,
    owner_role: str = "",
    deliverer: str = "council",
    partner: Organisation | None = None,
    due_on: date | None = None,
    resolution: Resolution | None = None,
) -> Action:
    """Open an action on one or more recommendations: what, who owns it, who delivers it, by when."""
    action = Action(
        created_at=now,
        scope=challenge.scope,
        state=ACTION.initial,
        state_since=now,
        challenge=challenge,
        text=text.strip(),
        owner=owner,
        owner_role=owner_role,
        deliverer=deliverer,
        partner=partner,
        due_on=due_on,
        resolution=resolution,
        body_scope=resolution.proposal.paper.body_scope if resolution else "",
    )
    (rules.OPEN_ACTION_FOR_COMMITTEE if resolution else rules.OPEN_ACTION).require(actor, action)
    if not action.text:
        raise InvalidInput("Say what will be done.", rule="impact.action-words", field="text")
    if not recommendations:
        raise InvalidInput(
            "Choose at least one recommendation that this serves.", rule="impact.action-serves", field="recommendations"
        )
    if any(one.challenge_id != challenge.pk for one in recommendations):
        raise InvalidInput(
            "An action serves recommendations of one question.", rule="impact.one-challenge", field="recommendations"
        )
    action.save()
    action.recommendations.set(recommendations)
    transitions.begin(action, ACTION, actor=actor, now=now)
    projection.refresh(recommendations)
    audit.record(actor=actor, now=now, verb="impact.open-action", on=action, fields=["text", "owner", "due_on"])
    return action


@dataclass(frozen=True)
class Reported:
    """Progress in the owner's words."""

    progress: str
    text: str = ""
    reported_on: date | None = None
    by_role: str = ""
    source: str = ""


@transaction.atomic
def report_back(*, actor: Actor, now: datetime, action: Action, reported: Reported) -> list[ReportBack]:
    """Record what an action's owner reports, on every recommendation that the action serves.

    Moves the action to "reported done" or back. `actor.via` is kept as the way it came.
    """
    kept = Action.objects.select_for_update().get(pk=action.pk)
    rules.REPORT_BACK.require(actor, kept)
    progress = _progress(reported)
    served = list(kept.recommendations.select_related("challenge__question"))
    written = [_write(actor, now, one, reported, progress, kept) for one in served]
    event = "report_done" if progress is Progress.DONE else "report_not_done"
    if ACTION.allows(kept.state, event):
        transitions.move(kept, ACTION, event, actor=actor, now=now, reason=reported.text)
    projection.refresh(served)
    return written


@transaction.atomic
def report_on_recommendation(
    *, actor: Actor, now: datetime, recommendation: Recommendation, reported: Reported
) -> ReportBack:
    """Record reported progress on a recommendation that has no action of its own."""
    rules.REPORT_ON_RECOMMENDATION.require(actor, recommendation)
    entry = _write(actor, now, recommendation, reported, _progress(reported), None)
    projection.refresh([recommendation])
    return entry


@transaction.atomic
def hand_over(*, actor: Actor, now: datetime, action: Action, to_person_id: int) -> Action:
    """Give an action to another owner; the owner's role stays as it was set."""
    kept = Action.objects.select_for_update().get(pk=action.pk)
    (rules.OPEN_ACTION_FOR_COMMITTEE if kept.resolution_id else rules.OPEN_ACTION).require(actor, kept)
    kept.owner_id = to_person_id
    kept.save(update_fields=["owner"])
    audit.record(actor=actor, now=now, verb="impact.hand-over-action", on=kept, fields=["owner"])
    return kept


def _progress(reported: Reported) -> Progress:
    try:
        progress = Progress(reported.progress)
    except ValueError as error:
        raise InvalidInput("Choose how far it is.", rule="impact.progress", field="progress") from error
    if progress.needs_reason and not reported.text.strip():
        raise InvalidInput("Say why in a sentence.", rule="impact.progress-reason", field="text")
    return progress


def _write(
    actor: Actor,
    now: datetime,
    recommendation: Recommendation,
    reported: Reported,
    progress: Progress,
    action: Action | None,
) -> ReportBack:
    entry = ReportBack.objects.create(
        created_at=now,
        scope=recommendation.scope,
        recommendation=recommendation,
        action=action,
        progress=progress.value,
        text=reported.text.strip(),
        reported_on=reported.reported_on or timezone.localdate(now),
        reported_by_id=actor.person_id,
        reported_by_role=reported.by_role or (action.owner_role if action else ""),
        way=actor.via,
        source=reported.source,
    )
    audit.record(actor=actor, now=now, verb="impact.report-back", on=entry, fields=["progress", "text"])
    publish(FactRecorded(now, recommendation.public_id, recommendation.scope, "progress"))
    return entry
