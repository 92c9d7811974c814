"""The timetable of one paper, counted backwards from its committee meeting.

Nothing is stored: rules, holidays and the meeting go in, dated lines with their reasons come out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bridgework.core.deadlines import Notice, election_on, latest_publication
from bridgework.core.planning import BlockedPeriod, Step, plan_backwards
from bridgework.core.reading import human_date
from bridgework.core.working_days import Holidays, PassedOver, add_working_days, working_days_between

Standing = Literal["done", "late", "soon", "planned"]
SOON = 3
"""Working days before its last day from which a line is said to be due soon."""


@dataclass(frozen=True)
class Lengths:
    """How long things take and how much notice they need; None where a rule does not apply.

    Attributes:
        told: working days before the meeting on which the author is told.
        draft, clearances: working days each takes.
        final: working days before the meeting by which the clerk has the final version.
        publication: clear days between publication and meeting.
        forward_plan: clear days between the entry in the forward plan and the meeting.
    """

    publication: Notice
    forward_plan: Notice | None = None
    told: int | None = 30
    draft: int = 10
    clearances: int = 5
    final: int | None = 7


@dataclass(frozen=True)
class Line:
    """One thing to do for a paper.

    Attributes:
        holder: who does it, by role.
        starts_on: the day it must begin at the latest; None for a moment.
        last_day: the day it must be done by.
        reason: how the day was found.
        caution: what else should be known of that day, such as an election period.
    """

    key: str
    name: str
    holder: str
    starts_on: date | None
    last_day: date
    reason: str
    passed_over: tuple[PassedOver, ...] = ()
    caution: str = ""


def timetable(
    meeting: date, lengths: Lengths, holidays: Holidays, elections: Collection[BlockedPeriod] = ()
) -> tuple[Line, ...]:
    """The lines of a paper for a meeting, earliest last day first.

    Raises:
        ValueError: for a negative length.
        DeadlineInvalid: where too few days count before the meeting.
    """
    published = latest_publication(meeting, lengths.publication, holidays)
    days = lengths.publication.days
    steps = [
        Step("draft", "Draft written", lengths.draft, "author"),
        Step("clearances", "Clearances asked and answered", lengths.clearances, "clearing officers"),
    ]
    if lengths.final is not None:
        before = f"The clerk needs it {lengths.final} working days before the meeting"
        last = add_working_days(meeting, -lengths.final, holidays)
        steps.append(Step("final", "Final version with the clerk", 0, "author", min(last, published), before))
    law = f"{days} clear days before the meeting"
    steps.append(Step("publication", "Published with the agenda", 0, "clerk", published, law))
    plan = plan_backwards(steps, meeting, holidays)
    lines = [
        Line(
            one.step.key,
            one.step.name,
            one.step.holder,
            one.start if one.step.working_days else None,
            one.finish,
            one.reason,
            one.passed_over,
            _caution(one.finish, elections) if one.step.key == "publication" else "",
        )
        for one in plan.steps
    ]
    if lengths.told is not None:
        told = add_working_days(meeting, -lengths.told, holidays)
        reason = f"{lengths.told} working days before the meeting."
        lines.append(Line("told", "Author told of the paper", "clerk", None, min(told, plan.start), reason))
    if lengths.forward_plan is not None:
        lines.append(_forward_plan(meeting, lengths.forward_plan, holidays, elections))
    order = ("told", "forward-plan", "draft", "clearances", "final", "publication")
    return tuple(sorted(lines, key=lambda one: (one.last_day, order.index(one.key))))


def standing(line: Line, today: date, holidays: Holidays, *, done: bool) -> Standing:
    """Whether a line is done, late, due soon or ahead."""
    if done:
        return "done"
    if line.last_day < today:
        return "late"
    return "soon" if working_days_between(today, line.last_day, holidays) <= SOON else "planned"


def _forward_plan(meeting: date, notice: Notice, holidays: Holidays, elections: Collection[BlockedPeriod]) -> Line:
    last = latest_publication(meeting, notice, holidays)
    kind = "calendar " if notice.counting == "calendar" else ""
    reason = f"{notice.days} clear {kind}days before the meeting, where it is a key decision."
    return Line(
        "forward-plan", "Entered in the forward plan", "clerk", None, last, reason, (), _caution(last, elections)
    )


def _caution(day: date, elections: Collection[BlockedPeriod]) -> str:
    period = election_on(day, elections)
    if period is None:
        return ""
    return (
        f"{human_date(day)} lies in the election period ({period.reason}). Ask the monitoring officer whether it may "
        "go out then."
    )
