"""Cutting text into the word pieces that an encoder of the BERT family was trained on.

The rules are those of Devlin et al., "BERT: Pre-training of deep bidirectional transformers" (NAACL 2019), for models
without capitals: lower case, no accents, punctuation alone, then for every word the longest pieces that are known, from
the left (Wu et al., "Google's neural machine translation system", 2016).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Characters: a longer word counts as unknown."""
_JOINED = "##"
# Blocks of Chinese characters, each of which is a word.
_CHINESE = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPieces:
    """A vocabulary, and the numbers of a text's pieces in it."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take the pieces in the order of their numbers. Raises KeyError where a mark of the form is missing."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown, self._begin, self._end = (self._numbers[mark] for mark in (UNKNOWN, BEGIN, END))
        self._cut = lru_cache(maxsize=50_000)(self._pieces)

    def numbers(self, text: str, most: int) -> list[int]:
        """The pieces of `text` between the marks of beginning and end, at most `most` in all."""
        pieces = (number for word in _words(text) for number in self._cut(word))
        return [self._begin, *islice(pieces, most - 2), self._end]

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            before = _JOINED if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(before + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    plain = "".join(_cleaned(text))
    without = "".join(one for one in unicodedata.normalize("NFD", plain) if unicodedata.category(one) != "Mn").lower()
    for word in without.split():
        start = 0
        for place, one in enumerate(word):
            if _is_punctuation(one):
                if place > start:
                    yield word[start:place]
                yield one
                start = place + 1
        if start < len(word):
            yield word[start:]


def _cleaned(text: str) -> Iterator[str]:
    for one in text:
        if one in " \t\n\r" or unicodedata.category(one) == "Zs":
            yield " "
        elif one in "\x00�" or unicodedata.category(one)[0] == "C":
            continue
        elif _is_chinese(one):
            yield f" {one} "
        else:
            yield one


def _is_chinese(one: str) -> bool:
    return one > "㏿" and any(first <= ord(one) <= last for first, last in _CHINESE)


def _is_punctuation(one: str) -> bool:
    # ASCII's symbols count as punctuation too, such as $ and ^.
    if one < "\x7f":
        return not one.isalnum()
    return unicodedata.category(one)[0] == "P"
