"""Snippets: the part of a text that answers best, cut into pieces that match and pieces that do not."""

from __future__ import annotations

import re
from collections.abc import Collection

from bridgework.core.stemming import folded, stem
from bridgework.kernel.search.documents import Pieces

WIDTH = 260
"""Characters of a snippet, about."""
MOST_PLACES = 400


def matches(text: str, stems: Collection[str]) -> list[tuple[int, int, str]]:
    """Where words of these stems stand: start, end, stem. The first few hundred are enough."""
    if not stems:
        return []
    # Long texts are passed over quickly.
    beginnings = sorted({beginning(one) for one in stems}, key=len, reverse=True)
    pattern = re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, beginnings)) + r")[^\W_]*")
    places = []
    for found in pattern.finditer(folded(text)):
        stemmed = stem(found.group())
        if stemmed in stems:
            places.append((found.start(), found.end(), stemmed))
            if len(places) == MOST_PLACES:
                break
    return places


def beginning(stemmed: str) -> str:
    """What every word of a stem begins with: they differ only in its last letter or after it."""
    return stemmed[:-1] if len(stemmed) > 3 else stemmed


def marked(text: str, stems: Collection[str]) -> Pieces:
    """The whole of a short text in pieces."""
    return _pieces(text, 0, len(text), matches(text, stems))


def snippet(text: str, stems: Collection[str], width: int = WIDTH) -> Pieces:
    """About `width` characters of `text` around the most different words asked for; else its beginning."""
    places = matches(text, stems)
    start = _best_start(places, width)
    start = _word_start(text, max(0, start - width // 5)) if start else 0
    end = _word_end(text, min(len(text), start + width))
    pieces = _pieces(text, start, end, places)
    before = (("… ", False),) if start else ()
    after = ((" …", False),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _best_start(places: list[tuple[int, int, str]], width: int) -> int:
    best, best_start = (0, 0), 0
    for index, (start, _, _) in enumerate(places):
        inside = [stemmed for begin, end, stemmed in places[index : index + 40] if end <= start + width * 4 // 5]
        value = (len(set(inside)), len(inside))
        if value > best:
            best, best_start = value, start
    return best_start


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + 40 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > at - 40 else at


def _pieces(text: str, start: int, end: int, places: list[tuple[int, int, str]]) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    here = start
    for begin, finish, _ in places:
        if begin < here or finish > end:
            continue
        if begin > here:
            pieces.append((_plain(text[here:begin]), False))
        pieces.append((text[begin:finish], True))
        here = finish
    if here < end:
        pieces.append((_plain(text[here:end]), False))
    return tuple(pieces)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)
