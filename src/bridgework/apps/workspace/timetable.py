"""The plan of a challenge, counted backwards from its committee meeting: which steps, which days, what is left.

The steps come from the programme type; where it names none, a usual set stands in. Nothing here is stored: milestones
keep the dates that were counted, with their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from bridgework.apps.calendar.deadlines import Ground, notice_of_meeting, rules_of
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.queries import holidays_and_blocked_periods
from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Milestone
from bridgework.core.deadlines import Notice, latest_publication
from bridgework.core.planning import BlockedPeriod, Plan, Step, plan_backwards, plan_forwards
from bridgework.core.working_days import Holidays, add_working_days, working_days_between

BRIEF: Final = "brief"
FINAL_REPORT: Final = "final_report"
PUBLICATION: Final = "publication"
AFTER_THE_PAPER: Final = frozenset({"at_committee", "decided", "followed_up", "set_aside"})
"""Stages of a question in which nothing of its plan is still to do."""
STOPPED_BY_ELECTIONS: Final = frozenset({PUBLICATION})
"""In an election period a council publishes nothing that could sway it; writing goes on."""

SHORTEST_SHARE: Final = 1 / 3
"""Shortened to less than this, steps are no longer what their names say: then the plan says that it will not do."""

CLEAR_DAYS: Final = 5
"""Of a committee nobody knows yet: Local Government Act 1972, section 100B."""


@dataclass(frozen=True)
class StepOfType:
    """A step as the programme type describes it. `rule` says whether a law gives it a last day."""

    key: str
    name: str
    working_days: int
    holder: str
    rule: str = ""


USUAL_STEPS: Final = (
    StepOfType("brief", "Brief given to the team", 0, "question_owner"),
    StepOfType("research_plan", "Research plan agreed", 10, "team_lead"),
    StepOfType("midway", "Midway: what was found so far", 45, "team_lead"),
    StepOfType("draft_report", "Draft of the report", 15, "team_lead"),
    StepOfType("fact_check", "Fact check by officers", 10, "supporting_officer"),
    StepOfType("final_report", "Final report", 10, "team_lead"),
    StepOfType("covering_paper", "Covering paper drafted", 10, "question_owner"),
    StepOfType(PUBLICATION, "Paper published", 0, "clerk", "clear_days"),
)


@dataclass(frozen=True)
class DaysThatCount:
    """Days on which nobody works, periods in which some steps stand still, and how much notice a meeting is given."""

    holidays: Holidays
    blocked: tuple[BlockedPeriod, ...]
    rules: Ground
    """The council's deadline rules."""


def steps_of(challenge: Challenge) -> tuple[StepOfType, ...]:
    """The steps of the challenge's type, in order."""
    told: list[dict[str, Any]] = challenge.type.data.get("milestones") or []
    if not told:
        return USUAL_STEPS
    return tuple(
        StepOfType(
            one["key"],
            one.get("name") or one.get("label") or one["key"],
            int(one.get("working_days", 0)),
            one.get("holder", ""),
            one.get("rule", ""),
        )
        for one in told
    )


def days_that_count(challenge: Challenge, today: date) -> DaysThatCount:
    """What plans of a challenge are counted with, from a year before it was taken up. Three queries."""
    return days_that_count_in(challenge.round, min(today, challenge.created_at.date()) - timedelta(days=366))


def days_that_count_in(round_: Round, first: date) -> DaysThatCount:
    """The council's holidays, election periods and deadline rules from a day on, and the round's pause. Three queries.

    The round comes with its programme and council.
    """
    programme = round_.programme
    days, elections = holidays_and_blocked_periods(
        programme.council, first=first, nation=settings_of(programme).nation, steps=STOPPED_BY_ELECTIONS
    )
    pauses: tuple[BlockedPeriod, ...] = ()
    if round_.paused_from is not None and round_.paused_until is not None:
        pauses = (BlockedPeriod(round_.paused_from, round_.paused_until, round_.pause_reason or "the round is paused"),)
    return DaysThatCount(days, (*elections, *pauses), rules_of(programme.council))


