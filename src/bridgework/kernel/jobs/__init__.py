"""Jobs in the database: queued in the caller's transaction, run by workers with leases, retries and a schedule.

A job that changes the database runs in one transaction together with its mark of being done, so a worker killed at any
moment repeats nothing that can be seen. Apps declare jobs in `handlers.py`:

    @job("messages.digest")
    def send_digest(payload: Payload, now: datetime) -> None: ...

    @every("messages.digests", daily_at=time(7, 0))
    def queue_digests(now: datetime) -> None: ...
"""

from __future__ import annotations

from bridgework.kernel.jobs import housekeeping as _housekeeping  # noqa: F401 - registers the kernel's own jobs
from bridgework.kernel.jobs.queue import QueueState, enqueue, failed, queue_state, retry
from bridgework.kernel.jobs.registry import Payload, every, job
from bridgework.kernel.jobs.worker import run_waiting, run_worker, stop_on_signals

__all__ = [
    "Payload",
    "QueueState",
    "enqueue",
    "every",
    "failed",
    "job",
    "queue_state",
    "retry",
    "run_waiting",
    "run_worker",
    "stop_on_signals",
]
