"""Which committee a challenge aims at, and whether it will make it."""

from __future__ import annotations

from datetime import date

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import timetable
from bridgework.apps.workspace.models import Milestone
from bridgework.core.planning import PlanImpossible, slippage
from bridgework.core.reading import human_date
from bridgework.kernel.roles import ROLES
from bridgework.threads import bodies
from bridgework.threads.desk.material import DeskMaterial
from bridgework.threads.desk.records import Aim

_WORDS = {
    "at_committee": ("waiting", "At the committee"),
    "decided": ("done", "Decided"),
    "followed_up": ("done", "Followed up"),
    "set_aside": ("set-aside", "Set aside"),
}
PAST_PLANNING = frozenset(_WORDS)


def aim_of(challenge: Challenge, material: DeskMaterial) -> Aim:
    """The aim, with what `core.planning` says about it."""
    where, on, provisional = _target(challenge, material)
    if challenge.state in PAST_PLANNING:
        kind, word = _WORDS[challenge.state]
        return Aim(kind, word, where, on, provisional)
    if on is None:
        return Aim(
            "unknown",
            "No date to aim at",
            where,
            sentence="Say which committee it belongs to, or give it a provisional date; then it is planned backwards.",
        )
    milestones = material.milestones.get(challenge.pk, [])
    if challenge.state == "reported":
        return Aim("current", "Reported", where, on, provisional, "The paper is next.")
    if on <= material.today:
        return Aim("late", "Its day is past", where, on, provisional, f"It aimed at {human_date(on)}.", 0)
    if not milestones:
        return Aim("planned", "No plan yet", where, on, provisional)
    if all(one.done_on is not None for one in milestones):
        return Aim("current", "Will make it", where, on, provisional, "Every step is done.")
    return _judged(challenge, material, milestones, where, on, provisional)


def next_step_of(challenge: Challenge, material: DeskMaterial) -> tuple[str, str, date | None]:
    """The next milestone still to do: its words, the role that reaches it, its day; empty where there is none."""
    left = timetable.still_due(challenge, material.milestones.get(challenge.pk, ()))
    if not left:
        return "", "", None
    return left[0].label, ROLES[left[0].holder].label if left[0].holder in ROLES else "", left[0].planned_on


def _judged(
    challenge: Challenge, material: DeskMaterial, milestones: list[Milestone], where: str, on: date, provisional: bool
) -> Aim:
    steps = timetable.steps_left(challenge, milestones, material.today, on, material.days)
    try:
        found = slippage(steps, material.today, on, material.days.holidays, material.days.blocked)
    except PlanImpossible:
        sentence = "An election period or a pause leaves no room for what is left to do."
        return Aim("late", "Will miss it", where, on, provisional, sentence)
    if found.certain:
        return Aim("late", "Will miss it", where, on, provisional, found.sentence, found.working_days)
    behind = timetable.overdue(challenge, milestones, material.today)
    if behind is not None and behind.planned_on is not None:
        sentence = f"“{behind.label}” was planned for {human_date(behind.planned_on)}. {found.sentence}"
        return Aim("stale", "Behind its plan", where, on, provisional, sentence)
    return Aim("current", "Will make it", where, on, provisional, found.sentence)


def _target(challenge: Challenge, material: DeskMaterial) -> tuple[str, date | None, bool]:
    if challenge.target_meeting is not None:
        meeting = challenge.target_meeting
        return bodies.name_on(material.body_names, meeting.body_id, meeting.on), meeting.on, False
    belonging = material.belongings.get(challenge.pk)
    where = bodies.name_on(material.body_names, belonging.body_id, material.today) if belonging is not None else ""
    return where, challenge.provisional_date, challenge.provisional_date is not None
