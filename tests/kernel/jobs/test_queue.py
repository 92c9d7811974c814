from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction

from bridgework.kernel import clock, jobs
from bridgework.kernel.jobs import leases, registry, schedule
from bridgework.kernel.models import Job, Schedule, SubmittedForm, WorkerSeen
from tests.kernel.jobs import kinds  # noqa: F401

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def machine() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


def tokens() -> list[str]:
    return list(SubmittedForm.objects.order_by("token").values_list("token", flat=True))


def test_a_job_runs_when_it_is_due_and_only_once(machine: time_machine.Traveller) -> None:
    jobs.enqueue("test.note", {"token": "a"}, at=NOW + timedelta(minutes=5))
    assert jobs.run_waiting() == 0

    machine.shift(timedelta(minutes=5))
    assert (jobs.run_waiting(), jobs.run_waiting()) == (1, 0)

    row = Job.objects.get()
    assert (row.state, row.attempts, row.leased_by, row.lease_until) == (Job.DONE, 1, "", None)
    assert tokens() == ["a"]


def test_earlier_jobs_run_first() -> None:
    for token, minutes in (("later", -1), ("first", -9), ("second", -5)):
        jobs.enqueue("test.note", {"token": token, "address": token}, at=NOW + timedelta(minutes=minutes))

    jobs.run_waiting()

    assert list(SubmittedForm.objects.order_by("pk").values_list("token", flat=True)) == ["first", "second", "later"]


def test_a_job_goes_with_its_transaction() -> None:
    with transaction.atomic():
        jobs.enqueue("test.note", {"token": "a"}, at=NOW)
        transaction.set_rollback(True)

    assert jobs.run_waiting() == 0


def test_a_key_waits_once_and_the_earlier_time_counts() -> None:
    for minutes in (10, 5, 20):
        jobs.enqueue("test.note", {"token": "a"}, at=NOW + timedelta(minutes=minutes), unique_key="digest ruth")

    assert list(Job.objects.values_list("run_at", flat=True)) == [NOW + timedelta(minutes=5)]


def test_a_key_may_wait_again_while_it_runs_or_once_it_is_done() -> None:
    for state in (Job.RUNNING, Job.DONE, Job.FAILED):
        jobs.enqueue("test.note", {}, at=NOW, unique_key="k")
        Job.objects.filter(state=Job.WAITING).update(state=state)
    jobs.enqueue("test.note", {}, at=NOW, unique_key="k")

    assert Job.objects.count() == 4


def test_a_failure_leaves_nothing_waits_longer_each_time_and_is_given_up(machine: time_machine.Traveller) -> None:
    jobs.enqueue("test.fail", {"words": "no"}, at=NOW)
    waits = []
    for _ in range(leases.ATTEMPTS):
        assert jobs.run_waiting() == 1
        row = Job.objects.get()
        waits.append((row.run_at - clock.now()).total_seconds())
        machine.move_to(max(row.run_at, clock.now()))

    assert waits[:-1] == [15, 30, 60, 120, 240, 480, 960]
    assert (row.state, row.attempts, row.finished_at is not None) == (Job.FAILED, leases.ATTEMPTS, True)
    assert row.last_error.startswith("ValueError: nono (fail, line ")
    assert jobs.run_waiting() == 0
    assert tokens() == []
    assert list(jobs.failed()) == [row]


def test_what_was_given_up_can_be_tried_again() -> None:
    jobs.enqueue("test.note", {"token": "a"}, at=NOW)
    Job.objects.update(state=Job.FAILED, attempts=leases.ATTEMPTS)
    row = Job.objects.get()

    assert jobs.retry(row.pk, now=NOW)
    assert jobs.run_waiting() == 1
    assert not jobs.retry(row.pk, now=NOW)


def test_a_kind_that_nobody_knows_waits_for_a_newer_worker() -> None:
    jobs.enqueue("test.unknown", {}, at=NOW)
    jobs.run_waiting()

    row = Job.objects.get()
    assert (row.state, row.run_at) == (Job.WAITING, NOW + timedelta(seconds=15))
    assert row.last_error.startswith("LookupError: No job is registered as test.unknown.")


def test_work_with_transactions_of_its_own_keeps_what_it_did() -> None:
    jobs.enqueue("test.own", {"token": "a"}, at=NOW)
    jobs.enqueue("test.own", {"token": "b", "fails": True}, at=NOW)
    jobs.run_waiting()

    assert tokens() == ["a", "b"]
    assert sorted(Job.objects.values_list("state", flat=True)) == [Job.DONE, Job.WAITING]


