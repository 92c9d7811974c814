"""Which characters the shipped fonts can show. A PDF with a box in place of a letter is not accessible."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from bridgework.core.papers.documents.problems import DocumentProblem

FONTS: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("Liberation Sans", "DejaVu Sans")
"""In this order: the first looks like the councils' own papers, the second has signs and further scripts."""
_NEVER_SHOWN: Final = {0xFE0E, 0xFE0F, 0xFEFF}
_MOST: Final = 20


@cache
def shown() -> frozenset[int]:
    """The characters that can be shown, by number. Read once for a process."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap() or {})
    return frozenset(found)


def printable(text: str) -> str:
    """The text in composed form, without signs that are not meant to be seen and that no font has."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    known = shown()
    kept: list[str] = []
    for sign in composed:
        kind = unicodedata.category(sign)
        if sign == "\n" or not (kind in ("Cc", "Cf") or ord(sign) in _NEVER_SHOWN):
            kept.append(" " if kind in ("Zs", "Zl", "Zp") and ord(sign) not in known else sign)
        elif kind == "Cc":
            kept.append(" ")
        elif ord(sign) in known and ord(sign) not in _NEVER_SHOWN:
            kept.append(sign)
    return "".join(kept)


def missing(texts: Iterable[tuple[str, str, str]]) -> list[DocumentProblem]:
    """What cannot be shown, among texts given with place and section: one sentence for each sign and place."""
    known = shown()
    found: Counter[tuple[str, str, str]] = Counter()
    for text, place, section in texts:
        if text.isascii():
            continue
        found.update((sign, place, section) for sign in text if sign != "\n" and ord(sign) not in known)
    return [
        DocumentProblem(
            f"No font we ship can show {_named(sign)}{_times(count)}. Write it another way.", place, section
        )
        for (sign, place, section), count in list(found.items())[:_MOST]
    ]


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "a character without a name").lower()
    return f"“{sign}” (U+{ord(sign):04X}, {name})"


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""
