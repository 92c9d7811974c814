"""A family of questions as one small picture: who followed whom, and which figures stand against each other.

Text stands in the picture at its own size: it is drawn as wide as a phone and never scaled. Beside it the same is said
as a list, so the picture is no one's only way to know.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from bridgework.threads.disputed import Disputed
from bridgework.threads.records import RelatedQuestion

WIDTH: Final = 340
_LEFT: Final = 44
"""Where the words begin; the lines are drawn left of it."""
_ROW: Final = 19
_IN_A_LINE: Final = 33
_MOST_LINES: Final = 4
_GAP: Final = 20
_BOX: Final = 84
_ALONE: Final = SafeString('fill="#0b0c0c" color="#0b0c0c" font-family="Arial, Helvetica, sans-serif"')
_IN_PAGE: Final = SafeString('fill="currentColor"')


@dataclass
class _Drawing:
    """The parts of the picture so far, and how far down it reaches."""

    down: int = 12
    parts: list[str] = field(default_factory=list)
    dots: dict[str, int] = field(default_factory=dict)

    def words(self, text: str, *, x: int = _LEFT, size: int = 14, weight: str = "", anchor: str = "start") -> None:
        """One line of words below what is drawn already."""
        self.down += _ROW
        bold = f' font-weight="{weight}"' if weight else ""
        self.parts.append(
            f'<text x="{x}" y="{self.down}" font-size="{size}"{bold} text-anchor="{anchor}">{escape(text)}</text>'
        )


def lineage_picture(
    family: Sequence[RelatedQuestion], disputed: Sequence[Disputed], *, alone: bool = False
) -> SafeString:
    """The family, the first question on top. `alone`: as a file of its own, on white."""
    drawing = _Drawing()
    by_code: dict[str, list[Disputed]] = {}
    for one in disputed:
        by_code.setdefault(one.code, []).append(one)
    for question in family:
        _question(drawing, question, by_code.get(question.code, []))
    edges = _edges(drawing, family)
    height = drawing.down + _GAP
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>' if alone else ""
    title = f"{len(family)} questions that came from one another"
    if disputed:
        title += f"; {len(disputed)} figure{'s' if len(disputed) > 1 else ''} stand against another"
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bw-lineage-picture" width="{}" height="{}" viewBox="0 0 {} {}" '
        'role="img" {}><title>{}</title>{}</svg>',
        WIDTH,
        height,
        WIDTH,
        height,
        _ALONE if alone else _IN_PAGE,
        title,
        # Every word in the parts was escaped when it was drawn.
        mark_safe(ground + edges + "".join(drawing.parts)),  # noqa: S308
    )


def _question(drawing: _Drawing, one: RelatedQuestion, disputed: Sequence[Disputed]) -> None:
    year = "" if one.year is None or str(one.year) in one.round_label else f"{one.year} · "
    drawing.words(f"{year}{one.round_label}", size=13)
    drawing.dots[one.question_public_id] = drawing.down - 4
    for line in textwrap.wrap(one.title, _IN_A_LINE, max_lines=_MOST_LINES, placeholder=" …") or [
        one.title[:_IN_A_LINE]
    ]:
        drawing.words(line, size=15, weight="bold")
    for link in one.follows:
        drawing.words(f"{'As we read it: ' if link.is_inferred else ''}{link.relation}", size=13)
    for pair in disputed:
        _pair(drawing, pair)
    drawing.down += _GAP


def _pair(drawing: _Drawing, pair: Disputed) -> None:
    """Two figures in two boxes, with the sign for “not the same” between them."""
    for line in textwrap.wrap(pair.finding.figure_of, 40, max_lines=2, placeholder=" …"):
        drawing.words(line, size=13)
    top, wide = drawing.down + 8, (WIDTH - _LEFT - 36) // 2
    right = WIDTH - 4 - wide
    for x, figure, who in ((_LEFT, pair.finding.figure, "the report"), (right, pair.against, pair.says_who)):
        drawing.parts.append(
            f'<rect x="{x}" y="{top}" width="{wide}" height="{_BOX}" fill="none" stroke="currentColor"/>'
            f'<text x="{x + wide // 2}" y="{top + 24}" font-size="20" font-weight="bold" text-anchor="middle">'
            f"{escape(textwrap.shorten(figure, 12, placeholder='…'))}</text>"
        )
        for number, line in enumerate(textwrap.wrap(who, 18, max_lines=3, placeholder=" …")):
            drawing.parts.append(
                f'<text x="{x + wide // 2}" y="{top + 44 + 15 * number}" font-size="13" text-anchor="middle">'
                f"{escape(line)}</text>"
            )
    middle = (_LEFT + wide + right) // 2
    drawing.parts.append(
        f'<text x="{middle}" y="{top + 48}" font-size="20" font-weight="bold" text-anchor="middle">≠</text>'
    )
    drawing.down = top + _BOX


def _edges(drawing: _Drawing, family: Sequence[RelatedQuestion]) -> str:
    """A line from each question to the one before it that it follows; curved where it passes others by."""
    places = {one.question_public_id: number for number, one in enumerate(family)}
    drawn = []
    for one in family:
        here = drawing.dots[one.question_public_id]
        for link in one.follows:
            if link.earlier not in drawing.dots:
                continue
            there = drawing.dots[link.earlier]
            apart = places[one.question_public_id] - places[link.earlier]
            dashed = ' stroke-dasharray="5 4"' if link.is_inferred else ""
            out = 28 - 10 * min(apart, 2)
            curved = f"M28 {there} C{out} {there + 24} {out} {here - 24} 28 {here}"
            way = f"M28 {there} V{here}" if apart == 1 else curved
            drawn.append(f'<path d="{way}" fill="none" stroke="currentColor" stroke-width="2"{dashed}/>')
    for one in family:
        ground = "" if one.is_this else ' class="bw-lineage-picture__dot" fill="#ffffff"'
        drawn.append(
            f'<circle cx="28" cy="{drawing.dots[one.question_public_id]}" r="7"{ground} '
            'stroke="currentColor" stroke-width="2"/>'
        )
    return "".join(drawn)
