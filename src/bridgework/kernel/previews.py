"""Previews: what a change would do, asked of every app before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PhaseMove:
    """A proposed change of a phase's dates."""

    round_public_id: str
    phase_key: str
    old_start: date
    old_end: date
    new_start: date
    new_end: date


@dataclass(frozen=True)
class Consequence:
    """One thing that would change: what, how many, and who would be told."""

    what: str
    count: int = 1
    told: str = ""
    address: str = ""


Preview = Callable[[PhaseMove], list[Consequence]]
_previews: list[Preview] = []


def previews(function: Preview) -> Preview:
    """Register an app's `affected_by(change)`."""
    _previews.append(function)
    return function


def consequences(change: PhaseMove) -> list[Consequence]:
    """Everything that `change` would touch, in the order of the floors."""
    return [one for preview in _previews for one in preview(change)]
