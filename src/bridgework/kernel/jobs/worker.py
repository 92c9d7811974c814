"""The worker: takes due jobs one after another until it is told to stop."""

from __future__ import annotations

import signal
import threading
import traceback
from datetime import datetime
from time import monotonic
from types import FrameType

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction

from bridgework.kernel import clock
from bridgework.kernel.jobs import leases, schedule
from bridgework.kernel.jobs.registry import KINDS
from bridgework.kernel.models.jobs import Job

UPKEEP_SECONDS = 10.0
PAUSE_AFTER_ERROR_SECONDS = 5.0

_log = structlog.get_logger("bridgework.worker")


class LeaseLost(Exception):
    """Another worker has taken the job over; what was done here is rolled back."""


def run_worker(*, stop: threading.Event, poll_seconds: float = 0.5) -> None:
    """Do jobs until `stop` is set; the job under way is finished first.

    Looks every `poll_seconds` while there is nothing to do. Every ten seconds it says that it lives, queues what the
    schedule says, and frees the jobs of dead workers. A database that goes away is waited for.
    """
    worker = leases.Worker.this_process()
    leases.here(worker)
    upkeep_due = 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            if monotonic() >= upkeep_due:
                _upkeep(worker)
                upkeep_due = monotonic() + UPKEEP_SECONDS
            if not run_one(worker):
                stop.wait(poll_seconds)
        except DatabaseError as error:
            _log.error("database", error=str(error))
            connection.close()
            stop.wait(PAUSE_AFTER_ERROR_SECONDS)
    worker.leave()


def run_waiting(*, limit: int = 1000) -> int:
    """Do everything that is due now, in this process, and return how many jobs that was. At most `limit`."""
    worker = leases.Worker.this_process()
    leases.here(worker)
    schedule.queue_due(clock.now())
    done = 0
    while done < limit and run_one(worker):
        done += 1
    return done


def run_one(worker: leases.Worker) -> bool:
    """Take and run one job; False where none is due."""
    row = leases.take(worker, clock.now())
    if row is None:
        return False
    with structlog.contextvars.bound_contextvars(job=row.pk, kind=row.kind, attempt=row.attempts):
        try:
            _work(row, worker, clock.now())
        except LeaseLost:
            _log.warning("lease lost")
        except Exception as error:  # whatever a job raises, the worker lives on
            leases.give_back(row, holder=worker.name, now=clock.now(), error=_words(error))
            _log.warning("job failed", error=_words(error))
        else:
            _log.info("job done")
    return True


def _work(row: Job, worker: leases.Worker, now: datetime) -> None:
    kind = KINDS.get(row.kind)
    if kind is None:
        raise LookupError(f"No job is registered as {row.kind}.")
    if kind.own_transactions:
        kind.work(row.payload, now)
        leases.finish(row, worker)
        return
    with transaction.atomic():
        kind.work(row.payload, now)
        if not leases.finish(row, worker):
            raise LeaseLost


def _upkeep(worker: leases.Worker) -> None:
    worker.report()
    now = clock.now()
    leases.recover(now)
    schedule.queue_due(now)


def _words(error: Exception) -> str:
    """Kind, message and place of an error; the whole trace would hold personal text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set. Call it in the main thread."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    return stop
