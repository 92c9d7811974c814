"""Computing conflicts: two people who were in the same department or organisation at the same time, not long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

LOOK_BACK_YEARS: Final = 3


@dataclass(frozen=True)
class Tie:
    """Where somebody was, and when; an unknown date is None."""

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


def shared_ties(
    whose: Iterable[Tie], others: Iterable[Tie], *, on: date, years: int = LOOK_BACK_YEARS, by_department: bool = True
) -> list[SharedTie]:
    """Who of `whose` shares a place with whom of `others` within the look-back.

    With `by_department` two people of one organisation count only where their departments are the same; a department
    that is not known counts, because a conflict missed is worse than one to look at. An unknown first day reaches
    back for ever; an unknown last day reaches to `on`.
    """
    horizon = _years_before(on, years)
    theirs = list(others)
    found: dict[tuple[str, str], SharedTie] = {}
    for mine in whose:
        for other in theirs:
            if mine.person == other.person or mine.organisation != other.organisation:
                continue
            same = _same_department(mine, other)
            if by_department and not same:
                continue
            end = min(mine.until or on, other.until or on)
            if end < horizon or max(mine.since or date.min, other.since or date.min) > end:
                continue
            place = f"the same department ({mine.department})" if mine.department and same else "the same organisation"
            when = "now" if end >= on else f"until {end.year}"
            found.setdefault((mine.person, other.person), SharedTie(mine.person, other.person, f"{place}, {when}"))
    return list(found.values())


def _same_department(one: Tie, other: Tie) -> bool:
    if not one.department or not other.department:
        return True
    return one.department.casefold() == other.department.casefold()


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)
