"""Workers as processes of their own: killed, stopped, and several at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from bridgework.kernel import clock, jobs
from bridgework.kernel.jobs import leases, registry, schedule
from bridgework.kernel.models import Job, SubmittedForm, WorkerSeen
from tests.kernel.jobs import kinds  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[[], "subprocess.Popen[bytes]"]


def database_address() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(str(settings['NAME'])).resolve()}"
    host = quote(settings["HOST"], safe="")
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?host={host}&port={settings['PORT'] or 5432}"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bridgework.config.settings",
        "BRIDGEWORK_DATABASE_URL": database_address(),
        "BRIDGEWORK_HOME": str(tmp_path / "home"),
    }

    def one() -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-m", "tests.kernel.jobs.one_worker"], env=environment)
        started.append(process)
        return process

    yield one
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def test_kill_9_in_the_middle_of_a_job_loses_nothing_and_repeats_nothing(start: Start, tmp_path: Path) -> None:
    marker = tmp_path / "in the middle"
    jobs.enqueue("test.note", {"token": "a", "marker": str(marker), "seconds": 60}, at=clock.now())
    worker = start()
    wait_for(marker.exists)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert SubmittedForm.objects.count() == 0
    assert (Job.objects.get().state, WorkerSeen.objects.count()) == (Job.RUNNING, 1)

    # Its process is gone from this machine, so nobody waits for the lease to run out.
    assert leases.recover(clock.now()) == 1
    assert jobs.run_waiting() == 1

    row = Job.objects.get()
    assert (row.state, row.attempts) == (Job.DONE, 2)
    assert list(SubmittedForm.objects.values_list("token", flat=True)) == ["a"]
    assert WorkerSeen.objects.count() == 0


def test_sigterm_lets_the_present_job_end_and_takes_no_other(start: Start, tmp_path: Path) -> None:
    marker = tmp_path / "in the middle"
    jobs.enqueue("test.note", {"token": "a", "marker": str(marker), "seconds": 1}, at=clock.now())
    jobs.enqueue("test.note", {"token": "b"}, at=clock.now())
    worker = start()
    wait_for(marker.exists)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=30) == 0
    assert list(SubmittedForm.objects.values_list("token", flat=True)) == ["a"]
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [Job.DONE, Job.WAITING]
    assert WorkerSeen.objects.count() == 0


def test_two_workers_do_every_job_once(start: Start) -> None:
    for number in range(40):
        jobs.enqueue("test.note", {"token": f"t{number:02}"}, at=clock.now())
    for _ in range(2):
        start()

    wait_for(lambda: Job.objects.filter(state=Job.DONE, kind="test.note").count() == 40)

    # The token is unique: a second run would have failed and left its error.
    assert SubmittedForm.objects.count() == 40
    assert set(Job.objects.filter(kind="test.note").values_list("attempts", "last_error")) == {(1, "")}


def test_a_due_slot_is_queued_once_however_many_look() -> None:
    known = dict(registry.REPETITIONS)
    registry.REPETITIONS.clear()
    jobs.every("test.hourly", hours=1)(lambda now: None)
    schedule.queue_due(clock.now())
    due = clock.now() + timedelta(hours=2)
    together = threading.Barrier(4)
    queued: list[str] = []

    def look() -> None:
        together.wait()
        queued.extend(schedule.queue_due(due))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    registry.REPETITIONS.clear()
    registry.REPETITIONS.update(known)

    assert queued == ["test.hourly"]
    assert Job.objects.filter(kind="repeated").count() == 1
