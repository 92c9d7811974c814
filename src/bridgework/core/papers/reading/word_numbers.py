"""Automatic numbers of a Word document, counted as Word counts them: they stand nowhere in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from bridgework.core.papers.documents.word_file import w

_DEEPEST = 9


@dataclass(frozen=True)
class _Level:
    """How one depth of a list is numbered, such as "%1.%2" in figures from 1."""

    form: str
    text: str
    start: int
    restarts: int | None


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        plans = {one.get(w("abstractNumId"), ""): _levels(one) for one in root.iter(w("abstractNum"))}
        for one in root.iter(w("num")):
            plan = _value(one, "abstractNumId") or ""
            levels, starts = dict(plans.get(plan, {})), dict[int, int]()
            for override in one.findall(w("lvlOverride")):
                depth = int(override.get(w("ilvl"), "0") or 0)
                start = _value(override, "startOverride")
                if start is not None and start.isdigit():
                    starts[depth] = int(start)
                own = override.find(w("lvl"))
                if own is not None:
                    levels[depth] = _level(own)
            self._lists[one.get(w("numId"), "")] = (plan, levels, starts)

    def label(self, number: str | None, depth: int) -> str:
        """The number of the next paragraph of list `number` at this depth; "•" for a bullet; empty without a list."""
        if number is None or number not in self._lists or depth >= _DEEPEST:
            return ""
        plan, levels, starts = self._lists[number]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(plan, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in starts.items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            if levels.get(deeper) is None or levels[deeper].restarts != 0:
                del counts[deeper]
        if level.form == "bullet":
            return "•"
        if level.form == "none":
            return ""
        return _written(level.text, levels, counts)


def _written(text: str, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at)
        value = counts.get(at, level.start if level else 1)
        return _figure(value, level.form if level else "decimal")

    return re.sub(r"%([1-9])", one, text)


def _figure(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = _roman(value)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{value:02}"
    return str(value)


def _roman(value: int) -> str:
    found = ""
    for worth, letters in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                           (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while value >= worth:
            found, value = found + letters, value - worth
    return found


def _levels(plan: etree._Element) -> dict[int, _Level]:
    return {int(one.get(w("ilvl"), "0") or 0): _level(one) for one in plan.findall(w("lvl"))}


def _level(one: etree._Element) -> _Level:
    start, restarts = _value(one, "start"), _value(one, "lvlRestart")
    return _Level(
        form=_value(one, "numFmt") or "decimal",
        text=_value(one, "lvlText") or "",
        start=int(start) if start is not None and start.isdigit() else 1,
        restarts=int(restarts) if restarts is not None and restarts.isdigit() else None,
    )


def _value(parent: etree._Element, name: str) -> str | None:
    found = parent.find(w(name))
    return found.get(w("val")) if found is not None else None
