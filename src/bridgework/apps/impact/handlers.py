"""What the ledger does when something happens below it."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.committees.events import ResolutionRecorded
from bridgework.apps.committees.models import Resolution
from bridgework.apps.impact.actions import ask_for_report_backs, note_resolution, plan_prompts, send_due_prompts
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import every


@handles(ResolutionRecorded)
def write_into_ledger(event: ResolutionRecorded) -> None:
    """Enter a resolution as the decision on each recommendation it is about, and plan when to ask what became of it."""
    resolution = Resolution.objects.select_related("proposal__paper__challenge__round__programme").get(
        public_id=event.resolution_public_id
    )
    note_resolution(resolution=resolution, now=event.at)
    plan_prompts(challenge=resolution.proposal.paper.challenge, now=event.at)


@every("impact.prompts", daily_at=time(8, 0))
def ask_what_became_of_it(now: datetime) -> None:
    """Send the prompts whose day has come, and ask owners of actions whose day is near."""
    send_due_prompts(now=now)
    ask_for_report_backs(now=now)
