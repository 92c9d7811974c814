"""A report that exists as a document, read into sections: what was read, and what was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bridgework.core.papers.reading.blocks import ASIDE, HEADING, PARAGRAPH, ROW, RUNNING, Block, squeezed
from bridgework.core.papers.reading.pdf import pdf_blocks
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.core.papers.reading.word import word_blocks
from bridgework.core.papers.record import Warned
from bridgework.core.reports.outline import Section, divided, with_keys

_BULLET: Final = re.compile(r"^\s*[•▪◦●‣·–\uf0b7]\s+")
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})[.)]\s+")
_LABEL: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z])")
_SENTENCE_END: Final = re.compile(r"[.;,:]$")
_SPECIAL: Final = re.compile(r"^(#|>|\+|=|-(?=\s)|\d+[.)](?=\s))")
_LONGEST_HEADING: Final = 90
_WHY: Final = {
    RUNNING: "Stands at the top or foot of a page, so it is no part of the text.",
    ASIDE: "A footnote, a comment, a text box, or words that were hidden or deleted.",
}


@dataclass(frozen=True)
class Unread:
    """Something of the document that is in no section: where it stands, why it was left, its words."""

    place: str
    why: str
    words: str = ""


@dataclass(frozen=True)
class ReadReport:
    """A document as sections. Every word of it is in a section or among what is unread."""

    sections: tuple[Section, ...]
    unread: tuple[Unread, ...]


def read_report(data: bytes, ending: str) -> ReadReport:
    """Read a `docx`, `pdf` or `txt` (Markdown) into sections. Raises `FileRefused`."""
    if ending == "txt":
        text = data.decode("utf-8-sig", errors="replace").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise FileRefused("no-text")
        return ReadReport(with_keys(divided(text)), ())
    if ending not in ("docx", "pdf"):
        raise FileRefused("unknown-type")
    blocks, warned = word_blocks(data) if ending == "docx" else pdf_blocks(data)
    return from_blocks(blocks, warned, guess=ending == "pdf" or not any(one.kind == HEADING for one in blocks))


def from_blocks(blocks: Sequence[Block], warned: Iterable[Warned] = (), *, guess: bool = False) -> ReadReport:
    """Blocks as sections. With `guess`, short bold or numbered lines count as headings, and that is listed."""
    body = [one for one in blocks if one.kind in (HEADING, PARAGRAPH, ROW)]
    unread = _left(blocks) + [Unread(one.place or "the whole document", one.message) for one in warned]
    levels = _guessed(body) if guess else {}
    if guess and not levels and not any(one.kind == HEADING for one in body):
        unread.insert(
            0, Unread("the whole document", "No heading was found, so it is one section. Divide it yourself.")
        )
    unread += [
        Unread(one.place, "Taken for a heading, because it is short and stands out.", squeezed(one.text))
        for at, one in enumerate(body)
        if at in levels
    ]
    text = "\n\n".join(_markdown(body, levels))
    sections = with_keys(divided(text))
    if not sections:
        raise FileRefused("no-text")
    return ReadReport(sections, tuple(unread))


def _left(blocks: Sequence[Block]) -> list[Unread]:
    """What belongs to no section; the same line at the foot of every page is told once."""
    found: dict[tuple[str, str], list[Block]] = {}
    for one in blocks:
        if one.kind in _WHY:
            said = re.sub(r"\d+", "#", squeezed(one.text)) if one.kind == RUNNING else f"{one.place}{one.text}"
            found.setdefault((one.kind, said), []).append(one)
    return [
        Unread(
            rows[0].place if len(rows) == 1 else f"{rows[0].place} and {len(rows) - 1} more",
            _WHY[kind],
            squeezed(rows[0].text)[:2_000],
        )
        for (kind, _), rows in found.items()
    ]


def _guessed(body: Sequence[Block]) -> dict[int, int]:
    """Which blocks are taken for headings, and at what level: numbers tell it, else all are alike.

    Bold lines are; numbered ones only where fewer than two are bold, because figures and lists are numbered too.
    """
    levels: dict[int, int] = {}
    bold: set[int] = set()
    for at, one in enumerate(body):
        words = squeezed(one.text)
        follows = at + 1 < len(body)
        if one.kind != PARAGRAPH or not follows or len(words) > _LONGEST_HEADING or _SENTENCE_END.search(words):
            continue
        label = _LABEL.match(words)
        if one.bold or (label and len(words) < 60 and _BULLET.match(words) is None):
            levels[at] = 1 + (label[1].count(".") if label else 0)
        if one.bold:
            bold.add(at)
    return {at: level for at, level in levels.items() if at in bold} if len(bold) > 1 else levels


def _markdown(body: Sequence[Block], levels: dict[int, int]) -> list[str]:
    parts: list[str] = []
    rows: list[Block] = []
    was_list = False
    for at, one in enumerate(body):
        if rows and (one.kind != ROW or one.table != rows[0].table):
            parts.append(_table(rows))
            rows = []
        if one.kind == ROW:
            rows.append(one)
            was_list = False
            continue
        level = one.level if one.kind == HEADING else levels.get(at, 0)
        if one.style.lower() in ("title", "subtitle"):
            # A title page is no section.
            level = 1 if one.style.lower() == "title" and at == 0 else 0
        elif one.kind == HEADING:
            level += 1 if body[0].style.lower() == "title" else 0
        text, is_list = _words(one, level)
        if is_list and was_list:
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
        was_list = is_list
    return [*parts, _table(rows)] if rows else parts


def _words(one: Block, level: int) -> tuple[str, bool]:
    """A block in Markdown, and whether it is a point of a list."""
    text = _linked(one)
    if level:
        return f"{'#' * min(level, 6)} {squeezed(text)}", False
    style = one.style.lower()
    if _BULLET.match(text) or (style.startswith("list") and not _NUMBERED.match(text)):
        return f"- {squeezed(_BULLET.sub('', text))}", True
    numbered = _NUMBERED.match(text)
    if numbered and style.startswith("list"):
        return f"{numbered[1]}. {squeezed(text[numbered.end() :])}", True
    if style in ("quote", "intense quote"):
        return f"> {squeezed(text)}", False
    lines = [_SPECIAL.sub(r"\\\1", squeezed(line)) for line in text.split("\n") if line.strip()]
    return "  \n".join(_number_kept(line) for line in lines), False


def _number_kept(line: str) -> str:
    """`\\1.` is no escape of Markdown; the sign after the number is what makes it a list."""
    return re.sub(r"^\\(\d+)([.)])", r"\1\\\2", line)


def _linked(one: Block) -> str:
    text = one.text
    for words, address in one.links:
        if words.strip() and words in text and address.startswith(("http://", "https://", "mailto:")):
            text = text.replace(words, f"[{words}]({address})", 1)
    return text


def _table(rows: Sequence[Block]) -> str:
    cells = [[squeezed(cell).replace("|", "\\|") for cell in one.cells] for one in rows]
    width = max(len(row) for row in cells)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