def test_work_that_outlives_its_lease_is_rolled_back(machine: time_machine.Traveller) -> None:
    slow = leases.Worker("slow", "elsewhere", 1)
    jobs.enqueue("test.note", {"token": "a"}, at=NOW)
    row = leases.take(slow, NOW)
    assert row is not None
    machine.shift(registry.LEASE + timedelta(seconds=1))
    assert leases.recover(clock.now()) == 1
    jobs.run_waiting()

    assert not leases.finish(row, slow)
    assert (tokens(), Job.objects.get().state) == (["a"], Job.DONE)


def test_a_lease_in_force_of_a_worker_elsewhere_is_respected() -> None:
    jobs.enqueue("test.note", {"token": "a"}, at=NOW)
    leases.take(leases.Worker("busy", "elsewhere", 1), NOW)

    assert (leases.recover(NOW), jobs.run_waiting()) == (0, 0)


def test_the_queue_says_how_it_stands() -> None:
    assert jobs.queue_state(NOW) == jobs.QueueState(0, 0.0, 0, 0, None)
    jobs.enqueue("test.note", {}, at=NOW - timedelta(seconds=90))
    jobs.enqueue("test.note", {}, at=NOW + timedelta(seconds=90))
    Job.objects.create(kind="test.note", run_at=NOW, state=Job.FAILED)
    leases.Worker.this_process().report()

    assert jobs.queue_state(NOW) == jobs.QueueState(1, 90.0, 0, 1, 0.0)
    assert WorkerSeen.objects.count() == 1


@pytest.fixture
def repeated() -> Iterator[list[datetime]]:
    ran: list[datetime] = []
    known = dict(registry.REPETITIONS)
    registry.REPETITIONS.clear()
    jobs.every("test.daily", daily_at=time(7, 30))(ran.append)
    yield ran
    registry.REPETITIONS.clear()
    registry.REPETITIONS.update(known)


def test_a_repetition_runs_once_a_slot_and_missed_slots_once(
    repeated: list[datetime], machine: time_machine.Traveller
) -> None:
    assert jobs.run_waiting() == 0
    for day in (11, 12, 20):
        machine.move_to(datetime(2026, 3, day, 7, 31, tzinfo=UTC))
        assert (jobs.run_waiting(), jobs.run_waiting()) == (1, 0)

    assert [moment.day for moment in repeated] == [11, 12, 20]


def test_a_clock_put_back_does_not_stop_the_schedule(repeated: list[datetime], machine: time_machine.Traveller) -> None:
    schedule.queue_due(NOW + timedelta(days=180))
    schedule.queue_due(NOW)

    assert Schedule.objects.get().next_at == datetime(2026, 3, 11, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), datetime(2027, 3, 28, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 6, 30, tzinfo=UTC), datetime(2027, 3, 29, 6, 30, tzinfo=UTC)),
        (datetime(2027, 10, 30, 12, 0, tzinfo=UTC), datetime(2027, 10, 31, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_is_that_of_britain_summer_and_winter(moment: datetime, slot: datetime) -> None:
    daily = registry.Repetition(print, daily_at=time(7, 30))

    assert daily.next_after(moment) == slot


def test_slots_of_hours_are_fixed() -> None:
    six_hourly = registry.Repetition(print, interval=timedelta(hours=6))

    assert six_hourly.next_after(NOW) == NOW + timedelta(hours=6)
    assert six_hourly.next_after(NOW + timedelta(hours=1)) == NOW + timedelta(hours=6)


def test_old_rows_are_forgotten() -> None:
    old = NOW - timedelta(days=30)
    for state in (Job.DONE, Job.FAILED, Job.WAITING):
        Job.objects.create(kind="test.note", run_at=NOW + timedelta(days=1), state=state, finished_at=old)
    SubmittedForm.objects.create(token="old", at=old)
    WorkerSeen.objects.create(name="old", host="h", pid=1, started_at=old, seen_at=old)

    registry.REPETITIONS["kernel.clear-old-rows"].work(NOW)

    assert sorted(Job.objects.values_list("state", flat=True)) == [Job.FAILED, Job.WAITING]
    assert (SubmittedForm.objects.count(), WorkerSeen.objects.count()) == (0, 0)
