"""Dates of phases, computed: laid out from a type, shifted, shortened. Pure: nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretch:
    """A phase as dates; both ends belong to it. `begun` keeps its start, `over` keeps both its ends."""

    key: str
    label: str
    start: date
    end: date
    begun: bool = False
    over: bool = False

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.end - self.start).days + 1


def laid_out(lengths: Sequence[tuple[str, str, int]], first_day: date) -> list[Stretch]:
    """Phases one after the other from a day on; `lengths` are (key, label, weeks), a phase of 0 weeks lasts a day."""
    found: list[Stretch] = []
    day = first_day
    for key, label, weeks in lengths:
        last = day + timedelta(days=max(weeks * 7, 1) - 1)
        found.append(Stretch(key, label, day, last))
        day = last + timedelta(days=1)
    return found


def shifted(stretches: Sequence[Stretch], days: int) -> list[Stretch]:
    """Every phase moved by so many days; one that has begun moves its end only, one that is over stays."""
    moved: list[Stretch] = []
    for one in stretches:
        if one.over:
            moved.append(one)
            continue
        start = one.start if one.begun else one.start + timedelta(days=days)
        moved.append(replace(one, start=start, end=max(start, one.end + timedelta(days=days))))
    return moved


def moved_with_following(
    stretches: Sequence[Stretch], key: str, new_start: date, new_end: date, *, shift_following: bool
) -> list[Stretch]:
    """The phases after one was moved. What follows it moves by as many days as its end did, where asked for."""
    place = next(number for number, one in enumerate(stretches) if one.key == key)
    old = stretches[place]
    by = (new_end - old.end).days
    following = list(stretches[place + 1 :])
    if shift_following:
        following = shifted(following, by)
    return [*stretches[:place], replace(old, start=new_start, end=new_end), *following]


def shortened(stretches: Sequence[Stretch], today: date, last_day: date) -> list[Stretch]:
    """What is left of a round pressed together so that it ends on `last_day`, each phase by the same share.

    A phase that is over stays; one that has begun keeps its start. Raises `ValueError` where there is nothing left to
    shorten, or fewer days than phases.
    """
    left = [one for one in stretches if not one.over]
    if not left:
        raise ValueError("no phase is left")
    origin = max(today, min(one.start for one in left))
    old_days = (max(one.end for one in left) - origin).days + 1
    new_days = (last_day - origin).days + 1
    if new_days < len(left):
        raise ValueError("fewer days than phases")

    def pressed(day: date) -> date:
        offset = (day - origin).days
        return origin + timedelta(days=offset * new_days // old_days) if offset > 0 else day

    found: list[Stretch] = []
    for one in stretches:
        if one.over:
            found.append(one)
            continue
        start = one.start if one.begun else pressed(one.start)
        end = pressed(one.end + timedelta(days=1)) - timedelta(days=1)
        found.append(replace(one, start=start, end=max(start, end)))
    return found


def changed(before: Sequence[Stretch], after: Sequence[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """Pairs of old and new for the phases whose dates differ."""
    return [(old, new) for old, new in zip(before, after, strict=True) if (old.start, old.end) != (new.start, new.end)]
