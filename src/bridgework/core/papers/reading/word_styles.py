"""Styles of a Word document: headings, bold styles, and styles that carry a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from bridgework.core.papers.documents.word_file import w

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    number: str | None
    depth: int | None
    bold: bool


class Styles:
    """The paragraph styles by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, _Style] = {}
        self._default: str | None = None
        for one in root.iter(w("style")) if root is not None else ():
            if one.get(w("type")) not in (None, "paragraph"):
                continue
            key = one.get(w("styleId"), "")
            self._by_id[key] = _style(one)
            if one.get(w("default")) in ("1", "true"):
                self._default = key

    def name(self, key: str | None) -> str:
        """What people call the style."""
        found = self._by_id.get(key or "")
        return found.name if found else key or ""

    def heading_level(self, key: str | None, properties: etree._Element | None) -> int:
        """1 for a title or first heading, 2 and so on below; 0 for text."""
        outline = _number(properties, "outlineLvl")
        if outline is not None:
            return outline + 1 if outline < 9 else 0
        for style in self._chain(key):
            known = _HEADING.match(style.name)
            if known:
                return int(known[1])
            if style.name.lower() in ("title", "report title"):
                return 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
        return 0

    def is_bold(self, key: str | None) -> bool:
        """Whether the style itself is bold."""
        return any(style.bold for style in self._chain(key))

    def numbering(self, key: str | None, properties: etree._Element | None) -> tuple[str | None, int]:
        """Which list a paragraph is in (its id, or None) and how deep: its own, or that of its style."""
        own = properties.find(w("numPr")) if properties is not None else None
        number = _text(own, "numId") if own is not None else None
        depth = _number(own, "ilvl") if own is not None else None
        if number is None:
            for style in self._chain(key):
                if style.number is not None:
                    number, depth = style.number, depth if depth is not None else style.depth
                    break
        return (None if number in (None, "0") else number), depth or 0

    def _chain(self, key: str | None) -> list[_Style]:
        found: list[_Style] = []
        while key is not None and key in self._by_id and len(found) < 20:
            found.append(self._by_id[key])
            key = self._by_id[key].based_on
        return found


def _style(one: etree._Element) -> _Style:
    properties, run = one.find(w("pPr")), one.find(w("rPr"))
    numbers = properties.find(w("numPr")) if properties is not None else None
    bold = run.find(w("b")) if run is not None else None
    return _Style(
        name=_text(one, "name") or "",
        based_on=_text(one, "basedOn"),
        outline=_number(properties, "outlineLvl"),
        number=_text(numbers, "numId"),
        depth=_number(numbers, "ilvl"),
        bold=bold is not None and bold.get(w("val")) not in ("0", "false", "off"),
    )


def _text(parent: etree._Element | None, name: str) -> str | None:
    found = parent.find(w(name)) if parent is not None else None
    return found.get(w("val")) if found is not None else None


def _number(parent: etree._Element | None, name: str) -> int | None:
    value = _text(parent, name)
    return int(value) if value is not None and value.isdigit() else None
