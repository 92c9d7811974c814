"""Who reads which application: as fair as can be, then as welcome as can be.

Every application wants a number of readers, every reviewer takes at most a load, and a pair in conflict is never
offered. Two stages, each a flow whose corner solutions are whole numbers, so that a linear programme solves it exactly:

1. max–min: the highest least number of readers any application can have, and the lowest greatest load that allows it;
2. among those, as many readings as can be had at the least cost: bids that are met cost less, uneven loads more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

GLADLY, IF_NEED_BE, RATHER_NOT = 2, 1, 0
COST = {GLADLY: 0.0, IF_NEED_BE: 1.0, RATHER_NOT: 3.0}


@dataclass(frozen=True)
class Wanted:
    """What is to be assigned.

    `loads` is the most each reviewer takes, counting what they hold already; `held` are readings that stand (reviewer,
    application); `conflicts` pairs that must not be; `bids` what a reviewer said about a pair, else `IF_NEED_BE`.
    """

    applications: Sequence[str]
    readers: int
    loads: Mapping[str, int]
    held: frozenset[tuple[str, str]] = frozenset()
    conflicts: frozenset[tuple[str, str]] = frozenset()
    bids: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """One reading to be asked for, and why this reviewer."""

    reviewer: str
    application: str
    reason: str


@dataclass(frozen=True)
class Short:
    """An application that does not get the readers it wants, and what stands in the way."""

    application: str
    has: int
    wants: int
    reason: str


@dataclass(frozen=True)
class Plan:
    """Readings to ask for, what falls short, and the load of every reviewer afterwards."""

    offered: tuple[Offered, ...]
    short: tuple[Short, ...]
    loads: Mapping[str, int]
    least_readers: int


def assign(wanted: Wanted) -> Plan:
    """The plan. The same input gives the same plan, whatever order it is written in."""
    applications = sorted(dict.fromkeys(wanted.applications))
    reviewers = sorted(wanted.loads)
    held_of = Counter(application for _, application in wanted.held)
    held_by = Counter(reviewer for reviewer, _ in wanted.held)
    pairs = [
        (reviewer, application)
        for application in applications
        for reviewer in reviewers
        if (reviewer, application) not in wanted.conflicts and (reviewer, application) not in wanted.held
    ]
    room = {one: max(wanted.loads[one] - held_by[one], 0) for one in reviewers}
    missing = {one: max(wanted.readers - held_of[one], 0) for one in applications}
    chosen, least = _two_stages(pairs, applications, room, missing, held_of, held_by, wanted)
    loads = {one: held_by[one] + sum(reviewer == one for reviewer, _ in chosen) for one in reviewers}
    offered = tuple(Offered(*pair, _why(pair, wanted, held_by)) for pair in chosen)
    return Plan(offered, _short(applications, reviewers, chosen, held_of, wanted), loads, least)


def _two_stages(
    pairs: list[tuple[str, str]],
    applications: list[str],
    room: dict[str, int],
    missing: dict[str, int],
    held_of: Counter[str],
    held_by: Counter[str],
    wanted: Wanted,
) -> tuple[list[tuple[str, str]], int]:
    """The pairs chosen, and the least number of readers that any application has then."""
    if not pairs or not applications:
        return [], min((held_of[one] for one in applications), default=0)
    flow = _Flow(pairs, applications, sorted(room))
    ceiling = {one: missing[one] for one in applications}
    least = 0
    for target in range(1, wanted.readers + 1):
        floor = {one: min(max(target - held_of[one], 0), ceiling[one]) for one in applications}
        if flow.feasible(floor, ceiling, room):
            least = target
        else:
            break
    floor = {one: min(max(least - held_of[one], 0), ceiling[one]) for one in applications}
    most = flow.most(floor, ceiling, room)
    top = max((held_by[one] + room[one] for one in room), default=0)
    low = max(held_by.values(), default=0)
    # The lowest greatest load with which as many readings are possible.
    while low < top:
        middle = (low + top) // 2
        capped = {one: max(min(room[one], middle - held_by[one]), 0) for one in room}
        if flow.feasible(floor, ceiling, capped) and flow.most(floor, ceiling, capped) >= most:
            top = middle
        else:
            low = middle + 1
    capped = {one: max(min(room[one], top - held_by[one]), 0) for one in room}
    # A thousandth of a point settles ties by name, so that nobody's order of rows decides.
    cost = [
        COST[wanted.bids.get(pair, IF_NEED_BE)] + 0.001 * (position % 97) / 97 for position, pair in enumerate(pairs)
    ]
    chosen = flow.cheapest(floor, ceiling, capped, cost, most)
    return chosen, min((held_of[one] + sum(pair[1] == one for pair in chosen) for one in applications), default=0)


class _Flow:
    """The rows of the flow: readings of each application, readings of each reviewer."""

    def __init__(self, pairs: list[tuple[str, str]], applications: list[str], reviewers: list[str]) -> None:
        self.pairs, self.applications, self.reviewers = pairs, applications, reviewers
        columns = np.arange(len(pairs))
        rows_of = {one: row for row, one in enumerate(applications)}
        rows_by = {one: row for row, one in enumerate(reviewers)}
        ones = np.ones(len(pairs))
        of = np.array([rows_of[application] for _, application in pairs])
        by = np.array([rows_by[reviewer] for reviewer, _ in pairs])
        self.of = coo_array((ones, (of, columns)), shape=(len(applications), len(pairs))).tocsr()
        self.by = coo_array((ones, (by, columns)), shape=(len(reviewers), len(pairs))).tocsr()

    def _solve(
        self,
        cost: np.ndarray,
        floor: Mapping[str, int],
        ceiling: Mapping[str, int],
        room: Mapping[str, int],
        total: int | None = None,
    ) -> np.ndarray | None:
        from scipy.sparse import vstack

        limits = vstack([self.of, -self.of, self.by]).tocsr()
        bounds = np.array(
            [ceiling[one] for one in self.applications]
            + [-floor[one] for one in self.applications]
            + [room[one] for one in self.reviewers],
            dtype=float,
        )
        equal = None if total is None else np.ones((1, len(self.pairs)))
        # The simplex ends in a corner, and every corner of a flow with whole limits is whole.
        found = linprog(
            cost,
            A_ub=limits,
            b_ub=bounds,
            A_eq=equal,
            b_eq=None if total is None else np.array([float(total)]),
            bounds=(0, 1),
            method="highs-ds",
        )
        return found.x if found.status == 0 else None

    def feasible(self, floor: Mapping[str, int], ceiling: Mapping[str, int], room: Mapping[str, int]) -> bool:
        """Whether every application can have its floor."""
        return self._solve(np.zeros(len(self.pairs)), floor, ceiling, room) is not None

    def most(self, floor: Mapping[str, int], ceiling: Mapping[str, int], room: Mapping[str, int]) -> int:
        """The greatest number of readings; -1 where the floors cannot be met."""
        found = self._solve(-np.ones(len(self.pairs)), floor, ceiling, room)
        return -1 if found is None else round(float(found.sum()))

    def cheapest(
        self,
        floor: Mapping[str, int],
        ceiling: Mapping[str, int],
        room: Mapping[str, int],
        cost: list[float],
        total: int,
    ) -> list[tuple[str, str]]:
        """That many readings at the least cost."""
        found = self._solve(np.array(cost), floor, ceiling, room, total)
        return [] if found is None else [pair for pair, value in zip(self.pairs, found, strict=True) if value > 0.5]


def _why(pair: tuple[str, str], wanted: Wanted, held_by: Counter[str]) -> str:
    said = {
        GLADLY: "would gladly read about this question",
        IF_NEED_BE: "",
        RATHER_NOT: "would rather not read about this question, but nobody else is free",
    }[wanted.bids.get(pair, IF_NEED_BE)]
    others = sum(one == pair[1] for _, one in wanted.conflicts)
    parts = ["no conflict known", said]
    if others:
        parts.append(f"{others} of the other reviewers {'is' if others == 1 else 'are'} in conflict with it")
    if not held_by[pair[0]]:
        parts.append("has nothing to read yet")
    return "; ".join(part for part in parts if part)


def _short(
    applications: list[str],
    reviewers: list[str],
    chosen: list[tuple[str, str]],
    held_of: Counter[str],
    wanted: Wanted,
) -> tuple[Short, ...]:
    found = []
    for one in applications:
        has = held_of[one] + sum(application == one for _, application in chosen)
        if has >= wanted.readers:
            continue
        free = [who for who in reviewers if (who, one) not in wanted.conflicts]
        if len(free) < wanted.readers:
            words = (
                f"{len(free)} of {len(reviewers)} reviewers {'has' if len(free) == 1 else 'have'} no conflict with it"
            )
            remedy = "Find another reviewer."
        else:
            words, remedy = "every reviewer without a conflict is full", "Raise the loads, or find another reviewer."
        found.append(Short(one, has, wanted.readers, f"{words[:1].upper()}{words[1:]}. {remedy}"))
    return tuple(found)
