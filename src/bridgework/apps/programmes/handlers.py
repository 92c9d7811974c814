"""What the program does by itself each day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.programmes.actions import note_phases
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM


@every("programmes.note-phases", daily_at=time(0, 20))
def note_phases_daily(now: datetime) -> None:
    """Record the phases that began or ended as planned."""
    note_phases(actor=SYSTEM, now=now)
