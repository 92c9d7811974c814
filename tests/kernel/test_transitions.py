from __future__ import annotations

import threading
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection

from bridgework.apps.messages.models import Batch
from bridgework.core.states import Move, StateTable
from bridgework.kernel import transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import SYSTEM, Actor
from tests.cast import NOW

LATER = NOW + timedelta(hours=1)
TABLE = StateTable(
    name="thing",
    initial="new",
    states=("new", "open", "closed"),
    moves=(
        Move("open", "new", "open", "Open"),
        Move("close", ("new", "open"), "closed", "Close", needs_reason=True),
        Move("reopen", "closed", "open", "Reopen"),
    ),
)
ACTOR = Actor(person_id=1, public_id="someone", via="phone")


def thing(state: str = "new") -> Batch:
    return Batch.objects.create(created_at=NOW, state_since=NOW, scope="p", state=state, key="k", title="t")


def rows(record: Batch) -> list[tuple[str, str, str]]:
    return [(row.event, row.from_state, row.to_state) for row in transitions.history(record.public_id)]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "event"), list(product(TABLE.states, ("open", "close", "reopen", "unknown"))))
def test_every_state_with_every_event(state: str, event: str) -> None:
    record = thing(state)
    if TABLE.allows(state, event):
        assert transitions.move(record, TABLE, event, actor=ACTOR, now=LATER, reason="why") == TABLE.after(state, event)
        record.refresh_from_db()
        assert (record.state, record.state_since) == (TABLE.after(state, event), LATER)
        assert rows(record) == [(event, state, record.state)]
    else:
        with pytest.raises(NotPossibleNow) as refusal:
            transitions.move(record, TABLE, event, actor=ACTOR, now=LATER, reason="why")
        record.refresh_from_db()
        assert (record.state, rows(record)) == (state, [])
        assert refusal.value.remedy


@pytest.mark.django_db
def test_history_begins_with_the_creation_and_says_who_how_and_why() -> None:
    record = thing()
    transitions.begin(record, TABLE, actor=SYSTEM, now=NOW)
    transitions.move(record, TABLE, "close", actor=ACTOR, now=LATER, reason=" not needed ")

    first, second = transitions.history(record.public_id)

    assert (first.event, first.from_state, first.to_state, first.via) == ("create", "", "new", "system")
    assert (second.record_kind, second.actor_public_id, second.via, second.at, second.reason) == (
        "messages.batch",
        "someone",
        "phone",
        LATER,
        "not needed",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_move_that_needs_a_reason_asks_for_it(reason: str) -> None:
    record = thing()

    with pytest.raises(InvalidInput) as refusal:
        transitions.move(record, TABLE, "close", actor=ACTOR, now=LATER, reason=reason)

    assert (refusal.value.field, rows(record)) == ("reason", [])


@pytest.mark.django_db
def test_a_record_that_was_moved_meanwhile_is_stale() -> None:
    mine, theirs = (found := thing()), Batch.objects.get(pk=found.pk)
    transitions.move(theirs, TABLE, "open", actor=ACTOR, now=LATER)

    with pytest.raises(StaleRecord):
        transitions.move(mine, TABLE, "close", actor=ACTOR, now=LATER, reason="why")

    assert rows(mine) == [("open", "new", "open")]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_moves_it_and_one_is_told() -> None:
    record = thing()
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def move() -> None:
        own = Batch.objects.get(pk=record.pk)
        together.wait()
        try:
            outcomes.append(transitions.move(own, TABLE, "open", actor=ACTOR, now=LATER))
        except StaleRecord:
            outcomes.append("stale")
        connection.close()

    threads = [threading.Thread(target=move) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["open", "stale"]
    assert Transition.objects.count() == 1
