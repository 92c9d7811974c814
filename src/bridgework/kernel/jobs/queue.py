"""Putting jobs into the queue, and reading how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bridgework.kernel import clock
from bridgework.kernel.jobs.registry import Payload
from bridgework.kernel.models.jobs import UNIQUE_KEY_LENGTH, Job, WorkerSeen


def enqueue(kind: str, payload: Payload, *, at: datetime, unique_key: str = "") -> None:
    """Queue a job in the caller's transaction, to be run not before `at`.

    With a `unique_key`, nothing is added while a job of that key waits; the waiting one is moved forward if `at` is
    earlier. A job that already runs does not count: it may have read what has changed since.
    """
    if len(unique_key) > UNIQUE_KEY_LENGTH:
        raise ValueError(f"A unique key has at most {UNIQUE_KEY_LENGTH} characters.")
    row = Job(kind=kind, payload=payload, run_at=at, unique_key=unique_key or None)
    if not unique_key:
        row.save(force_insert=True)
        return
    # The database ignores the second one, so that a clash does not spoil the caller's transaction.
    Job.objects.bulk_create([row], ignore_conflicts=True)
    Job.objects.filter(unique_key=unique_key, state=Job.WAITING, run_at__gt=at).update(run_at=at)


@dataclass(frozen=True)
class QueueState:
    """How the queue stands."""

    due: int
    oldest_due_seconds: float
    """How long the oldest due job has waited; 0 where none is due."""
    running: int
    failed: int
    worker_seen_seconds: float | None
    """How long ago a worker was last seen; None where none ever was."""


def queue_state(now: datetime) -> QueueState:
    """How the queue stands: four queries."""
    due = Job.objects.filter(state=Job.WAITING, run_at__lte=now)
    oldest = due.order_by("run_at").values_list("run_at", flat=True).first()
    seen = WorkerSeen.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    counts = {state: Job.objects.filter(state=state).count() for state in (Job.RUNNING, Job.FAILED)}
    return QueueState(
        due=due.count() if oldest else 0,
        oldest_due_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        running=counts[Job.RUNNING],
        failed=counts[Job.FAILED],
        worker_seen_seconds=(clock.machine_now() - seen).total_seconds() if seen else None,
    )


def failed() -> QuerySet[Job]:
    """Jobs that were given up, the latest first, for the page on which staff see them."""
    return Job.objects.filter(state=Job.FAILED).order_by("-finished_at", "-id")


def retry(job_id: int, *, now: datetime) -> bool:
    """Let a job that was given up run again; False where it is no longer given up, or a twin already waits."""
    row = Job.objects.filter(pk=job_id, state=Job.FAILED).first()
    if row is None or (row.unique_key and Job.objects.filter(unique_key=row.unique_key, state=Job.WAITING).exists()):
        return False
    return bool(
        Job.objects.filter(pk=job_id, state=Job.FAILED).update(
            state=Job.WAITING, attempts=0, run_at=now, finished_at=None
        )
    )
