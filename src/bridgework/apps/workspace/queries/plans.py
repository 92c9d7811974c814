"""Reads about the plan of a challenge: milestones, and whether the committee meeting can still be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bridgework.apps.calendar.queries import names_of_bodies
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.queries import target_day
from bridgework.apps.workspace import timetable
from bridgework.apps.workspace.models import Milestone
from bridgework.core.planning import PlanImpossible, slippage
from bridgework.core.reading import human_date
from bridgework.core.working_days import working_days_between
from bridgework.kernel.roles import ROLES

REPORTED: Final = timetable.AFTER_THE_PAPER | {"reported"}
"""Stages of a question in which its team can no longer miss anything."""


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone, who reaches it, and how it stands."""

    milestone: Milestone
    holder: str
    kind: str
    word: str
    still_due: bool
    """Whether somebody still has to do it."""
    moved_by: int
    """Working days later than first planned (negative: earlier)."""

    @property
    def moved(self) -> str:
        """How far it moved since it was first planned, in words; empty where it did not."""
        if not self.moved_by:
            return ""
        days = f"{abs(self.moved_by)} working {'day' if abs(self.moved_by) == 1 else 'days'}"
        return f"{days} {'later' if self.moved_by > 0 else 'earlier'} than first planned"


@dataclass(frozen=True)
class PlanShown:
    """The whole plan."""

    milestones: tuple[MilestoneShown, ...]
    target_on: date | None
    provisional: bool
    body: str
    sentence: str
    """Whether it can still be reached, in words; empty where there is nothing to say."""
    certain: bool
    """Whether it is certain that it cannot."""
    behind: str
    """The milestone whose day is past, in words; empty where none is."""
    instead: date | None
    """The first later meeting of the same body that can be reached."""
    is_over: bool = False
    """Whether the report is out, so that nothing is told of the plan any more."""

    @property
    def next(self) -> MilestoneShown | None:
        """The first milestone still to be reached."""
        return next((one for one in self.milestones if one.still_due), None)

    @property
    def done(self) -> int:
        """How many are reached."""
        return sum(1 for one in self.milestones if one.milestone.done_on is not None)

    @property
    def kind(self) -> str:
        """The kind of the plan's state, for the tag."""
        if self.certain:
            return "late"
        if self.is_over and self.next is None:
            return "done"
        if self.target_on is None or not self.milestones:
            return "unknown"
        return "stale" if self.behind else "current"

    @property
    def word(self) -> str:
        """The plan's state in words."""
        if self.certain:
            return "Will miss the meeting"
        if self.is_over and self.next is None:
            return "Nothing left to plan"
        if self.target_on is None:
            return "No date to plan from"
        if not self.milestones:
            return "No plan yet"
        if self.behind:
            return "Behind its plan"
        return "Report published" if self.is_over else "Will make it"


def plan_of(challenge: Challenge, today: date) -> PlanShown:
    """The plan as it stands on a day. Four queries; five where another meeting is looked for."""
    milestones = list(challenge.milestones.select_related("done_by").order_by("order", "id"))
    target, provisional = target_day(challenge)
    days = timetable.days_that_count(challenge, today)
    meeting = challenge.target_meeting
    body = names_of_bodies([meeting.body_id], meeting.on).get(meeting.body_id, "") if meeting is not None else ""
    left = {one.pk for one in timetable.still_due(challenge, milestones)}
    shown = tuple(_milestone(one, today, days, still_due=one.pk in left) for one in milestones)
    late = timetable.overdue(challenge, milestones, today)
    behind = f"“{late.label}” was planned for {human_date(late.planned_on)}." if late and late.planned_on else ""
    if target is None or not left or challenge.state in REPORTED:
        return PlanShown(shown, target, provisional, body, "", False, behind, None, is_over=challenge.state in REPORTED)
    if target <= today:
        return PlanShown(
            shown,
            target,
            provisional,
            body,
            "The day it aimed at is past.",
            True,
            behind,
            _instead(challenge, milestones, today, days),
        )
    return _judged(challenge, milestones, shown, target, provisional, body, behind, today, days)


def _judged(
    challenge: Challenge,
    milestones: list[Milestone],
    shown: tuple[MilestoneShown, ...],
    target: date,
    provisional: bool,
    body: str,
    behind: str,
    today: date,
    days: timetable.DaysThatCount,
) -> PlanShown:
    left = timetable.steps_left(challenge, milestones, today, target, days)
    try:
        found = slippage(left, today, target, days.holidays, days.blocked)
    except PlanImpossible:
        sentence = "An election period or a pause leaves no room for what is left to do."
        return PlanShown(shown, target, provisional, body, sentence, True, behind, None)
    instead = _instead(challenge, milestones, today, days) if found.certain else None
    return PlanShown(shown, target, provisional, body, found.sentence, found.certain, behind, instead)


def _instead(
    challenge: Challenge, milestones: list[Milestone], today: date, days: timetable.DaysThatCount
) -> date | None:
    """The first later meeting of the same body that can be reached; papers for it have a last day of their own."""
    meeting = challenge.target_meeting
    if meeting is None:
        return None
    later = meeting.body.committee_meetings.filter(on__gt=max(meeting.on, today), state="planned").order_by("on")
    for on in later.values_list("on", flat=True)[:12]:
        left = timetable.steps_left(challenge, milestones, today, on, days)
        try:
            if not slippage(left, today, on, days.holidays, days.blocked).certain:
                return on
        except PlanImpossible:
            continue
    return None


def _milestone(one: Milestone, today: date, days: timetable.DaysThatCount, *, still_due: bool) -> MilestoneShown:
    moved = 0
    if one.first_planned_on is not None and one.planned_on is not None:
        moved = working_days_between(one.first_planned_on, one.planned_on, days.holidays)
    if one.done_on is not None:
        kind, word = "done", "Reached"
    elif not still_due:
        kind, word = "unknown", "Not recorded"
    elif one.planned_on is None:
        kind, word = "unknown", "No day yet"
    elif one.planned_on < today:
        kind, word = "late", "Late"
    else:
        kind, word = "planned", "Provisional" if one.is_provisional else "Planned"
    return MilestoneShown(one, ROLES[one.holder].label if one.holder in ROLES else "", kind, word, still_due, moved)
