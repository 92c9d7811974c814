"""Plain text and Markdown as blocks: wrapped lines are joined, every block knows the line it began on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bridgework.core.papers.reading.blocks import CELL, HEADING, PARAGRAPH, ROW, RUNNING, Block, clean, squeezed
from bridgework.core.papers.reading.labels import heading_role, label_at
from bridgework.core.papers.reading.marks import mark_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])(\*|_)(?=[^\s*_])([^*_]+?)(?<=[^\s*_])\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_LABEL = re.compile(r"\s*[A-Z][^:.?!\t]{1,48}:(?:\s|$)")
_PAGE = re.compile(r"\s*(?:[-–—]+\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*[-–—]+)?\s*$", re.I)
_OPEN_END = re.compile(
    r"(?:[,&\-–]|\b(?:a|an|and|as|at|by|for|from|how|in|into|is|its|of|on|or|that|the|their|this|to|which|with))\s*$"
)
_POINTS_ON = re.compile(r"[a-z,] (?:paragraphs?|sections?|appendix|appendices|table|figure|schedule)$")
_LEAST_WIDTH = 50
"""Letters; text in narrower lines was not wrapped but written in short lines."""


@dataclass
class _Line:
    number: int
    text: str
    breaks: bool = False


def text_blocks(text: str, *, markdown: bool = False) -> list[Block]:
    """The blocks of a text. Signs of Markdown are taken off with `markdown`; what they say is kept in the block."""
    lines = _lines(text)
    width = _wrapped_at(lines)
    found: list[Block] = []
    table, group = 0, list[_Line]()
    blank = True
    for line in [*lines, _Line(len(lines) + 1, "")]:
        after_blank, blank = blank, not line.text.strip()
        row = _row(line.text, markdown)
        if row is None and line.text.strip() and not (markdown and _HEADING.match(line.text)) and not _page(line.text):
            if group and markdown and _UNDERLINE.match(line.text):
                found += _joined(group[:-1], width, markdown)
                found.append(_heading(group[-1], 1 if "=" in line.text else 2))
                group = []
                continue
            group.append(line)
            continue
        found += _joined(group, width, markdown)
        group = []
        heading = _HEADING.match(line.text) if markdown else None
        if row is not None:
            table += 0 if found and found[-1].kind == ROW and not after_blank else 1
            if any(cell.strip() for cell in row):
                found.append(_row_block(row, line, table, markdown))
        elif heading is not None:
            found.append(_heading(_Line(line.number, heading[2]), len(heading[1])))
        elif line.text.strip():
            found.append(Block(squeezed(line.text), f"line {line.number}", RUNNING))
    return found


def _lines(text: str) -> list[_Line]:
    found = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text.replace("\f", "\n\f")), start=1):
        found.append(_Line(number, clean(raw.replace("\f", "")), raw.endswith(("  ", "\\"))))
    pages = 0
    for line, raw in zip(found, text.replace("\f", "\n\f").splitlines() or [""], strict=False):
        pages += "\f" in raw
        line.number -= pages
    return found


def _page(text: str) -> bool:
    """A line that is nothing but a page number."""
    return bool(_PAGE.match(text)) and re.search(r"page|\sof\s|[-–—]", text, re.I) is not None


def _wrapped_at(lines: list[_Line]) -> int:
    """The width the text was wrapped at; 0 where it was not."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if len(line.text.strip()) > 20)
    if not lengths or lengths[-1] > 160:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    return width if width >= _LEAST_WIDTH else 0


def _row(text: str, markdown: bool) -> list[str] | None:
    stripped = text.strip()
    if markdown and stripped.startswith("|") and stripped.count("|") > 1:
        return [] if _TABLE_RULE.match(text) else [cell.strip() for cell in stripped.strip("|").split("|")]
    if CELL in text.rstrip() and len([cell for cell in text.split(CELL) if cell.strip()]) > 1:
        return None if mark_of(text) and text.count(CELL) == 1 else [cell.strip() for cell in text.split(CELL)]
    if CELL in text and text.rstrip(" \t") != text.rstrip(" ") and not text.startswith(CELL) and text.strip():
        return [cell.strip() for cell in text.split(CELL)]
    return None


