"""Words that were likely meant: the nearest of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

NEAR = 0.8
"""How alike two words are (1 is the same) from which on one is offered for the other; one slip in a word of five."""
SHORTEST = 4


def nearest(word: str, vocabulary: Mapping[str, int]) -> str:
    """The word of `vocabulary` (with how often each stands) that was likely meant; empty where none is near.

    Short words are left alone: too many others are near them.
    """
    if len(word) < SHORTEST or word in vocabulary:
        return ""
    alike = [other for other in vocabulary if abs(len(other) - len(word)) <= 2]
    near = get_close_matches(word, alike, n=3, cutoff=NEAR)
    return max(near, key=lambda other: vocabulary[other]) if near else ""


def counted(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """How many texts hold each word of at least `SHORTEST` letters."""
    times: dict[str, int] = {}
    for words in texts:
        for word in set(words):
            if len(word) >= SHORTEST and not word.isdigit():
                times[word] = times.get(word, 0) + 1
    return times
