"""How long we keep how to reach a reader who told us something."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from bridgework.apps.library.actions import forget_readers
from bridgework.apps.library.queries import notes_answered_before
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import LONGEST_LIST, Due, kept


def _due(scope: str, before: datetime) -> list[Due]:
    rows = notes_answered_before(scope, before)[:LONGEST_LIST]
    return [
        Due(
            one.public_id,
            f"{one.contact}: {one.text[:60]}",
            one.state_since,
            reverse("desk:reader-note", args=[one.public_id]),
        )
        for one in rows
    ]


def _dispose(scope: str, before: datetime, actor: Actor, now: datetime) -> int:
    return forget_readers(actor=actor, now=now, scope=scope, before=before)


kept(
    "reader-contacts",
    setting="problem_contacts_kept_months",
    label="How to reach readers who told us something",
    goes="Their address",
    stays="Their words and our answer",
    due=_due,
    dispose=_dispose,
)
