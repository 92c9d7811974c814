"""What waits on the owners of actions, and on those who check and close."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bridgework.apps.impact.actions.doing import hand_over
from bridgework.apps.impact.models import Action, IndependentCheck, ReportBack
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import PROGRAMME_LEAD
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


def hand_over_action(public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
    """Give an action to another owner."""
    action = Action.objects.filter(public_id=public_id).first()
    if action is None:
        raise NotFound("There is no such action.", rule="impact.report-back")
    hand_over(actor=actor, now=now, action=action, to_person_id=to_person_id)


@waits("impact.action", "Actions to report on", hand_over=hand_over_action)
def actions_owned(person_id: int, now: datetime) -> list[WaitingItem]:
    """Open actions this person owns."""
    return [_item(one) for one in Action.objects.filter(owner=person_id, state="open")]


@waits("impact.check", "Reports to check independently")
def reports_to_check(person_id: int, now: datetime) -> list[WaitingItem]:
    """Reported progress nobody has looked at yet, for the programme lead."""
    today = timezone.localdate(now)
    mine = under_any(scopes_held(person_id, [PROGRAMME_LEAD], today))
    looked_at = IndependentCheck.objects.filter(
        recommendation=OuterRef("recommendation"), checked_on__gte=OuterRef("reported_on")
    )
    found = (
        ReportBack.objects.filter(mine, progress="done", is_superseded=False, recommendation__state="open")
        .filter(~Exists(looked_at))
        .select_related("recommendation")
    )
    return [
        WaitingItem(
            kind="impact.check",
            title=f"Check what was reported on recommendation {one.recommendation.code}",
            since=one.created_at,
            address=f"/desk/ledger/{one.recommendation.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


@waits_elsewhere("impact.action")
def actions_of_my_programmes(person_id: int, now: datetime) -> list[WaitingItem]:
    """Actions of others that are past their day, for the programme lead."""
    today = timezone.localdate(now)
    mine = under_any(scopes_held(person_id, [PROGRAMME_LEAD], today))
    late = Action.objects.filter(mine, state="open", due_on__lt=today).exclude(owner=person_id)
    return [_item(one) for one in late]


def _item(action: Action) -> WaitingItem:
    return WaitingItem(
        kind="impact.action",
        title=f"Report on the action “{action.text[:120]}”",
        since=datetime.combine(action.created_at.date(), time(9, 0), tzinfo=UTC),
        address=f"/desk/actions/{action.public_id}/",
        scope=action.scope,
        public_id=action.public_id,
        due=action.due_on,
        on_whom=action.owner_role or "the owner",
    )
