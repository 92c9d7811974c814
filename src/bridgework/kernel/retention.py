"""How long things are kept: each app says what is due to go under a setting that names months, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bridgework.kernel.permissions import Actor

LONGEST_LIST = 500
"""So many due things are named; beyond, they are only counted."""


@dataclass(frozen=True)
class Due:
    """One thing that is kept longer than promised: what it is, for whoever looks before it goes."""

    public_id: str
    title: str
    since: datetime
    address: str = ""


Finds = Callable[[str, datetime], list[Due]]
"""From the scope of a programme and the moment before which a thing must have ended."""
Disposes = Callable[[str, datetime, Actor, datetime], int]
"""The same, and who acts, and when; how many went. In the caller's transaction."""


@dataclass(frozen=True)
class Retention:
    """One promise: a setting of a programme that names months, what then goes, and what stays."""

    key: str
    setting: str
    label: str
    goes: str
    stays: str
    due: Finds
    dispose: Disposes


RETENTIONS: dict[str, Retention] = {}


def kept(key: str, *, setting: str, label: str, goes: str, stays: str, due: Finds, dispose: Disposes) -> None:
    """Register a promise. `setting` is the field of the programme's settings that names the months."""
    RETENTIONS[key] = Retention(key, setting, label, goes, stays, due, dispose)


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months ago; the 28th where the month may be shorter."""
    local = timezone.localtime(now)
    years, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    return local.replace(year=years, month=month + 1, day=min(local.day, 28))
