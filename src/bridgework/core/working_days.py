"""Working days, and the clear days of committee law.

A clear day is a whole day: neither the day of publication nor the day of the
meeting counts (R v Herefordshire Justices 1820). For the public notice of
principal councils' meetings (Local Government Act 1972, sections 100A and 100B)
only working weekdays count: no Saturday, Sunday or bank holiday (R v Swansea
City Council ex parte Elitestone, 1993). Bank holidays come in as data, because
they differ by nation and new ones are proclaimed; nothing here is stored, a
deadline is always counted again.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bridgework.core.reading import MONTHS, human_date

Holidays = Mapping[date, str]
"""Days nobody works, each with its name."""

Counting = Literal["working", "calendar"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PassedOver:
    """A day that does not count, and why."""

    day: date
    reason: str


@dataclass(frozen=True)
class ClearDays:
    """The clear days between a publication and a meeting, one by one."""

    published: date
    meeting: date
    counted: tuple[date, ...]
    passed_over: tuple[PassedOver, ...]

    @property
    def count(self) -> int:
        """How many clear days there are."""
        return len(self.counted)

    @property
    def explanation(self) -> str:
        """How they were counted, for a person: "5 clear days: 3, 4, 7 March."."""
        noun = "clear day" if self.count == 1 else "clear days"
        first = f"{self.count} {noun}"
        if self.counted:
            first += f": {days_in_words(self.counted)}"
        ends = (
            f"Neither {human_date(self.published)} (publication) nor {human_date(self.meeting)} (the meeting) counts."
        )
        holidays = [passed for passed in self.passed_over if passed.reason not in calendar.day_name]
        sentences = [f"{first}.", ends]
        if len(holidays) < len(self.passed_over):
            sentences.append("Weekends do not count.")
        sentences.extend(f"{human_date(passed.day)} does not count: {passed.reason}." for passed in holidays)
        return " ".join(sentences)


def why_not_working(day: date, holidays: Holidays) -> str | None:
    """Why nobody works on `day`: the holiday's name or the weekday; else None."""
    if day in holidays:
        return holidays[day]
    return calendar.day_name[day.weekday()] if day.weekday() >= 5 else None


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Whether `day` is Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays


def working_day_on_or_after(day: date, holidays: Holidays) -> date:
    """`day` itself when it is a working day, else the next one."""
    while not is_working_day(day, holidays):
        day += _DAY
    return day


def working_day_on_or_before(day: date, holidays: Holidays) -> date:
    """`day` itself when it is a working day, else the last one."""
    while not is_working_day(day, holidays):
        day -= _DAY
    return day


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """The working day `count` working days after `day`; before it when negative.

    The day itself is not counted, so one working day after a Friday or a
    Saturday is the Monday. `count` 0 gives `day` unchanged.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        if is_working_day(day, holidays):
            left -= 1
    return day


def days_between(earlier: date, later: date) -> int:
    """Calendar days from one day to another; negative when the order is reversed."""
    return (later - earlier).days


def working_days_between(earlier: date, later: date, holidays: Holidays) -> int:
    """Working days after `earlier`, up to and with `later`.

    Negative when the order is reversed. From any day to the day `n` working
    days after it are `n` working days.
    """
    if later < earlier:
        return -working_days_between(later, earlier, holidays)
    total = (later - earlier).days
    weeks, rest = divmod(total, 7)
    count = weeks * 5
    for offset in range(rest):
        if (later - offset * _DAY).weekday() < 5:
            count += 1
    return count - sum(1 for day in holidays if earlier < day <= later and day.weekday() < 5)


def count_clear_days(published: date, meeting: date, holidays: Holidays, counting: Counting = "working") -> ClearDays:
    """Count the clear days; neither end is counted.

    Args:
        published: the day the paper became public.
        meeting: the day of the meeting.
        holidays: bank holidays, and local ones when the body's rules pass them over.
        counting: "working" for notice of meetings; "calendar" where every day
            counts, the usual reading of the 28 days for a key decision.
    """
    counted: list[date] = []
    passed: list[PassedOver] = []
    day = published + _DAY
    while day < meeting:
        reason = why_not_working(day, holidays) if counting == "working" else None
        if reason is None:
            counted.append(day)
        else:
            passed.append(PassedOver(day, reason))
        day += _DAY
    return ClearDays(published, meeting, tuple(counted), tuple(passed))


def latest_publication(meeting: date, required: int, holidays: Holidays, counting: Counting = "working") -> date:
    """The last day a paper can be published to give `required` clear days.

    Papers are published on working days, so the day found is moved back to one.
    """
    day = meeting
    left = required
    while left:
        day -= _DAY
        if counting == "calendar" or is_working_day(day, holidays):
            left -= 1
    return working_day_on_or_before(day - _DAY, holidays)


def is_in_time(
    published: date,
    meeting: date,
    required: int,
    holidays: Holidays,
    counting: Counting = "working",
) -> bool:
    """Whether a publication gave enough clear days, counted afresh."""
    return count_clear_days(published, meeting, holidays, counting).count >= required


def days_in_words(days: tuple[date, ...]) -> str:
    """Days grouped by month: "27, 28 February, 3 March 2022"."""
    if not days:
        return ""
    groups: list[str] = []
    for year, month in dict.fromkeys((day.year, day.month) for day in days):
        numbers = ", ".join(str(d.day) for d in days if (d.year, d.month) == (year, month))
        later_years = [d for d in days if d.year == year][-1]
        suffix = f" {year}" if later_years.month == month else ""
        groups.append(f"{numbers} {MONTHS[month - 1]}{suffix}")
    return ", ".join(groups)
