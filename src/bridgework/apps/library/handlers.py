"""What the library does by itself each day."""

from __future__ import annotations

from datetime import datetime, time

from bridgework.apps.library.actions import look_again, open_due
from bridgework.apps.library.models import SavedSearch
from bridgework.kernel.jobs import every


@every("library.open-due", daily_at=time(0, 5))
def open_on_their_day(now: datetime) -> None:
    """Closed reports open on their day."""
    open_due(now=now)


@every("library.saved-searches", daily_at=time(5, 30))
def look_again_each_morning(now: datetime) -> None:
    """Saved searches are asked again before the digest is written."""
    for saved in SavedSearch.objects.filter(stopped_at=None).order_by("pk").iterator(chunk_size=100):
        look_again(now=now, saved=saved)
