"""Text, partial dates and reasons as people typed them: cleaned and bounded before they are kept."""

from __future__ import annotations

from typing import Final

from bridgework.core.reading import DateUnreadable, PartialDate, read_date
from bridgework.kernel.errors import InvalidInput

TITLE_LENGTH: Final = 160
LINE_LENGTH: Final = 160
WORDING_LENGTH: Final = 2_000
TEXT_LENGTH: Final = 10_000
BRIEF_LENGTH: Final = 50_000


def kept_text(text: str, *, field: str, called: str, longest: int = TEXT_LENGTH, required: bool = False) -> str:
    """The text as it is kept. Raises `InvalidInput` where it is missing or longer than `longest` characters.

    NUL is dropped (PostgreSQL cannot hold it) and line ends are made plain; nothing else of the words is touched.
    """
    cleaned = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if required and not cleaned:
        raise InvalidInput(
            f"The {called} is missing.", rule=f"questions.{field}", remedy="Write it in your own words.", field=field
        )
    if len(cleaned) > longest:
        raise InvalidInput(
            f"The {called} has {len(cleaned)} characters; at most {longest} can be kept.",
            rule=f"questions.{field}-length",
            remedy="Shorten it.",
            field=field,
        )
    return cleaned


def kept_line(text: str, *, field: str, called: str, longest: int = LINE_LENGTH, required: bool = False) -> str:
    """One line of text as it is kept: white space runs become one space. Raises `InvalidInput`."""
    return kept_text(
        " ".join(text.replace("\x00", "").split()), field=field, called=called, longest=longest, required=required
    )


def kept_partial_date(text: str, *, field: str) -> str:
    """A date known to the day, the month or the year, as `2019-07`. Raises `InvalidInput` where it cannot be read."""
    if not text.strip():
        return ""
    try:
        return PartialDate.from_iso(text.strip()).iso()
    except DateUnreadable:
        pass
    try:
        return read_date(text).iso()
    except DateUnreadable as error:
        raise InvalidInput(str(error), rule=f"questions.{field}", field=field) from error
