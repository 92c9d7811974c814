"""What privacy does every day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.privacy.actions import keep_promises
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM


@every("privacy.keep-promises", daily_at=time(3, 10))
def keep_promises_daily(now: datetime) -> None:
    """Announce what is due to be deleted, and delete what was announced two weeks ago."""
    keep_promises(actor=SYSTEM, now=now)
