"""Taking the evidence annex away: noted, and only once somebody has looked through what may name people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.queries.annex import annex_of
from bridgework.apps.workspace.queries.leaving import texts_to_look_at
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.core.annex import Annex, texts_of
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor


def take_annex(*, actor: Actor, now: datetime, challenge: Challenge, looked_through: bool = False) -> Annex:
    """The annex as it stands now. Raises `InvalidInput` where a text may name somebody and nobody looked."""
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        annex = annex_of(challenge, today=timezone.localdate(now))
        if not looked_through and texts_to_look_at(challenge, texts_of(annex)):
            raise InvalidInput(
                "Some of these texts may name somebody.",
                rule="workspace.annex-names",
                remedy="Look at each of them, then say that you did.",
                field="looked_through",
            )
        audit.record(actor=actor, now=now, verb="workspace.take-annex", on=challenge, fields=["sources", "findings"])
    return annex
