"""Closing: the programme closes a recommendation, the committee's clerk an action it tasked, an owner nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.impact import projection, rules
from bridgework.apps.impact.events import RecommendationClosed
from bridgework.apps.impact.models import Action
from bridgework.apps.impact.states import ACTION
from bridgework.apps.reports.models import Recommendation
from bridgework.apps.reports.states import RECOMMENDATION
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor


@transaction.atomic
def close_recommendation(
    *, actor: Actor, now: datetime, recommendation: Recommendation, event: str, reason: str
) -> Recommendation:
    """Close as done, not done or overtaken (`event` of the state table), saying why."""
    kept = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("challenge__question")
        .get(pk=recommendation.pk)
    )
    rules.CLOSE.require(actor, kept)
    transitions.move(kept, RECOMMENDATION, event, actor=actor, now=now, reason=reason)
    projection.refresh([kept])
    audit.record(actor=actor, now=now, verb=f"impact.{event}", on=kept, fields=["state"])
    publish(RecommendationClosed(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def reopen_recommendation(
    *, actor: Actor, now: datetime, recommendation: Recommendation, reason: str
) -> Recommendation:
    """Open a closed recommendation again, saying why."""
    return close_recommendation(actor=actor, now=now, recommendation=recommendation, event="reopen", reason=reason)


@transaction.atomic
def close_action(
    *,
    actor: Actor,
    now: datetime,
    action: Action,
    event: str,
    reason: str,
    committee_meeting: CommitteeMeeting | None = None,
) -> Action:
    """Close an action. One that a committee tasked is closed by its clerk, citing the committee meeting."""
    kept = Action.objects.select_for_update().get(pk=action.pk)
    if kept.resolution_id is None:
        rules.CLOSE_ACTION.require(actor, kept)
        cited = ""
    else:
        rules.CLOSE_COMMITTEE_ACTION.require(actor, kept)
        cited = _cited(kept, committee_meeting)
    transitions.move(kept, ACTION, event, actor=actor, now=now, reason=f"{reason.strip()}{cited}")
    projection.refresh(kept.recommendations.select_related("challenge__question"))
    audit.record(actor=actor, now=now, verb=f"impact.{event}", on=kept, fields=["state"])
    return kept


@transaction.atomic
def reopen_action(*, actor: Actor, now: datetime, action: Action, reason: str) -> Action:
    """Open a closed action again, saying why."""
    kept = Action.objects.select_for_update().get(pk=action.pk)
    (rules.CLOSE_ACTION if kept.resolution_id is None else rules.CLOSE_COMMITTEE_ACTION).require(actor, kept)
    transitions.move(kept, ACTION, "reopen", actor=actor, now=now, reason=reason)
    projection.refresh(kept.recommendations.select_related("challenge__question"))
    audit.record(actor=actor, now=now, verb="impact.reopen-action", on=kept, fields=["state"])
    return kept


def _cited(action: Action, committee_meeting: CommitteeMeeting | None) -> str:
    if committee_meeting is None:
        raise InvalidInput(
            "Name the committee meeting that accepted it.", rule="impact.cites-meeting", field="committee_meeting"
        )
    if committee_meeting.body_scope != action.body_scope:
        raise InvalidInput(
            "That meeting is of another committee.", rule="impact.cites-own-meeting", field="committee_meeting"
        )
    return f" (meeting of {committee_meeting.on.isoformat()})"
