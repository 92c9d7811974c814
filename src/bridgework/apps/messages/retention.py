"""How long messages keep their words."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.messages.actions import empty_old_messages
from bridgework.apps.messages.queries import old_messages
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import LONGEST_LIST, Due, kept


def _due(scope: str, before: datetime) -> list[Due]:
    rows = old_messages(scope, before).select_related("person")[:LONGEST_LIST]
    return [
        Due(one.public_id, f"{one.subject}, to {one.person.name if one.person else one.address}", one.state_since)
        for one in rows
    ]


def _dispose(scope: str, before: datetime, actor: Actor, now: datetime) -> int:
    return empty_old_messages(actor=actor, now=now, scope=scope, before=before)


kept(
    "messages",
    setting="messages_kept_months",
    label="Messages that were sent",
    goes="Their words and addresses",
    stays="That something was sent to whom, when and about what kind of thing",
    due=_due,
    dispose=_dispose,
)
