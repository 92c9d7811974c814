"""Dates as people write them, and dates that are only partly known.

History is often known to the month ("November 2017") or the year. A partial
date keeps exactly what is known and never fills the rest in.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_NUMBERS = {
    name.lower()[:length]: number for number, name in enumerate(MONTHS, start=1) for length in range(3, len(name) + 1)
}
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200


class DateUnreadable(ValueError):
    """The text is not a date we can read; the message says what would be."""


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or only a year.

    Raises:
        DateUnreadable: when there is no such date, or a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse dates that do not exist."""
        if not 1 <= self.year <= 9999:
            raise DateUnreadable(f"There is no year {self.year} in our calendar.")
        if self.month is None:
            if self.day is not None:
                raise DateUnreadable("A day needs a month.")
            return
        if not 1 <= self.month <= 12:
            raise DateUnreadable(f"There is no month {self.month}. Months run from 1 to 12.")
        if self.day is not None:
            length = calendar.monthrange(self.year, self.month)[1]
            if not 1 <= self.day <= length:
                raise DateUnreadable(f"{MONTHS[self.month - 1]} {self.year} has {length} days, so no {self.day}.")

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The partial date that knows the whole of `day`."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read "2017", "2017-11" or "2017-11-03".

        Raises:
            DateUnreadable: for anything else.
        """
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise DateUnreadable("Write the date as 2017, 2017-11 or 2017-11-03.")
        return cls(*(int(part) for part in text.split("-")))

    @property
    def precision(self) -> str:
        """How much is known: "day", "month" or "year"."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        """The earliest day it can mean; use it to sort, never to show."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> date | None:
        """The day, when it is known to the day."""
        return self.first_day if self.precision == "day" else None

    def iso(self) -> str:
        """The form `from_iso` reads."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    def human(self) -> str:
        """For a sentence: "10 March 2022", "March 2022" or "2022"."""
        if self.month is None:
            return str(self.year)
        month = f"{MONTHS[self.month - 1]} {self.year}"
        return month if self.day is None else f"{self.day} {month}"

    def human_with_preposition(self) -> str:
        """For a sentence: "on 10 March 2022", "in March 2022", "in 2022"."""
        return f"{'on' if self.precision == 'day' else 'in'} {self.human()}"

    def __str__(self) -> str:
        """The same as `human`."""
        return self.human()


def human_date(day: date) -> str:
    """A day as our screens write it: "Thu 10 March 2022"."""
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?,?\s+)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_WEEKDAY}{_DAY}\s*(?:of\s+)?{_NAME},?\s*{_YEAR}",
        rf"{_WEEKDAY}{_NAME}\s*{_DAY},?\s+{_YEAR}",
        r"(?P<year>[0-9]{4})[-/.](?P<number>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})\s*[-/. ]\s*(?P<number>[0-9]{{1,2}})\s*[-/. ]\s*{_YEAR}",
        rf"{_NAME},?\s+(?P<year>[0-9]{{4}})",
        r"(?P<year>[0-9]{4})[-/](?P<number>[0-9]{1,2})",
        r"(?P<number>[0-9]{1,2})[-/](?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})",
    )
)


def read_date(typed: str) -> PartialDate:
    """Read a date a person typed, in British order.

    Reads "12 March 2026", "Thu 12th of March 2026", "March 12, 2026",
    "12/3/26", "2026-03-12", "March 2026", "3/2026" and "2026". A year of two
    digits is in this century.

    Raises:
        DateUnreadable: with a sentence for the person.
    """
    text = " ".join(typed.split()).lower()
    if len(text) <= 60:
        for form in _FORMS:
            match = form.fullmatch(text)
            if match:
                return _from_parts(match.groupdict())
    raise DateUnreadable("We could not read this as a date. Write it as 12 March 2026, or March 2026, or 2026.")


def _from_parts(parts: dict[str, str | None]) -> PartialDate:
    year_text = parts["year"] or ""
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise DateUnreadable(f"The year {year} looks wrong. Write the year in four digits.")
    month: int | None = None
    if name := parts.get("name"):
        month = _MONTH_NUMBERS.get(name)
        if month is None and name == "sept":
            month = 9
        if month is None:
            raise DateUnreadable(f"“{name}” is not the name of a month.")
    elif number := parts.get("number"):
        month = int(number)
    day_text = parts.get("day")
    return PartialDate(year, month, int(day_text) if day_text else None)