def plan_for(challenge: Challenge, target: date, days: DaysThatCount) -> Plan:
    """The latest dates that still reach the meeting on `target`, none before the question was taken up.

    Where the usual lengths would begin earlier than that, every step is shortened alike; where too little is left even
    for that, the usual lengths are counted forwards from the day of take-up. Raises `PlanImpossible`.
    """
    steps = [
        _as_step(one.key, one.name, one.working_days, one.rule == "clear_days", challenge, target, days)
        for one in steps_of(challenge)
    ]
    taken_up = timezone.localdate(challenge.created_at)
    usual = plan_backwards(steps, target, days.holidays, days.blocked)
    if usual.start >= taken_up:
        return usual
    room = working_days_between(taken_up, usual.finish, days.holidays)
    share = room / max(1, sum(one.working_days for one in steps))
    if share >= SHORTEST_SHARE:
        shorter = [replace(one, working_days=_shortened(one.working_days, share)) for one in steps]
        fitted = plan_backwards(shorter, target, days.holidays, days.blocked)
        if fitted.start >= taken_up:
            return fitted
    return plan_forwards(steps, taken_up, days.holidays, days.blocked)


def _shortened(working_days: int, share: float) -> int:
    """A step's share of the time there is: a whole day at least, unless it is a moment."""
    return max(1, int(working_days * min(share, 1))) if working_days else 0


def steps_left(
    challenge: Challenge, milestones: Sequence[Milestone], today: date, target: date, days: DaysThatCount
) -> list[Step]:
    """What is not done yet. The step in hand counts as begun when the one before it was done, or as planned.

    So slippage is told when it is certain, and not because nobody has ticked a step that is nearly finished.
    """
    left = still_due(challenge, milestones)
    steps: list[Step] = []
    for place, one in enumerate(left):
        needed = one.working_days
        if place == 0 and needed:
            begun = _begun(one, milestones, days.holidays)
            needed = max(1, needed - max(0, working_days_between(begun, today, days.holidays)))
        steps.append(_as_step(one.key, one.label, needed, one.key == PUBLICATION, challenge, target, days))
    return steps


def still_due(challenge: Challenge, milestones: Iterable[Milestone]) -> list[Milestone]:
    """What somebody still has to do: a published report or paper leaves the steps before it behind."""
    found = list(milestones)
    if challenge.state in AFTER_THE_PAPER:
        return []
    last = next((one.order for one in found if one.key == FINAL_REPORT), 0) if challenge.state == "reported" else 0
    return [one for one in found if one.done_on is None and one.order > last]


def overdue(challenge: Challenge, milestones: Iterable[Milestone], today: date) -> Milestone | None:
    """The first milestone still to do whose day is past."""
    return next((one for one in still_due(challenge, milestones) if _is_late(one, today)), None)


def _is_late(milestone: Milestone, today: date) -> bool:
    return milestone.done_on is None and milestone.planned_on is not None and milestone.planned_on < today


def _begun(step: Milestone, milestones: Sequence[Milestone], days: Holidays) -> date:
    """When the step in hand was begun, as far as known."""
    done = [one.done_on for one in milestones if one.done_on is not None]
    if done:
        return max(done)
    planned = step.first_planned_on or step.planned_on
    return date.max if planned is None else add_working_days(planned, -step.working_days, days)


def last_day_to_publish(meeting: CommitteeMeeting, days: DaysThatCount) -> date:
    """The last day to publish for a meeting, counted with what is loaded."""
    return latest_publication(meeting.on, notice_of_meeting(meeting.body, meeting.on, days.rules), days.holidays)


def _as_step(
    key: str, name: str, working_days: int, by_law: bool, challenge: Challenge, target: date, days: DaysThatCount
) -> Step:
    if not by_law:
        return Step(key, name, working_days)
    meeting = challenge.target_meeting
    notice = Notice(CLEAR_DAYS) if meeting is None else notice_of_meeting(meeting.body, target, days.rules)
    return Step(
        key,
        name,
        working_days,
        latest=latest_publication(target, notice, days.holidays),
        latest_reason=f"Papers are published {notice.days} clear days before the meeting",
    )
