from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import transaction

from bridgework.kernel import events, jobs
from bridgework.kernel.models import Job, Setting
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Happened(events.Event):
    public_id: str
    on: date | None = None


@dataclass(frozen=True)
class NobodyListens(events.Event):
    public_id: str


received: list[Happened] = []


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    @events.handles(Happened)
    def keep(event: Happened) -> None:
        received.append(event)

    @events.handles(Happened)
    def note(event: Happened) -> None:
        # Harmless the second time, as every handler must be.
        Setting.objects.update_or_create(key=f"test.{event.public_id}", defaults={"value": event.at.isoformat()})

    yield
    for name in [name for name, (kind, _) in events._by_name.items() if kind is Happened]:
        del events._by_name[name]
    del events._handlers[Happened]
    received.clear()


def test_every_handler_gets_the_event_as_it_was() -> None:
    event = Happened(at=NOW, public_id="a", on=date(2026, 9, 17))
    events.publish(event)
    assert (Job.objects.count(), received) == (2, [])

    assert jobs.run_waiting() == 2

    assert received == [event]
    assert isinstance(received[0].at, datetime)
    assert Setting.objects.get(key="test.a").value == NOW.isoformat()


def test_an_event_delivered_twice_leaves_what_one_leaves() -> None:
    events.publish(Happened(at=NOW, public_id="a"))
    jobs.run_waiting()
    before = list(Setting.objects.values())

    Job.objects.update(state=Job.WAITING)
    jobs.run_waiting()

    assert list(Setting.objects.values()) == before
    assert len(received) == 2


def test_an_event_goes_with_its_transaction() -> None:
    with transaction.atomic():
        events.publish(Happened(at=NOW, public_id="a"))
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


def test_what_is_handled_at_once_is_done_in_the_same_transaction_and_queues_nothing() -> None:
    done: list[str] = []

    @events.handles(Happened, at_once=True)
    def follow(event: Happened) -> None:
        done.append(f"{event.public_id} {transaction.get_connection().in_atomic_block}")

    with transaction.atomic():
        events.publish(Happened(at=NOW, public_id="a"))
        assert done == ["a True"]
    assert Job.objects.count() == 2


def test_one_handler_that_fails_does_not_keep_the_other_back() -> None:
    @events.handles(Happened)
    def fail(event: Happened) -> None:
        raise ValueError("no")

    events.publish(Happened(at=NOW, public_id="a"))
    jobs.run_waiting()

    assert len(received) == 1
    assert Job.objects.filter(state=Job.WAITING, attempts=1).count() == 1


def test_nobody_need_listen() -> None:
    events.publish(NobodyListens(at=NOW, public_id="a"))

    assert Job.objects.count() == 0


def test_a_handler_that_is_gone_is_said_so() -> None:
    with pytest.raises(LookupError):
        events.deliver("gone.handler", {})
