"""Passages of a document: kept as one text with the places where they begin, and the best of them found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from bridgework.core.passages import Passage
from bridgework.kernel.search.documents import LONGEST_TEXT
from bridgework.kernel.search.snippets import matches

Place = tuple[int, str, int]
"""Where a passage begins in the text, its section and its page."""


def joined(body: str, passages: Sequence[Passage]) -> tuple[str, list[Place] | None]:
    """A body and its passages as one text, and the place of each passage; None where there are none.

    Headings are words of the text too: whoever asks for one finds what stands under it.
    """
    if not passages:
        return body, None
    text, places, section = body, [], ""
    for one in passages:
        if one.section and one.section != section:
            text = f"{text}\n{one.section}"
        section = one.section
        if len(text) + len(one.text) > LONGEST_TEXT:
            break
        text = f"{text}\n" if text else text
        places.append((len(text), one.section, one.page))
        text += one.text.replace("\x00", " ")
    return text, places


def best_passage(text: str, places: Sequence[Any], stems: Collection[str]) -> tuple[str, str, int]:
    """The passage that answers best, with its section and page: the one with the most telling words of the question.

    A word tells the more, the fewer passages of this text have it. Without a match it is the beginning of the text.
    """
    begins = [int(place[0]) for place in places]
    found = []
    for (start, section, page), end in zip(places, [*begins[1:], len(text)], strict=True):
        # The next heading stands at the end of a passage.
        found.append((text[int(start) : end].partition("\n")[0], str(section), int(page)))
    held = [{stem for _, _, stem in matches(f"{section} {piece}", stems)} for piece, section, _ in found]
    among = Counter(stem for one in held for stem in one)
    worth = [sum(1 / among[stem] for stem in one) for one in held]
    best = max(range(len(found)), key=lambda at: (worth[at], -at), default=-1)
    before = text[: begins[0]].rstrip().removesuffix(str(places[0][1])).strip() if begins else text
    in_front = {stem for _, _, stem in matches(before, stems)}
    if best < 0 or len(in_front) > len(held[best]) or not worth[best]:
        return before or text, "", 0
    return found[best]
