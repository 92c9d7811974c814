"""The clock: the only place that reads the time.

Actions never read it: they are given `now`. A demonstration may move its clock forward; the shift is data.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from bridgework.kernel.models.trail import Setting

SHIFT = "clock.shift_seconds"


def now() -> datetime:
    """The present moment (aware, UTC), with the demonstration's shift where there is one."""
    moment = timezone.now()
    if getattr(settings, "BRIDGEWORK_DEMO", False):
        moment += timedelta(seconds=shift_seconds())
    return moment


def machine_now() -> datetime:
    """The machine's time, never shifted: for leases and whatever else processes agree on between themselves."""
    return timezone.now()


def today() -> date:
    """Today's date in the installation's time zone."""
    return timezone.localdate(now())


def shift_seconds() -> int:
    """By how many seconds the demonstration's clock runs ahead."""
    row = Setting.objects.filter(key=SHIFT).values_list("value", flat=True).first()
    return int(row) if isinstance(row, int) else 0


def move_to(moment: datetime) -> None:
    """Move the demonstration's clock so that it shows `moment` now. Refused outside the demonstration."""
    if not getattr(settings, "BRIDGEWORK_DEMO", False):
        raise RuntimeError("Only the demonstration's clock can be moved.")
    seconds = int((moment - timezone.now()).total_seconds())
    Setting.objects.update_or_create(key=SHIFT, defaults={"value": seconds})


def put_back() -> None:
    """Let the demonstration's clock show the true time again."""
    Setting.objects.filter(key=SHIFT).delete()
