"""The kernel's own jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from bridgework.kernel import clock, events
from bridgework.kernel.jobs.registry import REPETITIONS, Payload, every, job
from bridgework.kernel.models.forms import SubmittedForm
from bridgework.kernel.models.jobs import Job, WorkerSeen

KEEP_DONE = timedelta(days=14)
KEEP_SEEN = timedelta(days=1)
KEEP_FORMS = timedelta(days=2)


@job("event")
def deliver_event(payload: Payload, now: datetime) -> None:
    """Run one handler of one event."""
    events.deliver(payload["handler"], payload["event"])


@job("repeated")
def run_repeated(payload: Payload, now: datetime) -> None:
    """Do what is due in this slot of the schedule; what is no longer declared is passed over."""
    repetition = REPETITIONS.get(payload["key"])
    if repetition is not None:
        repetition.work(now)


@every("kernel.clear-old-rows", hours=24)
def clear_old_rows(now: datetime) -> None:
    """Forget finished jobs, workers long gone and sent forms that nobody can send twice any more."""
    machine = clock.machine_now()
    Job.objects.filter(state=Job.DONE, finished_at__lt=machine - KEEP_DONE).delete()
    WorkerSeen.objects.filter(seen_at__lt=machine - KEEP_SEEN).delete()
    SubmittedForm.objects.filter(at__lt=now - KEEP_FORMS).delete()
