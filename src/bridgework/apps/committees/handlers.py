"""What a published paper and a resolution mean for the plan of its question."""

from __future__ import annotations

from typing import Final

from bridgework.apps.committees.events import PaperPublished, ResolutionRecorded
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions import reach_milestones
from bridgework.kernel.events import handles
from bridgework.kernel.permissions import SYSTEM

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
