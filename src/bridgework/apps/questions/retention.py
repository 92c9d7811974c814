"""How long we keep how to reach somebody who brought a problem."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.questions.actions.problems import forget_contacts
from bridgework.apps.questions.queries.problems import problems_answered_before
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import LONGEST_LIST, Due, kept


def _due(scope: str, before: datetime) -> list[Due]:
    rows = problems_answered_before(scope, before)[:LONGEST_LIST]
    return [
        Due(one.public_id, f"{one.contact}: {one.text[:60]}", one.replied_at, f"/desk/problems/{one.public_id}/")
        for one in rows
        if one.replied_at is not None
    ]


def _dispose(scope: str, before: datetime, actor: Actor, now: datetime) -> int:
    return forget_contacts(actor=actor, now=now, scope=scope, before=before)


kept(
    "problem-contacts",
    setting="problem_contacts_kept_months",
    label="How to reach people who brought a problem",
    goes="Their address or telephone number",
    stays="Their words, the receipt and the answer",
    due=_due,
    dispose=_dispose,
)