def _row_block(row: list[str], line: _Line, table: int, markdown: bool) -> Block:
    plain = [_unmarked(cell) if markdown else (cell, (), False) for cell in row]
    links = tuple(link for _, found, _ in plain for link in found)
    bold = markdown and all(strong for cell, _, strong in plain if cell)
    return Block(
        CELL.join(cell for cell, _, _ in plain), f"line {line.number}", ROW, table=table, links=links, bold=bold
    )


def _heading(line: _Line, level: int) -> Block:
    text, links, _ = _unmarked(line.text.strip())
    return Block(text, f"line {line.number}", HEADING, level=level, links=links)


def _joined(group: list[_Line], width: int, markdown: bool) -> list[Block]:
    """One paragraph's lines as blocks: a new block where a mark or a label begins, a space where a line was wrapped."""
    found: list[Block] = []
    text, began, before = "", _Line(0, ""), None
    for line in group:
        if before is None:
            text, began = line.text.strip(), line
        elif _starts(line.text) and not _POINTS_ON.search(before.text.rstrip()):
            found.append(_paragraph(text, began, markdown))
            text, began = line.text.strip(), line
        else:
            text = _added(text, line.text.strip(), wraps=_continues(before, line, width))
        before = line
    if before is not None:
        found.append(_paragraph(text, began, markdown))
    return found


def _added(text: str, more: str, *, wraps: bool) -> str:
    """A text with its next line; a word that was broken at the line's end is whole again."""
    if wraps and re.search(r"[a-z]{2}-$", text) and re.match(r"[a-z]{2}", more):
        return text[:-1] + more
    return f"{text}{' ' if wraps else chr(10)}{more}"


def _paragraph(text: str, began: _Line, markdown: bool) -> Block:
    indent = len(began.text) - len(began.text.lstrip())
    place = f"line {began.number}"
    if not markdown:
        return Block(text, place, PARAGRAPH, indent=indent)
    plain, links, bold = _unmarked(text)
    return Block(plain, place, PARAGRAPH, indent=indent, links=links, bold=bold)


def _starts(text: str) -> bool:
    if mark_of(text) is not None or _LABEL.match(text):
        return True
    label = label_at(text.lstrip())
    if label is not None and label.colon:
        return True
    return len(text.split()) > 1 and heading_role(text) is not None


def _continues(before: _Line, line: _Line, width: int) -> bool:
    """Whether `line` is the rest of a line that was too long."""
    if before.breaks:
        return False
    if line.text.strip()[:1].islower() or _OPEN_END.search(before.text):
        return True
    first = len(line.text.split()[0])
    return width > 0 and len(before.text.rstrip()) + 1 + first > width * 0.9


def _unmarked(text: str) -> tuple[str, tuple[tuple[str, str], ...], bool]:
    """Markdown's words without its signs, the links in them, and whether all of it was strong."""
    links: list[tuple[str, str]] = []

    def link(found: re.Match[str]) -> str:
        if found[1].strip() and found[2].strip("#"):
            links.append((squeezed(found[1]), found[2]))
        return found[1]

    text = _LINK.sub(link, text.strip())
    bold = bool(re.fullmatch(r"(\*\*|__)[^*]+\1:?", text.strip()))
    text = re.sub(r"<(https?://[^>\s]+|[^@>\s]+@[^>\s]+)>", r"\1", text)
    text = _SLANTED.sub(r"\2", _STRONG.sub(r"\2", text))
    text = re.sub(r"<br\s*/?>", "\n", re.sub(r"(?m)^\s*>\s?", "", text))
    return _ESCAPED.sub(r"\1", text).rstrip("\\"), tuple(links), bold
