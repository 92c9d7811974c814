"""Words of a text that are likely to name somebody: a list to look at, never a proof that there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_TITLE: Final = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev|Lord|Lady)\.?"
_WORD: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_TITLED: Final = re.compile(rf"\b{_TITLE}\s+{_WORD}(?:\s+{_WORD})*")
_RUN: Final = re.compile(rf"\b{_WORD}(?:[ \t]+{_WORD})+")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<!\w)\+?\d(?:[\s-]?\d){8,12}(?!\w)")
_OPENING_WORDS: Final = (
    "A An And As At But By For From He Her His How I If In It Its My No Not On Or Our She So That The Their Then There "
    "These They This Those To We What When Where Which Who Why With Yes You Your"
)
_OPENING: Final = frozenset(_OPENING_WORDS.split(" "))

_WORDS: Final = (
    "april art bill brown day dawn dean faith field frank grace green hill holly hope ivy joy june king long "
    "mark marsh may park pat price ray rob rose short sue summer white will wood young"
)
_ALSO_WORDS: Final = frozenset(_WORDS.split(" "))
"""Names that are words too: they count only as they are written, so that “it will” names no Will."""


def likely_names(text: str, *, known: Iterable[str] = ()) -> list[str]:
    """What may name somebody, each once, in the order of the text.

    Known names (whole, in any case), titles with a name, two and more capitalised words, email addresses and telephone
    numbers. A first name alone is only found where it is known.
    """
    found: list[tuple[int, str]] = []
    for pattern in (_TITLED, _ADDRESS, _PHONE):
        found += [(one.start(), one.group()) for one in pattern.finditer(text)]
    for one in _RUN.finditer(text):
        words = one.group().split()
        while words and words[0] in _OPENING:
            words.pop(0)
        if len(words) > 1:
            found.append((one.start(), " ".join(words)))
    found += [(at, name) for name in known for at in _places_of(name, text)]
    kept: list[str] = []
    for _, name in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        if not any(name in other for other in kept):
            kept.append(name)
    return kept


def known_names(text: str, known: Iterable[str]) -> list[str]:
    """Which of the known names stand in the text, in the order given."""
    return [one for one in known if _places_of(one, text)]


def _places_of(name: str, text: str) -> list[int]:
    if len(name.strip()) < 3:
        return []
    case = re.NOFLAG if name.strip().lower() in _ALSO_WORDS else re.IGNORECASE
    pattern = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", case)
    return [one.start() for one in pattern.finditer(text)]
