"""How sources came to be included: counts in the order of the PRISMA 2020 statement, drawn by ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _BOX, _GAP, _LINE = 240, 74, 26, 20


@dataclass(frozen=True)
class Judged:
    """One source: whether it repeats another, and what was decided of it at each stage.

    `title` and `full_text` are include, exclude, maybe, differ or empty; the reasons are those of an exclusion.
    """

    is_duplicate: bool = False
    title: str = ""
    full_text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Flow:
    """The counts. What is not decided yet is counted as waiting, so that the numbers always add up."""

    found: int
    duplicates: int
    screened: int
    waiting: int
    left_out: int
    read: int
    not_read: int
    left_out_reading: int
    reasons: tuple[tuple[str, int], ...]
    included: int

    def rows(self) -> list[tuple[str, int]]:
        """Each step in words with its number."""
        return [
            ("Sources found", self.found),
            ("Set aside as duplicates", self.duplicates),
            ("Not looked at yet", self.waiting),
            ("Looked at by title and abstract", self.screened),
            ("Left out by title and abstract", self.left_out),
            ("Not read yet", self.not_read),
            ("Read in full", self.read),
            *((f"Left out after reading: {reason}", count) for reason, count in self.reasons),
            ("Included", self.included),
        ]


def flow(judged: Iterable[Judged]) -> Flow:
    """Count. A maybe goes on to be read; where two people differ it waits."""
    every = list(judged)
    single = [one for one in every if not one.is_duplicate]
    screened = [one for one in single if one.title in ("include", "exclude", "maybe")]
    passed = [one for one in screened if one.title != "exclude"]
    read = [one for one in passed if one.full_text in ("include", "exclude")]
    out = [one for one in read if one.full_text == "exclude"]
    reasons: dict[str, int] = {}
    for one in out:
        name = one.reason or "no reason given"
        reasons[name] = reasons.get(name, 0) + 1
    return Flow(
        found=len(every),
        duplicates=len(every) - len(single),
        screened=len(screened),
        waiting=len(single) - len(screened),
        left_out=len(screened) - len(passed),
        read=len(read),
        not_read=len(passed) - len(read),
        left_out_reading=len(out),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        included=len(read) - len(out),
    )


def outcome(latest: Mapping[int, str], settled: str = "") -> str:
    """What stands of a source at one stage: as settled, else what all who decided agree on, else `differ`."""
    if settled:
        return settled
    said = set(latest.values())
    return "" if not said else said.pop() if len(said) == 1 else "differ"


def drawn(counts: Flow) -> str:
    """The flow as SVG: what goes on at the left, what is left out at the right. The page gives it a table too."""
    left = [
        [f"Found: {counts.found}"],
        [f"Looked at: {counts.screened}", f"Not looked at yet: {counts.waiting}"],
        [f"Read in full: {counts.read}", f"Not read yet: {counts.not_read}"],
        [f"Included: {counts.included}"],
    ]
    right = [
        [f"Duplicates: {counts.duplicates}"],
        [f"Left out by title: {counts.left_out}"],
        [f"Left out after reading: {counts.left_out_reading}"],
        [],
    ]
    height = len(left) * (_BOX + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDTH + 60} {height}" role="img" '
        f'aria-label="{escape(_in_words(counts))}" font-family="sans-serif" font-size="16">'
    ]
    for place, (going, leaving) in enumerate(zip(left, right, strict=True)):
        top = place * (_BOX + _GAP) + 2
        parts.append(_box(2, top, going))
        middle = top + _BOX / 2
        if leaving:
            parts.append(_box(_WIDTH + 50, top, leaving))
            parts.append(_arrow(_WIDTH - 8, middle, _WIDTH + 48, middle))
        if place < len(left) - 1:
            parts.append(_arrow(_WIDTH / 2, top + _BOX, _WIDTH / 2, top + _BOX + _GAP - 1))
    return "".join([*parts, "</svg>"])


def _in_words(counts: Flow) -> str:
    return ". ".join(f"{words}: {count}" for words, count in counts.rows())


def _box(x: int, y: int, lines: list[str]) -> str:
    start = y + _BOX / 2 + 6 - (len(lines) - 1) * _LINE / 2
    texts = "".join(
        f'<text x="{x + 14}" y="{start + at * _LINE}" fill="currentColor">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    frame = f'<rect x="{x}" y="{y}" width="{_WIDTH - 10}" height="{_BOX}" fill="none" stroke="currentColor"/>'
    return frame + texts


def _arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    head = f"M{x2 - 5} {y2 - 6}L{x2} {y2}L{x2 + 5} {y2 - 6}"
    if y1 == y2:
        head = f"M{x2 - 6} {y2 - 5}L{x2} {y2}L{x2 - 6} {y2 + 5}"
    return f'<path d="M{x1} {y1}L{x2} {y2}{head}" fill="none" stroke="currentColor"/>'
