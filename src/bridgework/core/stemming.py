"""Words and their stems, as the search index sees them.

The stemmer is Porter's ("An algorithm for suffix stripping", Program 14(3), 1980), written from the paper. SQLite's
full-text index applies the same algorithm, so both databases find the same things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_WORD = 64
_WORD = re.compile(r"[^\W_]+")
_VOWELS = "aeiou"

_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


class _Folding(dict[int, str]):
    """One character to one character: lower case, without accents. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFD", chr(code))[0].lower()[0]
        self[code] = folded
        return folded


_FOLDING = _Folding()


def folded(text: str) -> str:
    """`text` in lower case and without accents, character for character: positions stay the same."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of `text`, folded, in their order. Overlong runs of letters are cut."""
    return [found[:LONGEST_WORD] for found in _WORD.findall(folded(text))]


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of `text` with where it begins and ends."""
    for found in _WORD.finditer(folded(text)):
        yield found.start(), found.end(), found.group()[:LONGEST_WORD]


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The stem of a folded word; words under three letters, or with other letters than a to z at the end, are kept."""
    if len(word) < 3 or not word.isascii():
        return word
    for step in (_step_1a, _step_1b, _step_1c, _step_2, _step_3, _step_4, _step_5):
        word = step(word)
    return word


def _is_consonant(word: str, place: int) -> bool:
    letter = word[place]
    if letter in _VOWELS:
        return False
    return letter != "y" or place == 0 or not _is_consonant(word, place - 1)


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant: Porter's m."""
    count = 0
    was_vowel = False
    for place in range(len(word)):
        consonant = _is_consonant(word, place)
        if consonant and was_vowel:
            count += 1
        was_vowel = not consonant
    return count


def _has_vowel(word: str) -> bool:
    return any(not _is_consonant(word, place) for place in range(len(word)))


def _doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _is_consonant(word, len(word) - 1)


def _ends_cvc(word: str) -> bool:
    size = len(word)
    return (
        size > 2
        and _is_consonant(word, size - 3)
        and not _is_consonant(word, size - 2)
        and _is_consonant(word, size - 1)
        and word[-1] not in "wxy"
    )


def _step_1a(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _step_1b(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        if word.endswith(suffix) and _has_vowel(word[: -len(suffix)]):
            return _after_1b(word[: -len(suffix)])
    return word


def _after_1b(word: str) -> str:
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _doubled(word) and word[-1] not in "lsz":
        return word[:-1]
    if _measure(word) == 1 and _ends_cvc(word):
        return word + "e"
    return word


def _step_1c(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _replaced(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for suffix, instead in pairs:
        if word.endswith(suffix):
            start = word[: -len(suffix)]
            return start + instead if _measure(start) > 0 else word
    return word


def _step_2(word: str) -> str:
    return _replaced(word, _STEP_2)


def _step_3(word: str) -> str:
    return _replaced(word, _STEP_3)


def _step_4(word: str) -> str:
    for suffix in _STEP_4:
        if word.endswith(suffix):
            # Of -sion and -tion only the -ion goes.
            start = word[:-3] if suffix in ("sion", "tion") else word[: -len(suffix)]
            return start if _measure(start) > 1 else word
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        start = word[:-1]
        if _measure(start) > 1 or (_measure(start) == 1 and not _ends_cvc(start)):
            word = start
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
