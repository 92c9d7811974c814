"""Codes of challenges, such as `2019-net-zero`.

A code is the public address of a thread, so it is set once and never reused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 48
_FORMAT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STOP_TEXT = (
    "a about actions against all an and any are as at be been by can could council "
    "county did do does for from had has have how i if in into is it its may more most must of on "
    "or our shall should so such take than that the their them then there these they this those "
    "through to today under up us was we were what when where which who whom whose why will with "
    "would you your"
)
_STOP_WORDS = frozenset(_STOP_TEXT.split())


class CodeInvalid(ValueError):
    """The text cannot be a code; the message says why."""


def challenge_code(year: int, title: str, taken: Collection[str] = (), words: int = 4) -> str:
    """Propose a code from the year and the first telling words of a title.

    Args:
        year: of the round.
        title: any text; accents are dropped, everything but letters and digits
            separates words. A title without a telling word becomes "question".
        taken: codes in use; "-2", "-3" and so on keep the new one apart.
        words: how many telling words to keep.
    """
    found = _words(title)
    telling = [word for word in found if word not in _STOP_WORDS] or found or ["question"]
    kept = f"{year:04d}"
    for word in telling[:words]:
        longer = f"{kept}-{word}"
        if len(longer) > LONGEST - 4:
            break
        kept = longer
    if kept == f"{year:04d}":
        kept = f"{kept}-{telling[0][: LONGEST - 9]}"
    code, number = kept, 1
    while code in taken:
        number += 1
        code = f"{kept}-{number}"
    return code


def is_code(text: str) -> bool:
    """Whether `text` has the form of a code."""
    return len(text) <= LONGEST and _FORMAT.fullmatch(text) is not None


def check_code(text: str) -> str:
    """The code itself.

    Raises:
        CodeInvalid: with a sentence for the person who typed it.
    """
    if len(text) > LONGEST:
        raise CodeInvalid(f"A code has at most {LONGEST} characters; this has {len(text)}.")
    if not is_code(text):
        raise CodeInvalid(
            "A code has only small letters a to z, digits and single hyphens between them, such as 2019-net-zero."
        )
    return text


def _words(title: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", title[:2_000].replace("’", "'")).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)
