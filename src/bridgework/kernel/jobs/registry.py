"""Which function does a kind of job, and what is repeated when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

Payload = dict[str, Any]
Work = Callable[[Payload, datetime], None]
Repeated = Callable[[datetime], None]

LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Kind:
    """A kind of job. `own_transactions` is for work that waits for others (mail): it must bear being done twice."""

    work: Work
    own_transactions: bool = False
    lease: timedelta = LEASE


@dataclass(frozen=True)
class Repetition:
    """Something done again and again: every so many hours, or each day at a time of day in the local time zone."""

    work: Repeated
    interval: timedelta | None = None
    daily_at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """The first slot later than `moment`. Slots are fixed, not counted from the last run."""
        if self.interval is not None:
            step = self.interval.total_seconds()
            slots = int(moment.timestamp() // step) + 1
            return datetime.fromtimestamp(slots * step, tz=moment.tzinfo)
        assert self.daily_at is not None
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        slot = datetime.combine(day, self.daily_at, tzinfo=zone)
        if slot <= moment:
            slot = datetime.combine(day + timedelta(days=1), self.daily_at, tzinfo=zone)
        return slot.astimezone(moment.tzinfo)


KINDS: dict[str, Kind] = {}
REPETITIONS: dict[str, Repetition] = {}


def job(kind: str, *, own_transactions: bool = False, lease: timedelta = LEASE) -> Callable[[Work], Work]:
    """Register a function(payload, now) as what is done for jobs of `kind`.

    It runs in one transaction with the job's mark of being done. With `own_transactions` it runs outside one: for
    work over the network, which must not hold the database; it may then be repeated after a crash. `lease` is how
    long it may take before another worker takes it over.
    """

    def register(function: Work) -> Work:
        KINDS[kind] = Kind(function, own_transactions, lease)
        return function

    return register


def every(key: str, *, hours: float | None = None, daily_at: time | None = None) -> Callable[[Repeated], Repeated]:
    """Register a function(now) to be run once in every slot, by whichever worker is first.

    Slots that were missed while no worker ran are made up for by one run. Give `hours` or `daily_at`, not both.
    """
    if (hours is None) == (daily_at is None):
        raise ValueError("Give hours or daily_at, one of the two.")

    def register(function: Repeated) -> Repeated:
        interval = timedelta(hours=hours) if hours is not None else None
        REPETITIONS[key] = Repetition(function, interval, daily_at)
        return function

    return register
