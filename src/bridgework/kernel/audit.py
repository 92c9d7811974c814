"""The audit trail: explicit, append-only, never read to decide behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bridgework.kernel.models.records import Record
from bridgework.kernel.models.trail import AuditEntry
from bridgework.kernel.permissions import Actor


def record(*, actor: Actor, now: datetime, verb: str, on: Record, fields: Sequence[str] = ()) -> None:
    """Note that `actor` did `verb` to the named fields of `on`, in the caller's transaction."""
    AuditEntry.objects.create(
        at=now,
        actor_public_id=actor.public_id,
        via=actor.via,
        verb=verb,
        record_kind=on.record_kind(),
        record_public_id=on.public_id,
        scope=getattr(on, "scope", ""),
        fields=list(fields),
    )
