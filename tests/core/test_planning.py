"""Plans counted backwards from a meeting, and slippage."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.planning import (
    BlockedPeriod,
    PlanImpossible,
    Step,
    first_reachable,
    plan_backwards,
    plan_forwards,
    slippage,
)
from bridgework.core.working_days import add_working_days, is_working_day

HOLIDAYS = {date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday", date(2026, 5, 4): "May Day"}
ELECTION = BlockedPeriod(date(2026, 3, 30), date(2026, 5, 7), "pre-election period", frozenset({"publish"}))
STEPS = (
    Step("draft", "Draft the paper", 10, "the service director"),
    Step("clear", "Clear the paper", 5, "the clearing officers"),
    Step("publish", "Publish the paper", 0, "the clerk"),
)
LENGTHS = st.lists(st.integers(0, 30), min_size=1, max_size=6)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PERIODS = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda p: BlockedPeriod(p[0], add_working_days(p[0], p[1], {}), "closed")),
    max_size=2,
)


def steps_of(lengths: list[int]) -> list[Step]:
    return [Step(f"s{n}", f"Step {n}", length) for n, length in enumerate(lengths)]


@given(LENGTHS, DAYS, PERIODS)
def test_steps_keep_their_order_and_length_and_never_use_a_blocked_day(
    lengths: list[int], target: date, blocked: list[BlockedPeriod]
) -> None:
    plan = plan_backwards(steps_of(lengths), target, HOLIDAYS, blocked)
    assert plan.finish < target
    for planned in plan.steps:
        assert is_working_day(planned.start, HOLIDAYS)
        assert is_working_day(planned.finish, HOLIDAYS)
        assert not any(period.first <= planned.start <= period.last for period in blocked)
    for earlier, later in pairwise(plan.steps):
        assert earlier.finish < later.start or (later.step.working_days == 0 and earlier.finish <= later.start)


@given(LENGTHS, DAYS, PERIODS)
def test_a_plan_begun_on_its_last_day_reaches_the_meeting_and_a_day_later_does_not(
    lengths: list[int], target: date, blocked: list[BlockedPeriod]
) -> None:
    steps = steps_of(lengths)
    plan = plan_backwards(steps, target, HOLIDAYS, blocked)
    assert not slippage(steps, plan.start, target, HOLIDAYS, blocked).certain
    following = add_working_days(plan.start, 1, HOLIDAYS)
    late = slippage(steps, following, target, HOLIDAYS, blocked)
    assert late.certain
    assert late.working_days >= 1


def test_a_plan_for_a_spring_committee() -> None:
    plan = plan_backwards(STEPS, date(2026, 3, 10), HOLIDAYS)
    assert [(p.step.key, p.start, p.finish) for p in plan.steps] == [
        ("draft", date(2026, 2, 17), date(2026, 3, 2)),
        ("clear", date(2026, 3, 3), date(2026, 3, 9)),
        ("publish", date(2026, 3, 9), date(2026, 3, 9)),
    ]
    assert plan.step("publish").reason == "Finished in time for the next thing: the meeting is on Tue 10 March 2026."
    assert plan.step("draft").reason == (
        "Finished in time for the next thing: “Clear the paper” starts on Tue 3 March 2026."
    )


def test_a_step_with_a_last_day_of_its_own_moves_what_is_before_it() -> None:
    publish = Step("publish", "Publish", 0, latest=date(2026, 3, 2), latest_reason="Five clear days before the meeting")
    plan = plan_backwards((STEPS[1], publish), date(2026, 3, 10), HOLIDAYS)
    assert plan.step("publish").finish == date(2026, 3, 2)
    assert plan.step("publish").reason == "Five clear days before the meeting: Mon 2 March 2026."
    assert plan.step("clear").start == date(2026, 2, 24)


def test_an_election_moves_only_the_steps_it_stops() -> None:
    plan = plan_backwards(STEPS, date(2026, 5, 8), HOLIDAYS, [ELECTION])
    publish = plan.step("publish")
    assert publish.finish == date(2026, 3, 27)
    assert publish.reason == (
        "Finished in time for the next thing: the meeting is on Fri 8 May 2026. Not counted: "
        "pre-election period (26 days), Good Friday (1 day), Easter Monday (1 day), May Day (1 day)."
    )
    assert plan.step("clear").finish == date(2026, 3, 27)


def test_the_earliest_possible_finish() -> None:
    plan = plan_forwards(STEPS, date(2026, 3, 28), HOLIDAYS)
    assert [(p.start, p.finish) for p in plan.steps] == [
        (date(2026, 3, 30), date(2026, 4, 14)),
        (date(2026, 4, 15), date(2026, 4, 21)),
        (date(2026, 4, 21), date(2026, 4, 21)),
    ]
    assert plan.steps[0].reason == (
        "Starts on or after Sat 28 March 2026. Not counted: Good Friday (1 day), Easter Monday (1 day)."
    )


def test_slippage_is_said_in_a_sentence_as_soon_as_it_is_certain() -> None:
    meeting = date(2026, 3, 10)
    in_time = slippage(STEPS, date(2026, 2, 12), meeting, HOLIDAYS)
    assert (in_time.certain, in_time.working_days) == (False, -3)
    assert in_time.sentence == "It can still reach the meeting on Tue 10 March 2026, with 3 working days to spare."
    late = slippage(STEPS, date(2026, 2, 18), meeting, HOLIDAYS)
    assert late.certain
    assert late.first_too_late == "draft"
    assert late.sentence == (
        "It can no longer reach the meeting on Tue 10 March 2026: “Draft the paper” can be finished on "
        "Tue 3 March 2026 at the earliest and is needed by Mon 2 March 2026."
    )
    assert first_reachable([date(2026, 6, 9), meeting, date(2026, 3, 24)], STEPS, date(2026, 2, 18), HOLIDAYS) == date(
        2026, 3, 24
    )
    assert first_reachable([meeting], STEPS, date(2026, 2, 18), HOLIDAYS) is None


def test_no_room_at_all() -> None:
    for_ever = BlockedPeriod(date(1990, 1, 1), date(2090, 1, 1), "closed")
    with pytest.raises(PlanImpossible):
        plan_backwards(STEPS, date(2026, 3, 10), HOLIDAYS, [for_ever])
    with pytest.raises(ValueError, match="at least one step"):
        plan_forwards((), date(2026, 3, 10), HOLIDAYS)
    with pytest.raises(ValueError, match="less than no time"):
        plan_forwards((Step("a", "A", -1),), date(2026, 3, 10), HOLIDAYS)
