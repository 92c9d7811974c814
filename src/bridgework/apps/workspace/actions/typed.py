"""Text as people typed it: cleaned and bounded before it is kept."""

from __future__ import annotations

from typing import Final

from bridgework.core.reading import DateUnreadable, PartialDate, read_date
from bridgework.kernel.errors import InvalidInput

LINE: Final = 160
TEXT: Final = 10_000
LONG_TEXT: Final = 50_000


def kept(
    text: str, *, field: str, called: str, rule: str, longest: int = TEXT, required: bool = False, line: bool = False
) -> str:
    """The text as it is kept, in one line where `line`. Raises `InvalidInput` where it is missing or too long.

    NUL is dropped (PostgreSQL cannot hold it) and line ends are made plain; nothing else of the words is touched.
    """
    cleaned = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if line:
        cleaned = " ".join(cleaned.split())
    if required and not cleaned:
        raise InvalidInput(f"The {called} is missing.", rule=rule, remedy="Write it in your own words.", field=field)
    if len(cleaned) > longest:
        raise InvalidInput(
            f"The {called} has {len(cleaned):,} characters; at most {longest:,} can be kept.",
            rule=f"{rule}-length",
            remedy="Shorten it.",
            field=field,
        )
    return cleaned


def kept_partial_date(text: str, *, field: str, rule: str) -> str:
    """A date known to the day, the month or the year, as `2019-07`; empty stays empty. Raises `InvalidInput`."""
    if not text.strip():
        return ""
    try:
        return PartialDate.from_iso(text.strip()).iso()
    except DateUnreadable:
        pass
    try:
        return read_date(text).iso()
    except DateUnreadable as error:
        raise InvalidInput(
            str(error), rule=rule, remedy="Write it as 12 March 2026, March 2026 or 2026.", field=field
        ) from error
