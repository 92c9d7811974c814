"""What the program does by itself each day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.programmes.actions import begin_planned_pauses, note_phases
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM


@every("programmes.planned-pauses", daily_at=time(0, 10))
def pause_as_planned(now: datetime) -> None:
    """Begin the pauses that were planned for today."""
    begin_planned_pauses(actor=SYSTEM, now=now)


@every("programmes.note-phases", daily_at=time(0, 20))
def note_phases_daily(now: datetime) -> None:
    """Record the phases that began or ended as planned."""
    note_phases(actor=SYSTEM, now=now)
