"""Publishing a paper with the agenda."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.events import PaperPublished
from bridgework.apps.committees.models import Paper
from bridgework.apps.committees.states import PAPER
from bridgework.apps.questions.actions.challenges import put_to_committee
from bridgework.apps.questions.states import CHALLENGE
from bridgework.kernel import audit, transitions
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor


@transaction.atomic
def publish_paper(*, actor: Actor, now: datetime, paper: Paper, late_reason: str = "") -> Paper:
    """Publish with the agenda; the challenge is then before the committee.

    Moves the paper, then the challenge where it can move, and publishes `PaperPublished`.
    """
    kept = Paper.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=paper.pk)
    rules.PUBLISH.require(actor, kept)
    transitions.move(kept, PAPER, "publish", actor=actor, now=now)
    kept.published_at, kept.late_reason = now, late_reason.strip()
    kept.save(update_fields=["published_at", "late_reason"])
    if CHALLENGE.allows(kept.challenge.state, "put_to_committee"):
        put_to_committee(actor=actor, now=now, challenge=kept.challenge)
    audit.record(actor=actor, now=now, verb="committees.publish", on=kept, fields=["published_at"])
    publish(PaperPublished(now, kept.public_id, kept.challenge.public_id, kept.scope))
    return kept
