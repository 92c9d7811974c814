"""Which recommendations of a report a proposal of a paper puts, by its words. A suggestion: a person confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bridgework.core.similarity import content_stems

LEAST_SHARED: Final = 0.7
"""Share of a recommendation's own words that a proposal has to repeat."""
FEWEST_WORDS: Final = 3
_NUMBERS: Final = re.compile(
    r"\brecommendations?\s+(?P<numbers>\d+(?:\.\d+)*(?:\s*(?:,|and|&|to|[-–])\s*\d+(?:\.\d+)*)*)", re.IGNORECASE
)
_RANGE: Final = re.compile(r"(\d+)\s*(?:to|[-–])\s*(\d+)")


def put_by(proposal: str, recommendations: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """The places of the recommendations, each a number and its words, that a proposal names or repeats."""
    named = _named(proposal)
    words = set(content_stems(proposal))
    return tuple(
        at
        for at, (number, text) in enumerate(recommendations)
        if number in named or _repeated(words, set(content_stems(text)))
    )


def _repeated(words: set[str], wanted: set[str]) -> bool:
    return len(wanted) >= FEWEST_WORDS and len(words & wanted) >= LEAST_SHARED * len(wanted)


def _named(proposal: str) -> set[str]:
    found: set[str] = set()
    for one in _NUMBERS.finditer(proposal):
        numbers = one["numbers"]
        found.update(re.findall(r"\d+(?:\.\d+)*", numbers))
        for first, last in _RANGE.findall(numbers):
            found.update(str(each) for each in range(int(first), min(int(last), int(first) + 50) + 1))
    return found
