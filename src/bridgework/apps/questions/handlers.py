"""What questions do when something happens below them, and what they do every day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.calendar.events import CommitteeMeetingCancelled
from bridgework.apps.questions.actions.belonging import set_provisional_date
from bridgework.apps.questions.actions.problems import forget_contacts
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM


@every("questions.forget-contacts", daily_at=time(3, 10))
def forget_contacts_daily(now: datetime) -> None:
    """Forget how to reach people whose problems were answered long enough ago."""
    forget_contacts(actor=SYSTEM, now=now)


@handles(CommitteeMeetingCancelled)
def plan_from_the_old_date(event: CommitteeMeetingCancelled) -> None:
    """A challenge that aimed at a cancelled meeting plans from its date on, marked as provisional."""
    aimed = Challenge.objects.filter(
        target_meeting__public_id=event.committee_meeting_public_id, target_meeting__state="cancelled"
    )
    for challenge in aimed.exclude(state__in=["decided", "followed_up", "set_aside"]).select_related("target_meeting"):
        assert challenge.target_meeting is not None
        set_provisional_date(actor=SYSTEM, now=event.at, challenge=challenge, on=challenge.target_meeting.on)
