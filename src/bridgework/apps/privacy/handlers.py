"""What privacy does every day, and after a removal."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.privacy.actions import keep_promises
from bridgework.apps.privacy.events import PersonErased
from bridgework.apps.privacy.removed import note_removed
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM


@every("privacy.keep-promises", daily_at=time(3, 10))
def keep_promises_daily(now: datetime) -> None:
    """Announce what is due to be deleted, and delete what was announced two weeks ago."""
    keep_promises(actor=SYSTEM, now=now)


@handles(PersonErased)
def keep_a_note_beside_the_database(event: PersonErased) -> None:
    """So that no backup from before brings the person back."""
    note_removed(event.person_public_id)
