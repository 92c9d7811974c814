"""The days a parish or community council does not count.

Local Government Act 1972, section 243: a Sunday, a day of the Christmas break or of the Easter break, a bank holiday,
a day appointed for public thanksgiving or mourning. The Christmas break runs from the last weekday before Christmas
Day to the first weekday after it that is no bank holiday; the Easter break from the Thursday before to the Tuesday
after Easter Day. Whether a Saturday counts is disputed, so it is a setting; where it counts, it is a weekday here.
"""

from __future__ import annotations

from datetime import date, timedelta

from bridgework.core.working_days import Holidays

CHRISTMAS_BREAK = "the Christmas break"
EASTER_BREAK = "the Easter break"
_DAY = timedelta(days=1)


def why_not_counted_by_a_parish(day: date, holidays: Holidays, *, saturdays_count: bool) -> str | None:
    """Why a parish passes over `day`, or None where it counts."""
    if day in holidays:
        return holidays[day]
    if day.weekday() == 6:
        return "Sunday"
    if day.weekday() == 5 and not saturdays_count:
        return "Saturday"
    first, last = christmas_break(day.year, holidays, saturdays_count=saturdays_count)
    if first <= day <= last:
        return CHRISTMAS_BREAK
    easter = easter_day(day.year)
    if easter - 3 * _DAY <= day <= easter + 2 * _DAY:
        return EASTER_BREAK
    return None


def christmas_break(year: int, holidays: Holidays, *, saturdays_count: bool) -> tuple[date, date]:
    """The first and last day of the Christmas break of a year, both within it."""
    weekdays = 6 if saturdays_count else 5
    first = date(year, 12, 24)
    while first.weekday() >= weekdays:
        first -= _DAY
    last = date(year, 12, 26)
    while last.weekday() >= weekdays or last in holidays:
        last += _DAY
    return first, last


def easter_day(year: int) -> date:
    """Easter Day of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (century + 8) // 25
    skipped = (century - moon + 1) // 3
    epact = (19 * golden + century - leaps - skipped + 15) % 30
    quarter, quarter_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * quarter - epact - quarter_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
