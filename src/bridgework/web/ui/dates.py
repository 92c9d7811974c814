"""Reading a day as people write it."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,.]+", re.IGNORECASE)
_PARTS = re.compile(r"[\s,./\-]+")


class UnreadableDate(ValueError):
    """A day that cannot be read; the words say what to do, `part` which box (day, month, year or empty)."""

    def __init__(self, words: str, part: str = "") -> None:
        super().__init__(words)
        self.part = part


def read_day(text: str) -> date:
    """A typed day: `10/3/2022`, `10 March 2022`, `Thu 10 Mar 22`, `2022-03-10`. Raises UnreadableDate."""
    text = text.strip()
    iso = _ISO.match(text)
    if iso:
        return make_day(iso[3], iso[2], iso[1])
    parts = [part for part in _PARTS.split(_WEEKDAY.sub("", text)) if part]
    if len(parts) != 3:
        raise UnreadableDate("Enter a day, month and year, such as 10 March 2022.")
    if parts[0][:1].isalpha():  # March 10 2022
        parts[0], parts[1] = parts[1], parts[0]
    return make_day(*parts)


def make_day(day: str, month: str, year: str) -> date:
    """A day from three boxes. Raises UnreadableDate naming the box."""
    number = _number(re.sub(r"(st|nd|rd|th)$", "", day.strip(), flags=re.IGNORECASE), "day", 31)
    moon = month_number(month)
    century = _number(year.strip(), "year", 9999)
    if len(year.strip()) <= 2:
        century += 2000
    if not 1800 <= century <= 2199:
        raise UnreadableDate("Enter the year with four digits, such as 2027.", "year")
    try:
        return date(century, moon, number)
    except ValueError:
        name = MONTHS[moon - 1].capitalize()
        raise UnreadableDate(f"There is no {number} {name} in {century}. Enter a real date.", "day") from None


def month_number(text: str) -> int:
    """1 to 12 from `3`, `03`, `Mar` or `March`. Raises UnreadableDate."""
    text = text.strip().rstrip(".").lower()
    if text.isascii() and text.isdigit():
        return _number(text, "month", 12)
    if len(text) >= 3:
        for index, name in enumerate(MONTHS, start=1):
            if name.startswith(text):
                return index
    raise UnreadableDate("Enter the month as a number from 1 to 12, or as a word.", "month")


def _number(text: str, part: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most):
        words = {
            "day": "Enter the day as a number from 1 to 31.",
            "month": "Enter the month as a number from 1 to 12, or as a word.",
            "year": "Enter the year with four digits, such as 2027.",
        }
        if part == "year" and text.isascii() and text.isdigit() and len(text) <= 2:
            return int(text)
        raise UnreadableDate(words[part], part)
    return int(text)
