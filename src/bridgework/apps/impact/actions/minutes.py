"""A confirmed minute, with the actions the committee tasked, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bridgework.apps.committees.actions import Resolved, confirm_minute
from bridgework.apps.committees.models import PastedMinute, Resolution
from bridgework.apps.impact.actions.doing import open_action
from bridgework.apps.impact.models import Action
from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class Tasked:
    """What the committee tasked somebody with on one proposal."""

    text: str
    owner_role: str = ""
    due_on: date | None = None


@transaction.atomic
def confirm_minute_and_task(
    *,
    actor: Actor,
    now: datetime,
    minute: PastedMinute,
    resolved: Mapping[str, Resolved],
    tasked: Mapping[str, Tasked],
) -> tuple[list[Resolution], list[Action]]:
    """Record the confirmed resolutions and open an action for each proposal in `tasked`, by public id: all or none.

    A proposal that puts no recommendation gets no action: the ledger has no row for it.
    """
    resolutions = confirm_minute(actor=actor, now=now, minute=minute, resolved=resolved)
    opened = []
    for resolution in resolutions:
        proposal = resolution.proposal
        asked = tasked.get(proposal.public_id)
        recommendations = list(proposal.recommendations.order_by("order"))
        if asked is None or not recommendations:
            continue
        opened.append(
            open_action(
                actor=actor,
                now=now,
                challenge=minute.paper.challenge,
                recommendations=recommendations,
                text=asked.text,
                owner_role=asked.owner_role,
                due_on=asked.due_on,
                resolution=resolution,
            )
        )
    return resolutions, opened
