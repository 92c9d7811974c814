"""Leases: which worker has which job, until when, and who takes over from the dead."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from bridgework.kernel import clock
from bridgework.kernel.jobs.registry import KINDS, LEASE
from bridgework.kernel.models.jobs import Job, WorkerSeen

ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
CANDIDATES = 8
ERROR_LENGTH = 1000


@dataclass(frozen=True)
class Worker:
    """One worker process. The name is its own, so that a new process with the same number is not taken for it."""

    name: str
    host: str
    pid: int

    @classmethod
    def this_process(cls) -> Worker:
        """A worker of this process, under a fresh name."""
        host, pid = socket.gethostname(), os.getpid()
        return cls(f"{host[:60]}/{pid}/{secrets.token_hex(6)}", host, pid)

    def report(self) -> None:
        """Say that this worker is alive."""
        moment = clock.machine_now()
        WorkerSeen.objects.update_or_create(
            name=self.name,
            defaults={"seen_at": moment},
            create_defaults={"host": self.host, "pid": self.pid, "started_at": moment, "seen_at": moment},
        )

    def leave(self) -> None:
        """Say that this worker has stopped."""
        WorkerSeen.objects.filter(name=self.name).delete()


def take(worker: Worker, now: datetime) -> Job | None:
    """Lease one due job, or none. Two workers never get the same one: the update names the state it expects."""
    due = Job.objects.filter(state=Job.WAITING, run_at__lte=now).order_by("run_at", "id")
    for job_id, kind in due.values_list("pk", "kind")[:CANDIDATES]:
        lease = KINDS[kind].lease if kind in KINDS else LEASE
        taken = Job.objects.filter(pk=job_id, state=Job.WAITING).update(
            state=Job.RUNNING,
            leased_by=worker.name,
            lease_until=clock.machine_now() + lease,
            attempts=F("attempts") + 1,
        )
        if taken:
            return Job.objects.get(pk=job_id)
    return None


def finish(row: Job, worker: Worker) -> bool:
    """Mark a job as done; False where this worker no longer has it, and its work must be rolled back."""
    return bool(
        Job.objects.filter(pk=row.pk, state=Job.RUNNING, leased_by=worker.name).update(
            state=Job.DONE, finished_at=clock.machine_now(), lease_until=None, leased_by="", last_error=""
        )
    )


def give_back(row: Job, *, holder: str, now: datetime, error: str) -> None:
    """Let a job that failed wait before the next attempt, or give it up after the last one."""
    mine = Job.objects.filter(pk=row.pk, state=Job.RUNNING, leased_by=holder)
    free = {"lease_until": None, "leased_by": "", "last_error": error[:ERROR_LENGTH].replace("\x00", "")}
    if row.attempts >= ATTEMPTS:
        mine.update(state=Job.FAILED, finished_at=clock.machine_now(), **free)
    elif row.unique_key and Job.objects.filter(unique_key=row.unique_key, state=Job.WAITING).exists():
        # A twin was queued while this one ran and will do the same work.
        mine.delete()
    else:
        mine.update(state=Job.WAITING, run_at=now + waiting_time(row.attempts), **free)


def waiting_time(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 15 s, 30 s, 1 min … at most 6 h."""
    return min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT)


def recover(now: datetime) -> int:
    """Free the jobs of workers that are dead or whose lease has run out; how many."""
    freed = 0
    gone = _dead_on_this_machine()
    for row in Job.objects.filter(state=Job.RUNNING):
        late = row.lease_until is None or row.lease_until < clock.machine_now()
        if row.leased_by in gone or late:
            give_back(row, holder=row.leased_by, now=now, error="The worker stopped in the middle of this.")
            # Nothing was half-done, so the first loss of a worker is no reason to wait.
            if row.attempts < ATTEMPTS // 2:
                Job.objects.filter(pk=row.pk, state=Job.WAITING).update(run_at=now)
            freed += 1
    WorkerSeen.objects.filter(name__in=gone).delete()
    return freed


def _dead_on_this_machine() -> set[str]:
    """Names of workers of this machine whose process is gone. Of other machines only the lease can tell."""
    host = socket.gethostname()
    rows = WorkerSeen.objects.filter(host=host).values_list("name", "pid")
    return {name for name, pid in rows if not _lives(pid, name)}


def _lives(pid: int, name: str) -> bool:
    if pid == os.getpid():
        # In a container every worker has the same number: ours has a name of our own.
        return name in _names_here
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


_names_here: set[str] = set()


def here(worker: Worker) -> None:
    """Remember that `worker` runs in this process."""
    _names_here.add(worker.name)
