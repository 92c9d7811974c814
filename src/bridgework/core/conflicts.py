"""Conflicts of interest, computed: two people who share a place, a paper, a supervisor or a household, not long ago.

What is computed is a reason to look, never the last word: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

LOOK_BACK_YEARS: Final = 3
SUPERVISOR: Final = "supervisor"
CO_AUTHOR: Final = "co_author"
HOUSEHOLD: Final = "household"
CLOSE: Final = "close"
WORDS: Final = {
    SUPERVISOR: "supervisor and supervised",
    CO_AUTHOR: "co-authors",
    HOUSEHOLD: "one household or family",
    CLOSE: "a close tie that was declared",
}
NEVER_OVER: Final = frozenset({HOUSEHOLD})
"""Ties that no look-back ends."""


@dataclass(frozen=True)
class Tie:
    """Where somebody was, and when; an unknown date is None. An empty organisation is one nobody stated."""

    person: str
    organisation: str
    department: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class SharedTie:
    """Two people were in one place; `reason` says which and when."""

    person: str
    other: str
    reason: str


@dataclass(frozen=True)
class Named:
    """A tie that one person stated to another: by key where both are known, else by name or address."""

    kind: str
    other: str
    until: date | None = None


@dataclass(frozen=True)
class Someone:
    """One person as far as conflicts go. `known_as` holds the key, the names and the addresses others may state."""

    key: str
    known_as: frozenset[str]
    places: tuple[Tie, ...] = ()
    named: tuple[Named, ...] = ()


def folded(name: str) -> str:
    """A name without case, dots and double spaces, for comparing what two people wrote."""
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())


def computed_conflicts(
    one: Someone, other: Someone, *, on: date, years: int = LOOK_BACK_YEARS, by_department: bool = True
) -> tuple[str, ...]:
    """Why these two should not judge one another, in words; empty where nothing is known. Same either way round."""
    if one.key == other.key:
        return ("the same person",)
    reasons: list[str] = []
    horizon = years_before(on, years)
    for stated, about in ((one, other), (other, one)):
        names = {folded(name) for name in about.known_as} | {about.key}
        for tie in stated.named:
            if tie.other not in names and folded(tie.other) not in names:
                continue
            if tie.kind not in NEVER_OVER and tie.until is not None and tie.until < horizon:
                continue
            reasons.append(WORDS.get(tie.kind, WORDS[CLOSE]))
    found = shared_ties(one.places, other.places, on=on, years=years, by_department=by_department)
    reasons.extend(tie.reason for tie in found)
    return tuple(dict.fromkeys(reasons))


def shared_ties(
    whose: Iterable[Tie], others: Iterable[Tie], *, on: date, years: int = LOOK_BACK_YEARS, by_department: bool = True
) -> list[SharedTie]:
    """Who of `whose` shares a place with whom of `others` within the look-back.

    With `by_department` two people of one organisation count only where their departments are the same; a department
    that is not known counts, because a conflict missed is worse than one to look at. Where one organisation was not
    stated, the same known department is enough. An unknown first day reaches back for ever; an unknown last day
    reaches to `on`.
    """
    horizon = years_before(on, years)
    theirs: Sequence[Tie] = list(others)
    found: dict[tuple[str, str], SharedTie] = {}
    for mine in whose:
        for other in theirs:
            if mine.person == other.person or not _one_place(mine, other, by_department):
                continue
            end = min(mine.until or on, other.until or on)
            if end < horizon or max(mine.since or date.min, other.since or date.min) > end:
                continue
            same = _same_department(mine, other)
            department = mine.department or other.department
            place = f"the same department ({department})" if department and same else "the same organisation"
            when = "now" if end >= on else f"until {end.year}"
            found.setdefault((mine.person, other.person), SharedTie(mine.person, other.person, f"{place}, {when}"))
    return list(found.values())


def _one_place(one: Tie, other: Tie, by_department: bool) -> bool:
    if not one.organisation or not other.organisation:
        return bool(one.department and other.department) and _same_department(one, other)
    return one.organisation == other.organisation and (not by_department or _same_department(one, other))


def _same_department(one: Tie, other: Tie) -> bool:
    if not one.department or not other.department:
        return True
    return one.department.casefold() == other.department.casefold()


def years_before(on: date, years: int) -> date:
    """The same day so many years earlier; the 28th for a leap day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)
