"""The one engine that moves records through their state tables."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.db import models

from bridgework.core.states import MoveRefused, StateTable
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.models.trail import Transition
from bridgework.kernel.permissions import Actor


class Movable(Protocol):
    """A record with a public id and a state."""

    pk: int
    public_id: str
    state: str
    state_since: datetime

    @classmethod
    def record_kind(cls) -> str:
        """The kind of the record, such as `questions.question`."""
        ...


def begin(record: Movable, table: StateTable, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Write the first row of a record's history; call it right after the record was created."""
    Transition.objects.create(
        record_kind=record.record_kind(),
        record_public_id=record.public_id,
        event="create",
        from_state="",
        to_state=record.state,
        actor_public_id=actor.public_id,
        via=actor.via,
        at=now,
        reason=reason,
    )


def move(record: Movable, table: StateTable, event: str, *, actor: Actor, now: datetime, reason: str = "") -> str:
    """Move `record` by `event`, leave an immutable row, and return the new state.

    Raises `NotPossibleNow` where the table has no such move from here, `InvalidInput` where the move needs a reason
    and none was given, `StaleRecord` where somebody else moved the record first.
    """
    try:
        step = table.move(record.state, event)
    except MoveRefused as refusal:
        raise NotPossibleNow(
            f"{refusal.rule} {refusal.reason}", rule=f"{table.name}.{event}", remedy=refusal.remedy
        ) from refusal
    if step.needs_reason and not reason.strip():
        raise InvalidInput(
            "A reason is needed.",
            rule=f"{table.name}.{event}.reason",
            remedy="Say why in a sentence; it is kept with the record.",
            field="reason",
        )
    before, after = record.state, step.target
    model: type[models.Model] = type(record)  # type: ignore[assignment]
    changed = model._default_manager.filter(pk=record.pk, state=before).update(state=after, state_since=now)
    if not changed:
        raise StaleRecord("Somebody else moved this on while you had it open.")
    record.state = after
    record.state_since = now
    Transition.objects.create(
        record_kind=record.record_kind(),
        record_public_id=record.public_id,
        event=event,
        from_state=before,
        to_state=after,
        actor_public_id=actor.public_id,
        via=actor.via,
        at=now,
        reason=reason.strip(),
    )
    return after


def history(public_id: str) -> list[Transition]:
    """Every move of one record, oldest first."""
    return list(Transition.objects.filter(record_public_id=public_id))
