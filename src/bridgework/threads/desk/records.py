"""What the round desk shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bridgework.core.waiting import Wait

COLUMNS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("looking", "Looking for a team", ("open", "team_formed")),
    ("working", "Under way", ("under_way",)),
    ("reported", "Report published", ("reported",)),
    ("committee", "At the committee", ("at_committee",)),
    ("decided", "Decided", ("decided", "followed_up")),
    ("aside", "Set aside", ("set_aside",)),
)
"""Columns of the board: key, words, and the states of a challenge in each."""

SHOWS: Final[tuple[tuple[str, str], ...]] = (
    ("", "Everything"),
    ("waiting", "Where somebody is waited for"),
    ("overdue", "Where an answer is overdue"),
    ("late", "That will miss their committee"),
    ("fading", "Where interest is fading"),
)


@dataclass(frozen=True)
class DeskWait:
    """One thing that one side waits for from another."""

    what: str
    on_role: str
    on_name: str
    by: str
    wait: Wait
    due: date | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Aim:
    """The committee meeting or day a challenge aims at, and whether it will make it."""

    kind: str
    """A state kind of the components: done, current, late, unknown, planned."""
    word: str
    where: str
    """The committee's name; empty where it is not settled."""
    on: date | None = None
    is_provisional: bool = False
    sentence: str = ""
    working_days_late: int = 0
    """Working days past the day that cannot be made up; 0 where it can be made, or nothing is known."""

    @property
    def is_late(self) -> bool:
        """Whether it will certainly miss its day."""
        return self.kind == "late"


@dataclass(frozen=True)
class FadingInterest:
    """A role holder not heard from for too long."""

    holding: str
    """Public id of the role holding."""
    role: str
    name: str
    person_public_id: str
    days: int
    reason: str
    last_sign: date


@dataclass(frozen=True)
class DeskCard:
    """One challenge on the board."""

    public_id: str
    code: str
    title: str
    theme: str
    stage: str
    stage_words: str
    since: date
    days_in_stage: int
    owner: str
    team: str
    """How many work on it, in words."""
    next_step: str
    next_holder: str
    """The role that reaches it; empty where none is named."""
    next_due: date | None
    waits: tuple[DeskWait, ...]
    aim: Aim
    fading: tuple[FadingInterest, ...]

    @property
    def is_past(self) -> bool:
        """Whether nothing is planned for it any more."""
        return self.stage in ("decided", "followed_up", "set_aside")

    @property
    def has_overdue(self) -> bool:
        """Whether an answer is overdue."""
        return any(one.overdue for one in self.waits)

    @property
    def longest_wait(self) -> int:
        """Days of the longest wait; -1 where nothing waits."""
        return max((one.wait.days for one in self.waits), default=-1)


@dataclass(frozen=True)
class DeskColumn:
    """One column of the board."""

    key: str
    title: str
    cards: tuple[DeskCard, ...]


@dataclass(frozen=True)
class DeskFilter:
    """What is asked of the desk, as it stands in the address."""

    stage: str = ""
    show: str = ""
    text: str = ""
    theme: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not (self.stage or self.show or self.text or self.theme)

    def takes(self, card: DeskCard) -> bool:
        """Whether the filter lets a card through."""
        if self.stage and self.stage != column_of(card.stage):
            return False
        if self.theme and self.theme != card.theme:
            return False
        if self.text and self.text.lower() not in f"{card.title} {card.code} {card.theme} {card.owner}".lower():
            return False
        shown = {
            "waiting": bool(card.waits),
            "overdue": card.has_overdue,
            "late": card.aim.is_late,
            "fading": bool(card.fading),
        }
        return shown.get(self.show, True)


@dataclass(frozen=True)
class RoundDesk:
    """The whole desk: what the filter lets through, and counts of everything."""

    cards: tuple[DeskCard, ...]
    total: int
    waiting: int
    overdue: int
    late: int
    fading: int
    themes: tuple[str, ...]

    def columns(self) -> list[DeskColumn]:
        """The board: empty columns at both ends of a round's life are kept, set aside only where there is some."""
        found = []
        for key, title, states in COLUMNS:
            cards = tuple(one for one in self.cards if one.stage in states)
            if cards or key != "aside":
                found.append(DeskColumn(key, title, cards))
        return found


def column_of(state: str) -> str:
    """The column a state stands in."""
    return next(key for key, _, states in COLUMNS if state in states)
