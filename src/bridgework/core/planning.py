"""Plans counted backwards from a committee meeting, and slippage.

A plan is derived, never stored: steps with their lengths, the meeting, holidays
and blocked periods (an election, a summer break) go in; dated steps with the
reason for each date come out. Slippage is told as soon as it is certain: when
even the earliest possible finish of what is left comes after the last day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bridgework.core.reading import human_date
from bridgework.core.working_days import (
    Holidays,
    PassedOver,
    is_working_day,
    why_not_working,
    working_days_between,
)

_DAY = timedelta(days=1)
_FURTHEST = 3_660
"""Days searched for room before a plan is given up: ten years."""


class PlanImpossible(Exception):
    """Blocked periods leave no room for a step."""


@dataclass(frozen=True)
class BlockedPeriod:
    """Days, both ends included, on which some or all steps cannot move.

    Attributes:
        reason: as it reads in "not counted: …", such as "pre-election period".
        steps: keys of the steps it stops; None stops every step.
    """

    first: date
    last: date
    reason: str
    steps: frozenset[str] | None = None

    def stops(self, day: date, step: str) -> bool:
        """Whether `step` cannot move on `day`."""
        return self.first <= day <= self.last and (self.steps is None or step in self.steps)


@dataclass(frozen=True)
class Step:
    """One thing to be done, in working days.

    Attributes:
        working_days: how long it takes; 0 is a moment, such as handing in.
        latest: a day it must be finished by whatever follows, such as the last
            day a paper can be published.
        latest_reason: why, in words.
    """

    key: str
    name: str
    working_days: int
    holder: str = ""
    latest: date | None = None
    latest_reason: str = ""


@dataclass(frozen=True)
class PlannedStep:
    """A step with its dates and why they are these."""

    step: Step
    start: date
    finish: date
    passed_over: tuple[PassedOver, ...]
    reason: str


@dataclass(frozen=True)
class Plan:
    """Dated steps in order; `target` is the meeting, or None in a forward plan."""

    steps: tuple[PlannedStep, ...]
    target: date | None

    @property
    def start(self) -> date:
        """The day the first step must, or does, begin."""
        return self.steps[0].start

    @property
    def finish(self) -> date:
        """The day the last step ends."""
        return self.steps[-1].finish

    def step(self, key: str) -> PlannedStep:
        """The planned step of that key."""
        return next(planned for planned in self.steps if planned.step.key == key)


@dataclass(frozen=True)
class Slippage:
    """Whether what is left can still reach its meeting.

    Attributes:
        certain: even the earliest possible finish is too late.
        earliest_finish: when everything left could be done.
        last_day: when it has to be done.
        working_days: how late when certain (positive), else the room left
            (zero or negative).
        sentence: the same in words.
        first_too_late: key of the first step that cannot make its day.
    """

    certain: bool
    earliest_finish: date
    last_day: date
    working_days: int
    sentence: str
    first_too_late: str | None


def plan_backwards(
    steps: Sequence[Step],
    target: date,
    holidays: Holidays,
    blocked: Collection[BlockedPeriod] = (),
) -> Plan:
    """The latest dates that still reach the meeting on `target`.

    The last step is finished before the day of the meeting.

    Raises:
        ValueError: without steps or with a negative length.
        PlanImpossible: when blocked periods leave no room.
    """
    _validate(steps)
    planned: list[PlannedStep] = []
    before = target
    why = f"the meeting is on {human_date(target)}"
    for step in reversed(steps):
        limit, reason = before - _DAY, f"Finished in time for the next thing: {why}."
        if step.latest is not None and step.latest < before:
            limit = step.latest
            reason = f"{step.latest_reason or 'Has a last day of its own'}: {human_date(limit)}."
        days, passed = _collect(step, limit, -_DAY, holidays, blocked)
        start, finish = (days[-1], days[0])
        planned.append(_planned(step, start, finish, passed, reason))
        before = start if step.working_days else start + _DAY
        why = f"“{step.name}” starts on {human_date(start)}"
    return Plan(tuple(reversed(planned)), target)


def plan_forwards(
    steps: Sequence[Step],
    start: date,
    holidays: Holidays,
    blocked: Collection[BlockedPeriod] = (),
) -> Plan:
    """The earliest dates when the first step begins on or after `start`.

    Raises:
        ValueError: without steps or with a negative length.
        PlanImpossible: when blocked periods leave no room.
    """
    _validate(steps)
    planned: list[PlannedStep] = []
    after = start - _DAY
    reason = f"Starts on or after {human_date(start)}."
    for step in steps:
        # A moment can fall on the day the step before it ends.
        first = after if step.working_days == 0 and planned else after + _DAY
        days, passed = _collect(step, first, _DAY, holidays, blocked)
        planned.append(_planned(step, days[0], days[-1], passed, reason))
        after = days[-1]
        reason = f"Follows “{step.name}”, finished on {human_date(days[-1])}."
    return Plan(tuple(planned), None)


def slippage(
    remaining: Sequence[Step],
    today: date,
    target: date,
    holidays: Holidays,
    blocked: Collection[BlockedPeriod] = (),
) -> Slippage:
    """Whether the steps that are left, begun today, still reach the meeting."""
    forward = plan_forwards(remaining, today, holidays, blocked)
    backward = plan_backwards(remaining, target, holidays, blocked)
    late = [
        (soonest, latest)
        for soonest, latest in zip(forward.steps, backward.steps, strict=True)
        if soonest.finish > latest.finish
    ]
    last_day, earliest = backward.finish, forward.finish
    if late:
        soonest, latest = late[0]
        by = max(working_days_between(b.finish, f.finish, holidays) for f, b in late)
        sentence = (
            f"It can no longer reach the meeting on {human_date(target)}: "
            f"“{soonest.step.name}” can be finished on {human_date(soonest.finish)} at the "
            f"earliest and is needed by {human_date(latest.finish)}."
        )
        return Slippage(True, earliest, last_day, by, sentence, soonest.step.key)
    room = working_days_between(forward.start, backward.start, holidays)
    days = "1 working day" if room == 1 else f"{room} working days"
    spare = f"with {days} to spare" if room > 0 else "with no day to spare"
    sentence = f"It can still reach the meeting on {human_date(target)}, {spare}."
    return Slippage(False, earliest, last_day, -room, sentence, None)


def first_reachable(
    meetings: Collection[date],
    remaining: Sequence[Step],
    today: date,
    holidays: Holidays,
    blocked: Collection[BlockedPeriod] = (),
) -> date | None:
    """The first of `meetings` that can still be reached, for "move it to …"."""
    for meeting in sorted(day for day in meetings if day > today):
        try:
            if not slippage(remaining, today, meeting, holidays, blocked).certain:
                return meeting
        except PlanImpossible:
            continue
    return None


def _validate(steps: Sequence[Step]) -> None:
    if not steps:
        raise ValueError("a plan needs at least one step")
    if any(step.working_days < 0 for step in steps):
        raise ValueError("a step cannot take less than no time")


def _collect(
    step: Step,
    first: date,
    direction: timedelta,
    holidays: Holidays,
    blocked: Collection[BlockedPeriod],
) -> tuple[list[date], list[PassedOver]]:
    """The days a step works on, from `first` in one direction."""
    days: list[date] = []
    passed: list[PassedOver] = []
    needed = max(step.working_days, 1)
    day = first
    for _ in range(_FURTHEST + needed * 7):
        period = next((p for p in blocked if p.stops(day, step.key)), None)
        if not is_working_day(day, holidays):
            if day in holidays:
                passed.append(PassedOver(day, why_not_working(day, holidays) or ""))
        elif period is not None:
            passed.append(PassedOver(day, period.reason))
        else:
            days.append(day)
            if len(days) == needed:
                return days, sorted(passed, key=lambda p: p.day)
        day += direction
    raise PlanImpossible(f"no room for “{step.name}”: every day is blocked")


def _planned(step: Step, start: date, finish: date, passed: list[PassedOver], reason: str) -> PlannedStep:
    counted: dict[str, int] = {}
    for entry in passed:
        counted[entry.reason] = counted.get(entry.reason, 0) + 1
    if counted:
        listed = ", ".join(f"{name} ({number} {'day' if number == 1 else 'days'})" for name, number in counted.items())
        reason += f" Not counted: {listed}."
    return PlannedStep(step, start, finish, tuple(passed), reason)
