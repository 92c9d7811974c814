"""Which challenges somebody works on."""

from __future__ import annotations

from django.db.models import F, QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import WorkspaceFile
from bridgework.apps.workspace.rules import SEE
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def challenges_worked_on(actor: Actor) -> QuerySet[Challenge]:
    """The challenges whose work the actor sees, the latest round first."""
    seen = SEE.which(actor, _with_question(Challenge.objects.filter(round__programme__is_history=False)))
    return seen.order_by(F("round__year").desc(nulls_last=True), "-round_id", "code")


def work_of(actor: Actor, public_id: str) -> Challenge:
    """The challenge. Raises `NotFound`, also where its work is not the actor's to see."""
    found = _with_question(Challenge.objects.filter(public_id=public_id[:14])).first()
    if found is None:
        raise NotFound("There is no such question, or none whose work you may see.", rule=SEE.name)
    SEE.require(actor, found)
    return found


def workspace_files_of(challenge: Challenge) -> QuerySet[WorkspaceFile]:
    """The files kept with a challenge, the latest first."""
    return WorkspaceFile.objects.filter(challenge=challenge).select_related("file").order_by("-id")


def _with_question(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    return challenges.select_related(
        "question__programme", "round__programme__council", "type", "target_meeting__body", "question__owner"
    )
