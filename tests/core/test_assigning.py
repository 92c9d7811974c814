"""Assignments against brute force, and the rules one by one."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest

from bridgework.core.assigning import COST, GLADLY, IF_NEED_BE, RATHER_NOT, Plan, Wanted, assign


def cost(plan: Plan, wanted: Wanted) -> float:
    return sum(COST[wanted.bids.get((one.reviewer, one.application), IF_NEED_BE)] for one in plan.offered)


def random_round(seed: int) -> Wanted:
    chance = random.Random(seed)
    reviewers, applications = ["x", "y", "z"][: chance.choice((2, 3))], ["a", "b", "c"]
    pairs = list(product(reviewers, applications))
    return Wanted(
        applications=applications,
        readers=chance.choice((1, 2)),
        loads={one: chance.choice((1, 2, 3)) for one in reviewers},
        conflicts=frozenset(pair for pair in pairs if chance.random() < 0.25),
        bids={pair: chance.choice((GLADLY, IF_NEED_BE, RATHER_NOT)) for pair in pairs},
    )


def best(wanted: Wanted) -> tuple[int, int, int, float]:
    """By trying everything: least readers, number of readings, greatest load (least), cost (least)."""
    pairs = [pair for pair in product(wanted.loads, wanted.applications) if pair not in wanted.conflicts]
    found = []
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            loads = [sum(reviewer == one for reviewer, _ in chosen) for one in wanted.loads]
            readers = [sum(application == one for _, application in chosen) for one in wanted.applications]
            if any(load > most for load, most in zip(loads, wanted.loads.values(), strict=True)):
                continue
            if max(readers) <= wanted.readers:
                spent = sum(COST[wanted.bids[pair]] for pair in chosen)
                found.append((min(readers), len(chosen), -max(loads), -spent))
    return max(found)


@pytest.mark.parametrize("seed", range(25))
def test_as_good_as_trying_everything(seed: int) -> None:
    wanted = random_round(seed)
    plan = assign(wanted)
    greatest = max(plan.loads.values(), default=0)
    assert (plan.least_readers, len(plan.offered), -greatest, -cost(plan, wanted)) == pytest.approx(best(wanted))
    assert {(one.reviewer, one.application) for one in plan.offered} & wanted.conflicts == frozenset()


def test_readings_that_stand_count_and_are_not_asked_again() -> None:
    held = frozenset({("x", "a"), ("x", "b")})
    plan = assign(Wanted(["a", "b"], 2, {"x": 2, "y": 2}, held=held))
    assert [(one.reviewer, one.application) for one in plan.offered] == [("y", "a"), ("y", "b")]
    assert (plan.loads, plan.short) == ({"x": 2, "y": 2}, ())


def test_what_falls_short_says_what_would_change_it() -> None:
    conflicted = assign(Wanted(["a"], 2, {"x": 5, "y": 5}, conflicts=frozenset({("y", "a")})))
    assert conflicted.short[0].reason == "1 of 2 reviewers has no conflict with it. Find another reviewer."
    full = assign(Wanted(["a", "b"], 1, {"x": 1}))
    assert full.short[0].reason.endswith("Raise the loads, or find another reviewer.")


def test_the_order_of_rows_decides_nothing() -> None:
    forwards = Wanted(["a", "b", "c", "d"], 2, {"x": 4, "y": 4, "z": 4})
    backwards = Wanted(["d", "c", "b", "a"], 2, {"z": 4, "y": 4, "x": 4})
    assert assign(forwards) == assign(backwards)
    assert assign(Wanted([], 2, {"x": 1})).offered == assign(Wanted(["a"], 2, {})).offered == ()
