"""Rounds and phases in words, as the pages of the desk show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import PhaseLine, current_phases, phase_lines
from bridgework.core.reading import DateUnreadable, PartialDate

STATE_KINDS = {"planned": "planned", "running": "current", "paused": "waiting", "closed": "done"}
STATE_WORDS = {"planned": "Planned", "running": "Running", "paused": "Paused", "closed": "Closed"}
PHASE_KINDS = {"planned": "planned", "current": "current", "done": "done", "unknown": "unknown"}
PHASE_WORDS = {"planned": "To come", "current": "Now", "done": "Done", "unknown": "No dates yet"}
GATHERING_KINDS = {"planned": "planned", "held": "done", "cancelled": "set-aside"}
GATHERING_WORDS = {"planned": "Planned", "held": "Held", "cancelled": "Cancelled"}


@dataclass(frozen=True)
class RoundLine:
    """A round in a list."""

    round: Round
    kind: str
    word: str
    opened: str
    """When it was opened, as far as known; empty where it was not."""
    now: str
    """The phases that run now, in words."""


def round_line(round_: Round, today: date) -> RoundLine:
    """A round as lists show it; its phases should be prefetched."""
    running = " and ".join(f"“{one.label}”" for one in current_phases(round_, today))
    return RoundLine(
        round_, STATE_KINDS[round_.state], STATE_WORDS[round_.state], opened_words(round_.opened_on), running
    )


def opened_words(partial: str) -> str:
    """A partial date for a sentence; empty where it is none."""
    if not partial:
        return ""
    try:
        return PartialDate.from_iso(partial).human()
    except DateUnreadable:
        return partial


@dataclass(frozen=True)
class TimelineRow:
    """A phase on the timeline of a round."""

    line: PhaseLine
    kind: str
    word: str
    about: str
    """What happens in it, from the type."""


def timeline_rows(round_: Round, today: date, about: dict[str, str]) -> list[TimelineRow]:
    """The phases of a round for the page; a phase running past its plan is shown as late."""
    found = []
    for line in phase_lines(round_, today):
        kind, word = PHASE_KINDS[line.state], PHASE_WORDS[line.state]
        if line.state == "current" and round_.state == "paused":
            kind, word = "waiting", "Paused"
        if line.state == "done" and line.days_late:
            word = f"Done, {line.days_late} day{'s' if line.days_late > 1 else ''} later than planned"
        found.append(TimelineRow(line, kind, word, about.get(line.phase.key, "")))
    return found
