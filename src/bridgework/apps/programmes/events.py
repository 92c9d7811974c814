"""What happens to programmes, rounds and gatherings that others may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class ProgrammeStarted(Event):
    """A programme was started."""

    programme_public_id: str


@dataclass(frozen=True)
class SettingsChanged(Event):
    """The settings of a programme were changed."""

    programme_public_id: str


@dataclass(frozen=True)
class RoundMade(Event):
    """A round was made from a type or copied from an earlier one."""

    round_public_id: str


@dataclass(frozen=True)
class RoundOpened(Event):
    """A round began to run, or runs again after it was closed."""

    round_public_id: str


@dataclass(frozen=True)
class RoundPaused(Event):
    """A round was paused."""

    round_public_id: str


@dataclass(frozen=True)
class RoundResumed(Event):
    """A paused round runs again."""

    round_public_id: str


@dataclass(frozen=True)
class RoundClosed(Event):
    """A round was closed."""

    round_public_id: str


@dataclass(frozen=True)
class PhaseMoved(Event):
    """The planned dates of a phase changed; one event for each phase that did."""

    round_public_id: str
    phase_public_id: str
    phase_key: str


@dataclass(frozen=True)
class GatheringPlanned(Event):
    """A gathering has a date, or a new one."""

    gathering_public_id: str


@dataclass(frozen=True)
class GatheringHeld(Event):
    """A gathering was held."""

    gathering_public_id: str


@dataclass(frozen=True)
class LessonWritten(Event):
    """Somebody wrote down what a round taught."""

    lesson_public_id: str
