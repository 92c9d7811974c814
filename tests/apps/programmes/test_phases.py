from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.people.queries import actor_for
from bridgework.apps.programmes import actions, previews, queries
from bridgework.apps.programmes.models import Phase, Round
from bridgework.apps.programmes.states import GATHERING, ROUND
from bridgework.core.states import StateTable
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.previews import Consequence, PhaseMove
from tests.cast import NOW, make_person

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 2)


@pytest.fixture
def lead() -> Actor:
    actions.load_types(actor=SYSTEM, now=NOW)
    person = make_person("Ruth Okafor")
    actions.start_programme(actor=SYSTEM, now=NOW, name="Saltmarsh", council_name="Saltmarsh Council", lead=person)
    return actor_for(person, NOW)


@pytest.fixture
def round_(lead: Actor) -> Round:
    programme = queries.programme_by_slug("saltmarsh")
    made = actions.make_round(actor=lead, now=NOW, programme=programme, label="2026", year=2026, starts_on=FIRST)
    return actions.open_round(actor=lead, now=NOW, round_=made)


def phase(round_: Round, key: str) -> Phase:
    return Phase.objects.get(round=round_, key=key)


def ends(round_: Round) -> dict[str, date | None]:
    return dict(Phase.objects.filter(round=round_).values_list("key", "planned_end"))


def test_moving_a_phase_moves_those_after_it(lead: Actor, round_: Round) -> None:
    before = ends(round_)
    moved = actions.move_phase(
        actor=lead,
        now=NOW,
        phase=phase(round_, "questions"),
        new_start=FIRST,
        new_end=date(2026, 5, 3),
        seen=(FIRST, date(2026, 4, 26)),
    )
    after = ends(round_)
    assert len(moved) == 9
    assert {(after[key] - before[key]).days for key in before} == {7}  # type: ignore[operator]


def test_two_people_move_one_phase_and_the_second_is_told(lead: Actor, round_: Round) -> None:
    first = phase(round_, "questions")
    seen = (FIRST, date(2026, 4, 26))
    actions.move_phase(actor=lead, now=NOW, phase=first, new_start=FIRST, new_end=date(2026, 5, 3), seen=seen)
    with pytest.raises(StaleRecord):
        actions.move_phase(actor=lead, now=NOW, phase=first, new_start=FIRST, new_end=date(2026, 5, 10), seen=seen)


def test_a_phase_that_began_keeps_its_start(lead: Actor, round_: Round) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.move_phase(
            actor=lead,
            now=NOW + timedelta(days=3),
            phase=phase(round_, "questions"),
            new_start=FIRST + timedelta(days=1),
            new_end=date(2026, 4, 26),
        )
    assert refused.value.rule == "programmes.begun-phases-keep-their-start"


def test_phases_keep_their_order(lead: Actor, round_: Round) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.move_phase(
            actor=lead,
            now=NOW,
            phase=phase(round_, "applications"),
            new_start=date(2026, 4, 20),
            new_end=date(2026, 5, 20),
        )
    assert refused.value.reason == (
        "The phases keep their order, and “Word and shortlist” begins on Mon 27 April 2026."
    )


def test_what_is_over_does_not_move_into_the_past(lead: Actor, round_: Round) -> None:
    with pytest.raises(NotPossibleNow):
        actions.move_phase(
            actor=lead,
            now=NOW + timedelta(days=100),
            phase=phase(round_, "questions"),
            new_start=FIRST,
            new_end=date(2026, 4, 25),
        )


def test_a_phase_that_is_over_opens_again_when_its_end_moves(lead: Actor, round_: Round) -> None:
    later = NOW + timedelta(days=60)
    actions.note_phases(actor=SYSTEM, now=later)
    actions.move_phase(
        actor=lead,
        now=later,
        phase=phase(round_, "questions"),
        new_start=FIRST,
        new_end=date(2026, 5, 10),
        shift_following=False,
    )
    assert "bring_problem" in queries.open_switches(queries.round_of(round_.public_id), date(2026, 5, 5))


def test_shortening_ends_on_the_day(lead: Actor, round_: Round) -> None:
    actions.shorten_round(actor=lead, now=NOW, round_=round_, last_day=date(2027, 3, 1))
    after = ends(round_)
    assert (max(one for one in after.values() if one), after["follow_up"]) == (date(2027, 3, 1), date(2027, 3, 1))


def test_shortening_to_a_later_day_is_refused(lead: Actor, round_: Round) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.shorten_round(actor=lead, now=NOW, round_=round_, last_day=date(2040, 1, 1))
    assert refused.value.rule == "programmes.shorten-is-earlier"


def test_phases_are_noted_once_as_they_came_to_pass(round_: Round) -> None:
    later = NOW + timedelta(days=60)
    assert (actions.note_phases(actor=SYSTEM, now=later), actions.note_phases(actor=SYSTEM, now=later)) == (2, 0)
    first = phase(round_, "questions")
    assert (first.actual_start, first.actual_end) == (FIRST, date(2026, 4, 26))


def test_ending_a_phase_early_closes_what_it_opened(lead: Actor, round_: Round) -> None:
    actions.end_phase(actor=lead, now=NOW, phase=phase(round_, "questions"))
    again = queries.round_of(round_.public_id)
    assert queries.open_switches(again, FIRST) == {"propose", "bring_problem"}
    assert queries.open_switches(again, FIRST + timedelta(days=1)) == frozenset()


def test_the_preview_names_gatherings_left_outside(lead: Actor, round_: Round) -> None:
    gathering = actions.plan_gathering(
        actor=lead, now=NOW, round_=round_, kind="launch", title="Launch", starts_at=NOW + timedelta(days=30)
    )
    change = PhaseMove(round_.public_id, "questions", FIRST, date(2026, 4, 26), FIRST, date(2026, 3, 15))
    assert previews.affected_by(change) == [
        Consequence(
            what="“Launch” on Wed 1 April 2026 falls outside the phase and keeps its date.",
            told="Nobody until you change the gathering",
            address=f"/desk/gatherings/{gathering.public_id}/",
        )
    ]


def test_how_a_phase_stands_on_a_day(round_: Round) -> None:
    lines = queries.phase_lines(round_, date(2026, 5, 1))
    assert [one.state for one in lines[:3]] == ["done", "current", "planned"]
    assert [one.elapsed for one in lines[:3]] == [61, 5, 0]


@pytest.mark.parametrize(
    ("table", "state", "event", "target"),
    [
        (table, state, event, targets.get((state, event)))
        for table, targets in (
            (
                ROUND,
                {
                    ("planned", "open"): "running",
                    ("running", "pause"): "paused",
                    ("paused", "resume"): "running",
                    ("running", "close"): "closed",
                    ("paused", "close"): "closed",
                    ("closed", "reopen"): "running",
                },
            ),
            (
                GATHERING,
                {
                    ("planned", "hold"): "held",
                    ("planned", "cancel"): "cancelled",
                    ("cancelled", "reinstate"): "planned",
                },
            ),
        )
        for state in table.states
        for event in sorted({move.event for move in table.moves})
    ],
)
def test_every_pair_of_the_state_tables(table: StateTable, state: str, event: str, target: str | None) -> None:
    assert (table.after(state, event) if table.allows(state, event) else None) == target
