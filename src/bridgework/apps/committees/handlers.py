"""What a published paper and a resolution mean for the plan of its question, and new days for papers that are out."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from django.utils import timezone

from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.committees.actions import remind_of_clearances
from bridgework.apps.committees.deadlines import papers_moved_by
from bridgework.apps.committees.events import PaperPublished, ResolutionRecorded
from bridgework.apps.people.queries import holders
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions import reach_milestones
from bridgework.kernel.events import handles, publish
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.roles import CLERK
from bridgework.kernel.tellings import Told

PUT: Final = ("covering_paper", "final_to_clerk", "publication")
RESOLVED: Final = (*PUT, "resolution")
"""A type of programme may plan the resolution as a step of its own."""


@handles(PaperPublished)
def reach_publication(event: PaperPublished) -> None:
    """A published paper was drafted and reached the clerk."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=PUT)


@handles(ResolutionRecorded)
def reach_the_resolution(event: ResolutionRecorded) -> None:
    """What was resolved on was published before."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=RESOLVED)


@handles(DaysChanged)
def tell_of_moved_deadlines(event: DaysChanged) -> None:
    """Clerks, and authors while they still write, are told of each paper whose last day to publish has moved."""
    today = timezone.localdate(event.at)
    for paper in papers_moved_by(event, today):
        told = list(holders(CLERK, paper.body_scope, today))
        if paper.author is not None and paper.state == "draft" and paper.author not in told:
            told.append(paper.author)
        for person in told:
            publish(
                Told(
                    event.at,
                    person.public_id,
                    paper.scope,
                    "committees.deadline-moved",
                    paper.public_id,
                    at_once=paper.state == "published",
                )
            )


@every("committees.clearances", daily_at=time(7, 45))
def remind_officers(now: datetime) -> None:
    """Remind those who were asked for a clearance and have not answered; only on working days."""
    remind_of_clearances(now=now)
