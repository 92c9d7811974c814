"""The schedule: moves each due repetition on and queues it, once however many workers look."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.kernel.jobs.queue import enqueue
from bridgework.kernel.jobs.registry import REPETITIONS
from bridgework.kernel.models.jobs import Schedule


def queue_due(now: datetime) -> list[str]:
    """Queue every repetition that is due, and return the keys this call was first to queue."""
    rows = dict(Schedule.objects.values_list("key", "next_at"))
    queued: list[str] = []
    for key, repetition in REPETITIONS.items():
        following = repetition.next_after(now)
        planned = rows.get(key)
        if planned is None:
            Schedule.objects.bulk_create([Schedule(key=key, next_at=following)], ignore_conflicts=True)
        elif planned > following:
            # The installation's clock was put back: the slot is further away than any slot can be.
            Schedule.objects.filter(key=key, next_at=planned).update(next_at=following)
        elif planned <= now:
            with transaction.atomic():
                # Whoever moves it on from this very slot queues it; the others change no row.
                if Schedule.objects.filter(key=key, next_at=planned).update(next_at=following):
                    enqueue("repeated", {"key": key, "slot": planned.isoformat()}, at=now, unique_key=f"repeated {key}")
                    queued.append(key)
    return queued
