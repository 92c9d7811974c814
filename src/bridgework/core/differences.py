"""Differences between two texts, word by word, and three-way merging.

The difference is found with Myers' greedy algorithm ("An O(ND) difference
algorithm and its variations", Algorithmica 1986) on words; where two texts have
little in common, it is cut at words that occur once in both (the "patience"
idea). Long texts are first compared by lines or paragraphs and only changed
blocks by words, so the work stays bounded whatever is pasted in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["equal", "added", "removed"]

_TOKEN = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BLANK = re.compile(r"(\n[ \t\r]*(?:\n[ \t\r]*)+)")
_MOST_UNITS = 8_000
_MOST_EDITS = 300


@dataclass(frozen=True)
class Segment:
    """A run of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Conflict:
    """A place two people changed in different ways."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """Two people's changes to one text, put together.

    `text` holds everything that could be joined; where `conflicts` exist it
    keeps "mine", and each conflict keeps the other text, so nothing is lost.
    """

    text: str
    conflicts: tuple[Conflict, ...]

    @property
    def clean(self) -> bool:
        """Whether no person has to choose."""
        return not self.conflicts


@dataclass(frozen=True)
class _Hunk:
    """`old[old_from:old_to]` was replaced by `new[new_from:new_to]`."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


def difference(old: str, new: str) -> tuple[Segment, ...]:
    """What changed from `old` to `new`.

    Equal and removed segments joined give `old`; equal and added give `new`.
    Within a change, what was removed comes first.
    """
    if old == new:
        return (Segment("equal", old),) if old else ()
    for units in (_words, _lines, _paragraphs):
        before, after = units(old), units(new)
        start, end = _common_ends(before, after)
        if max(len(before), len(after)) - start - end <= _MOST_UNITS:
            refine = units is not _words
            return _joined(_segments(before, after, refine))
    return _joined(_segments(_words(old), _words(new), refine=False, search=False))


def summary(segments: Sequence[Segment]) -> str:
    """The size of a difference in words: "one word changed, two added"."""
    changed = added = removed = 0
    gone = come = 0
    any_change = False
    for segment in (*segments, Segment("equal", "")):
        words = len(_WORD.findall(segment.text))
        if segment.kind == "equal":
            both = min(gone, come)
            changed, added, removed = changed + both, added + come - both, removed + gone - both
            gone = come = 0
            continue
        any_change = True
        if segment.kind == "removed":
            gone += words
        else:
            come += words
    parts = [(changed, "changed"), (added, "added"), (removed, "removed")]
    counted = [(number, verb) for number, verb in parts if number]
    if not counted:
        return "only spaces or punctuation changed" if any_change else "nothing changed"
    # One way of writing numbers in one sentence.
    in_words = all(number < len(_NUMBERS) for number, _ in counted)
    written = [(_NUMBERS[number] if in_words else f"{number:,}", verb) for number, verb in counted]
    noun = "word" if counted[0][0] == 1 else "words"
    (first, done), *rest = written
    return ", ".join([f"{first} {noun} {done}", *(f"{number} {verb}" for number, verb in rest)])


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Join two people's changes to `base`, paragraph by paragraph.

    A paragraph changed by one person takes that change; one changed by both in
    the same way takes it once; changed differently, it is a conflict.
    """
    if mine == theirs or theirs == base:
        return Merged(mine, ())
    if mine == base:
        return Merged(theirs, ())
    units = _paragraphs(base)
    sides = (_paragraphs(mine), _paragraphs(theirs))
    hunks = tuple(_hunks(units, side) for side in sides)
    text: list[str] = []
    conflicts: list[Conflict] = []
    position = 0
    for start, end, mine_hunks, their_hunks in _regions(*hunks):
        text.append("".join(units[position:start]))
        was = "".join(units[start:end])
        my_text = _applied(units, sides[0], mine_hunks, start, end)
        their_text = _applied(units, sides[1], their_hunks, start, end)
        if not their_hunks or my_text == their_text:
            text.append(my_text)
        elif not mine_hunks:
            text.append(their_text)
        else:
            text.append(my_text)
            conflicts.append(Conflict(was, my_text, their_text))
        position = end
    text.append("".join(units[position:]))
    return Merged("".join(text), tuple(conflicts))


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs and the blank space between them, as separate units."""
    return [unit for unit in _BLANK.split(text) if unit]


def _common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    shortest = min(len(before), len(after))
    start = 0
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _hunks(before: Sequence[str], after: Sequence[str]) -> list[_Hunk]:
    """The changed ranges, in order, never touching each other."""
    matches = _matches(before, after)
    hunks: list[_Hunk] = []
    i = j = 0
    for x, y in (*matches, (len(before), len(after))):
        if x > i or y > j:
            hunks.append(_Hunk(i, x, j, y))
        i, j = x + 1, y + 1
    return hunks


