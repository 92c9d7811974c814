"""What questions do when something happens below them."""

from __future__ import annotations

from bridgework.apps.calendar.events import CommitteeMeetingCancelled
from bridgework.apps.questions.actions.belonging import set_provisional_date
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.events import handles
from bridgework.kernel.permissions import SYSTEM


@handles(CommitteeMeetingCancelled)
def plan_from_the_old_date(event: CommitteeMeetingCancelled) -> None:
    """A challenge that aimed at a cancelled meeting plans from its date on, marked as provisional."""
    aimed = Challenge.objects.filter(
        target_meeting__public_id=event.committee_meeting_public_id, target_meeting__state="cancelled"
    )
    for challenge in aimed.exclude(state__in=["decided", "followed_up", "set_aside"]).select_related("target_meeting"):
        assert challenge.target_meeting is not None
        set_provisional_date(actor=SYSTEM, now=event.at, challenge=challenge, on=challenge.target_meeting.on)
