"""What moving a phase does to questions and challenges."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.programmes.models import Phase
from bridgework.apps.programmes.switches import PROPOSE
from bridgework.apps.questions.models import Challenge, Question
from bridgework.kernel.previews import Consequence, PhaseMove, previews


@previews
def affected_by(change: PhaseMove) -> list[Consequence]:
    """Questions that wait for the shortlist, and challenges whose committee meeting falls before the new end."""
    phase = Phase.objects.filter(round__public_id=change.round_public_id, key=change.phase_key).first()
    if phase is None:
        return []
    found: list[Consequence] = []
    address = f"{reverse('desk:questions')}?round={change.round_public_id}"
    if PROPOSE in phase.switches or "shortlist" in phase.switches:
        waiting = Question.objects.filter(round=phase.round_id, state="proposed").count()
        if waiting:
            found.append(
                Consequence(
                    "questions that wait to be shortlisted",
                    waiting,
                    told="their proposers, when it is decided",
                    address=address,
                )
            )
    if change.new_end > change.old_end:
        overtaken = Challenge.objects.filter(
            round=phase.round_id,
            target_meeting__on__gt=change.old_end,
            target_meeting__on__lte=change.new_end,
        ).exclude(state__in=["decided", "followed_up", "set_aside"])
        if overtaken.count():
            found.append(
                Consequence(
                    "questions whose committee meeting would fall inside this phase",
                    overtaken.count(),
                    address=address,
                )
            )
    return found
