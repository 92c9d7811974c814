"""Which phase a round is in, and what it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bridgework.apps.programmes.models import Phase, Programme, Round
from bridgework.apps.programmes.switches import words_for
from bridgework.apps.programmes.timetable import Stretch
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class SwitchState:
    """Whether something is open, why, and what would change it."""

    switch: str
    is_open: bool
    reason: str
    remedy: str = ""
    opens_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True)
class PhaseLine:
    """A phase on the timeline: its dates, and how it stands on a day."""

    phase: Phase
    state: str
    """planned, current, done, or unknown where it has no dates"""
    days_late: int
    """By how many days it ended, or runs, past its plan; 0 where it does not."""
    elapsed: int
    """Days since it began, counting today; 0 before."""

    @property
    def first(self) -> date | None:
        """The day it began, else the day it is planned to."""
        return self.phase.actual_start or self.phase.planned_start

    @property
    def last(self) -> date | None:
        """The day it ended, else the day it is planned to."""
        return self.phase.actual_end or self.phase.planned_end

    @property
    def opens(self) -> list[str]:
        """What it opens, in words."""
        return [words_for(one) for one in self.phase.switches]


def phases_of(round_: Round) -> list[Phase]:
    """The phases of a round in order. Uses what was prefetched."""
    return sorted(round_.phases.all(), key=lambda one: (one.order, one.pk))


def is_running(phase: Phase, on: date) -> bool:
    """Whether a phase runs on that day: what happened counts before what was planned."""
    first, last = phase.actual_start or phase.planned_start, phase.actual_end or phase.planned_end
    return first is not None and first <= on and (last is None or on <= last)


def is_paused(round_: Round, on: date) -> bool:
    """Whether a round is paused on that day; a pause lasts until somebody resumes the round."""
    if round_.state == "paused":
        return True
    return round_.paused_from is not None and round_.paused_from <= on


def current_phases(round_: Round, on: date) -> list[Phase]:
    """The phases that run on that day; two may overlap. None where the round does not run."""
    if round_.state != "running" or is_paused(round_, on):
        return []
    return [one for one in phases_of(round_) if is_running(one, on)]


def open_switches(round_: Round, on: date) -> frozenset[str]:
    """Everything that may be done in a round on that day, such as `propose` or `apply`. One query."""
    return frozenset(switch for phase in current_phases(round_, on) for switch in phase.switches)


def explain_switch(round_: Round, switch: str, on: date) -> SwitchState:
    """Whether `switch` is open in a round on that day; where not, which phase opens it and when. One query."""
    phases = [one for one in phases_of(round_) if switch in one.switches]
    what = words_for(switch)
    if not phases:
        return SwitchState(switch, False, f"{what} is not part of this round.", "A round is made from another type.")
    if round_.state == "closed":
        return SwitchState(switch, False, f"The round is closed, so {_small(what)} is over.", "The round is reopened.")
    if is_paused(round_, on):
        until = f" until {human_date(round_.paused_until)}" if round_.paused_until else ""
        why = f": {round_.pause_reason.rstrip('.')}" if round_.pause_reason else ""
        return SwitchState(switch, False, f"The round is paused{until}{why}.", "The round is resumed.")
    running = [one for one in phases if is_running(one, on)]
    if round_.state == "running" and running:
        last = max((one.actual_end or one.planned_end or date.max) for one in running)
        closes = None if last == date.max else last
        until = f" until {human_date(closes)}" if closes else ""
        return SwitchState(switch, True, f"{what} is open{until}.", closes_on=closes)
    return _closed(round_, switch, phases, on)


def _closed(round_: Round, switch: str, phases: list[Phase], on: date) -> SwitchState:
    what = words_for(switch)
    coming = [one for one in phases if (one.actual_start or one.planned_start or date.min) > on]
    due = round_.state == "planned" and any(is_running(one, on) for one in phases)
    if coming and not due:
        phase = min(coming, key=lambda one: one.planned_start or date.max)
        opens = phase.actual_start or phase.planned_start
        assert opens is not None
        return SwitchState(
            switch,
            False,
            f"{what} is not open yet. The phase “{phase.label}” opens it on {human_date(opens)}.",
            "The phase is moved to an earlier day.",
            opens_on=opens,
        )
    if round_.state == "planned":
        return SwitchState(
            switch,
            False,
            f"{what} is not open: the round “{round_.label}” has not been opened.",
            "The programme lead or a coordinator opens the round.",
        )
    undated = [one for one in phases if one.planned_start is None and one.actual_start is None]
    if undated:
        return SwitchState(
            switch,
            False,
            f"{what} is not open: the phase “{undated[0].label}” opens it and has no dates yet.",
            "The phase is given dates.",
        )
    phase = max(phases, key=lambda one: one.actual_end or one.planned_end or date.min)
    last = phase.actual_end or phase.planned_end
    ended = f" on {human_date(last)}" if last else ""
    return SwitchState(
        switch,
        False,
        f"{what} closed with the phase “{phase.label}”{ended}.",
        "The phase is moved to a later end.",
        closes_on=last,
    )


def require_open(round_: Round, switch: str, on: date, *, actor: Actor | None = None) -> None:
    """Pass where `switch` is open, or raise `NotPossibleNow` that says which phase opens it and when.

    The program itself (imports, the demonstration's history) passes always.
    """
    if actor is not None and actor.is_system:
        return
    state = explain_switch(round_, switch, on)
    if not state.is_open:
        raise NotPossibleNow(
            state.reason, rule=f"programmes.phase.{switch}", remedy=f"What would change it: {_small(state.remedy)}"
        )


def rounds_open_for(programme: Programme, switch: str, on: date) -> list[Round]:
    """The rounds of a programme in which `switch` is open on that day. Two queries."""
    running = Round.objects.filter(programme=programme, state="running").prefetch_related("phases")
    return [one for one in running if switch in open_switches(one, on)]


def phase_lines(round_: Round, on: date) -> list[PhaseLine]:
    """The phases of a round for its timeline. One query."""
    return [_line(one, round_, on) for one in phases_of(round_)]


def _line(phase: Phase, round_: Round, on: date) -> PhaseLine:
    first = phase.actual_start or phase.planned_start
    last = phase.actual_end or phase.planned_end
    if phase.actual_end is not None or (last is not None and last < on and first is not None):
        state = "done"
    elif first is None:
        state = "unknown"
    elif first <= on and round_.state in ("running", "paused"):
        state = "current"
    else:
        state = "planned"
    late = 0
    if phase.planned_end is not None:
        late = max(((phase.actual_end or min(on, phase.planned_end)) - phase.planned_end).days, 0)
    elapsed = (on - first).days + 1 if first is not None and first <= on else 0
    return PhaseLine(phase, state, late, elapsed)


def stretches_of(round_: Round, on: date) -> list[Stretch]:
    """The dated phases of a round as the timetable takes them."""
    found = []
    for phase in phases_of(round_):
        if phase.planned_start is None:
            continue
        end = phase.planned_end or phase.planned_start + timedelta(days=6)
        begun = phase.actual_start is not None or phase.planned_start <= on
        over = phase.actual_end is not None or end < on
        running = round_.state in ("running", "paused")
        start = phase.actual_start or phase.planned_start
        found.append(
            Stretch(phase.key, phase.label, start, phase.actual_end or end, begun and running, over and running)
        )
    return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