def _matches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal units, both indexes rising."""
    start, end = _common_ends(before, after)
    found = [(k, k) for k in range(start)]
    waiting = [(start, len(before) - end, start, len(after) - end)]
    while waiting:
        a, b, c, d = waiting.pop()
        if a == b or c == d:
            continue
        inner = _greedy(before[a:b], after[c:d])
        if inner is not None:
            found.extend((a + x, c + y) for x, y in inner)
            continue
        anchors = [(a + x, c + y) for x, y in _anchors(before[a:b], after[c:d])]
        found.extend(anchors)
        if anchors:
            edges = [(a - 1, c - 1), *anchors, (b, d)]
            for (x, y), (next_x, next_y) in pairwise(edges):
                waiting.append((x + 1, next_x, y + 1, next_y))
    found.extend((len(before) - k, len(after) - k) for k in range(1, end + 1))
    return sorted(found)


def _greedy(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]] | None:
    """Myers' shortest edit script; None when it would need too many edits."""
    n, m = len(before), len(after)
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(n + m, _MOST_EDITS) + 1):
        trace.append(dict(furthest))
        for k in range(-edits, edits + 1, 2):
            if k < -m or k > n:
                continue
            down = k == -edits or (k != edits and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
            x = furthest.get(k + 1, 0) if down else furthest.get(k - 1, 0) + 1
            y = x - k
            while x < n and y < m and before[x] == after[y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= n and y >= m:
                return _walked_back(trace, n, m)
    return None


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trace) - 1, -1, -1):
        furthest = trace[edits]
        k = x - y
        down = k == -edits or (k != edits and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
        previous_k = k + 1 if down else k - 1
        previous_x = furthest.get(previous_k, 0)
        previous_y = previous_x - previous_k
        while x > max(previous_x, 0) and y > max(previous_y, 0):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = previous_x, previous_y
    return pairs


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Units that occur once on each side, the longest run in the same order."""
    once_before, once_after = Counter(before), Counter(after)
    places = {unit: j for j, unit in enumerate(after) if once_after[unit] == 1}
    pairs = [(i, places[unit]) for i, unit in enumerate(before) if once_before[unit] == 1 and unit in places]
    tails: list[int] = []
    tail_at: list[int] = []
    came_from: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        came_from.append(tail_at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            tail_at.append(index)
        else:
            tails[length], tail_at[length] = place, index
    chain: list[tuple[int, int]] = []
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = came_from[index]
    return chain[::-1]


def _segments(before: Sequence[str], after: Sequence[str], refine: bool, search: bool = True) -> list[Segment]:
    if search:
        hunks = _hunks(before, after)
    else:
        start, end = _common_ends(before, after)
        hunks = [_Hunk(start, len(before) - end, start, len(after) - end)]
    segments: list[Segment] = []
    position = 0
    for hunk in hunks:
        segments.append(Segment("equal", "".join(before[position : hunk.old_from])))
        gone = "".join(before[hunk.old_from : hunk.old_to])
        come = "".join(after[hunk.new_from : hunk.new_to])
        small = refine and len(gone) + len(come) <= 10 * _MOST_UNITS
        if small and gone and come:
            segments.extend(_segments(_words(gone), _words(come), refine=False))
        else:
            segments += [Segment("removed", gone), Segment("added", come)]
        position = hunk.old_to
    segments.append(Segment("equal", "".join(before[position:])))
    return segments


def _joined(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Neighbours joined; a lone space or comma between two changes joins them."""
    result: list[Segment] = []
    gone: list[str] = []
    come: list[str] = []

    def flush() -> None:
        if gone and (text := "".join(gone)):
            result.append(Segment("removed", text))
        if come and (text := "".join(come)):
            result.append(Segment("added", text))
        gone.clear()
        come.clear()

    present = [segment for segment in segments if segment.text]
    for index, segment in enumerate(present):
        if segment.kind == "removed":
            gone.append(segment.text)
        elif segment.kind == "added":
            come.append(segment.text)
        elif (
            gone
            and come
            and index + 1 < len(present)
            and present[index + 1].kind != "equal"
            and not _WORD.search(segment.text)
            and "\n" not in segment.text
        ):
            gone.append(segment.text)
            come.append(segment.text)
        else:
            flush()
            if result and result[-1].kind == "equal":
                segment = Segment("equal", result.pop().text + segment.text)
            result.append(segment)
    flush()
    return tuple(result)


def _regions(mine: list[_Hunk], theirs: list[_Hunk]) -> list[tuple[int, int, list[_Hunk], list[_Hunk]]]:
    """Ranges of the base that one or both changed, overlapping ones joined."""
    tagged = sorted(
        [(hunk.old_from, hunk.old_to, 0, hunk) for hunk in mine]
        + [(hunk.old_from, hunk.old_to, 1, hunk) for hunk in theirs],
        key=lambda entry: entry[:3],
    )
    regions: list[tuple[int, int, list[_Hunk], list[_Hunk]]] = []
    for start, end, side, hunk in tagged:
        if regions:
            last_start, last_end, mine_here, theirs_here = regions[-1]
            same_insertion = start == end == last_start == last_end
            if start < last_end or same_insertion:
                (theirs_here if side else mine_here).append(hunk)
                regions[-1] = (last_start, max(last_end, end), mine_here, theirs_here)
                continue
        regions.append((start, end, [] if side else [hunk], [hunk] if side else []))
    return regions


def _applied(base: Sequence[str], side: Sequence[str], hunks: list[_Hunk], start: int, end: int) -> str:
    text: list[str] = []
    position = start
    for hunk in hunks:
        text.append("".join(base[position : hunk.old_from]))
        text.append("".join(side[hunk.new_from : hunk.new_to]))
        position = hunk.old_to
    text.append("".join(base[position:end]))
    return "".join(text)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
