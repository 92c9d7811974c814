"""What the library does by itself each day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.library.actions import open_due
from bridgework.kernel.jobs import every


@every("library.open-due", daily_at=time(0, 5))
def open_on_their_day(now: datetime) -> None:
    """Closed reports open on their day."""
    open_due(now=now)
