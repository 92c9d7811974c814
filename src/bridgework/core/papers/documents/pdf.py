"""The paper as tagged PDF/UA-1, made by typst.

The text goes in as JSON; the template reads it as data, so nothing in it can act. The same record and stamp give the
same bytes. Before anything is made it is looked up whether every character can be shown.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import pypdfium2
import typst

from bridgework.core.papers.documents.blocks import (
    Block,
    Items,
    Literal,
    Para,
    Quote,
    Run,
    Runs,
    Subheading,
    text_runs,
)
from bridgework.core.papers.documents.elements import (
    NOT_GIVEN,
    UNWRITTEN,
    About,
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Lettered,
    Listing,
    Picture,
    Status,
    Table,
    Title,
)
from bridgework.core.papers.documents.glyphs import FAMILIES, FONTS, missing, printable
from bridgework.core.papers.documents.layout import about, laid_out
from bridgework.core.papers.documents.problems import CannotBuild, DocumentProblem
from bridgework.core.papers.record import PaperRecord

TEMPLATE: Final = Path(__file__).with_name("paper.typ")
STANDARD: Final = "ua-1"
STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside a PDF where none is given."""
_lock: Final = threading.Lock()


@dataclass(frozen=True)
class Pdf:
    """A PDF and how many pages it has."""

    data: bytes
    pages: int


def as_pdf(record: PaperRecord, *, stamp: datetime = STAMP) -> Pdf:
    """The record as PDF/UA-1. `stamp` is the date the file says it was made; it must be aware.

    Raises `CannotBuild` where a character cannot be shown, the paper has no title, or typst refuses.
    """
    return printed(laid_out(record), about(record), stamp=stamp)


def printed(elements: tuple[Element, ...], told: About, *, stamp: datetime = STAMP) -> Pdf:
    """Any elements as PDF/UA-1; the first is the title. Raises as `as_pdf` does."""
    problems = cannot_show(elements)
    if not told.title.strip():
        problems.insert(0, DocumentProblem("A PDF that everybody can read needs a title.", "the title"))
    if problems:
        raise CannotBuild(problems)
    try:
        data = _compiled(_data(told, elements), stamp)
    except typst.TypstError as error:
        raise CannotBuild([_refused(error, told, elements)]) from error
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:  # type: ignore[no-untyped-call]
        return Pdf(data, len(document))


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: the fonts are read once."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True)


def _compiled(data: dict[str, Any], stamp: datetime) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    with _lock:
        made = _compiler().compile(
            format="pdf", sys_inputs={"data": text}, pdf_standards=[STANDARD], timestamp=int(stamp.timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _refused(error: typst.TypstError, told: About, elements: tuple[Element, ...]) -> DocumentProblem:
    """What typst says, with the element that it says it of: found by making each alone."""
    title = elements[0]
    for one in elements[1:]:
        try:
            _compiled(_data(told, (title, one)), STAMP)
        except typst.TypstError as alone:
            return DocumentProblem(f"The PDF could not be made: {alone.message}.", one.place, one.section)
    return DocumentProblem(f"The PDF could not be made: {error.message}.")


def _data(told: About, elements: Iterable[Element]) -> dict[str, Any]:
    elements = tuple(elements)
    anchors = {one.anchor for one in elements if isinstance(one, Body) and one.anchor}
    anchors |= {one.name for one in elements if isinstance(one, Heading | Picture) and one.name}
    anchors |= {anchor for one in elements if isinstance(one, Listing) for anchor, _ in one.rows if anchor}
    language, _, region = told.language.partition("-")
    running = printable(told.running)
    return {
        "title": printable(told.title),
        "author": printable(told.author),
        "organisation": printable(told.organisation),
        "reference": printable(told.reference),
        "running": running if len(running) <= 110 else f"{running[:109]}…",
        "page": "Page",
        "lang": language.lower() or "en",
        "region": region.upper() or None,
        "fonts": list(FAMILIES),
        "first_page": told.first_page,
        "elements": list(_Printed(anchors).all(elements)),
    }


class _Printed:
    """Elements as data of the template."""

    def __init__(self, anchors: set[str]) -> None:
        self._anchors = anchors
        self._given: set[str] = set()

    def all(self, elements: Iterable[Element]) -> Iterator[dict[str, Any]]:
        letters: list[Lettered] = []
        for one in elements:
            if isinstance(one, Lettered):
                letters.append(one)
                continue
            if letters:
                yield self._letters(letters)
                letters = []
            yield self._one(one)
        if letters:
            yield self._letters(letters)

    def _one(self, one: Element) -> dict[str, Any]:
        if isinstance(one, Title):
            return {"k": "title", "text": printable(one.text)}
        if isinstance(one, Heading):
            text = f"{one.number} {one.text}" if one.number else one.text
            return {"k": "heading", "level": one.level, "text": printable(text)} | self._anchor(one.name)
        if isinstance(one, Front):
            first, rest = _first(one.blocks)
            return {
                "k": "front",
                "label": printable(one.label),
                "first": self._runs(first or (Run(NOT_GIVEN, italic=True),)),
                "rest": self._blocks(rest),
            }
        if isinstance(one, Body):
            return self._body(one)
        if isinstance(one, Status):
            return {
                "k": "blocks",
                "blocks": [self._block(Para((Run(f"{one.label}: ", bold=True), Run(one.text or NOT_GIVEN))))],
            }
        if isinstance(one, Fixed):
            return {"k": "fixed", "text": printable(one.text), "emphasis": one.emphasis}
        if isinstance(one, Table):
            return self._table([(Run(label),) for label in one.header], one.rows) | {"k": "table"}
        if isinstance(one, Listing):
            return {"k": "listing", "items": [self._anchor(anchor) | {"runs": self._runs(r)} for anchor, r in one.rows]}
        if isinstance(one, Picture):
            return self._picture(one)
        raise TypeError(type(one).__name__)

    def _picture(self, one: Picture) -> dict[str, Any]:
        told = {"k": "picture", "caption": printable(one.caption), "alt": printable(one.description)}
        return told | {"data": list(one.data)} | self._anchor(one.name)

    def _body(self, one: Body) -> dict[str, Any]:
        blocks = one.blocks or (Para((Run(UNWRITTEN, italic=True),)),)
        first, rest = _first(blocks)
        if not one.number and not first:
            return {"k": "blocks", "blocks": self._blocks(blocks)}
        number = printable(one.number or "")
        return {"k": "body", "number": number, "first": self._runs(first), "rest": self._blocks(rest)} | self._anchor(
            one.anchor
        )

    def _anchor(self, anchor: str) -> dict[str, Any]:
        """An anchor once: a paper that numbers two paragraphs alike keeps the first."""
        if not anchor or anchor in self._given:
            return {}
        self._given.add(anchor)
        return {"anchor": anchor}

    def _letters(self, all_of_them: list[Lettered]) -> dict[str, Any]:
        items = []
        for one in all_of_them:
            blocks = one.blocks or (Para((Run(UNWRITTEN, italic=True),)),)
            note = (Para((Run(one.note, italic=True),)),) if one.note else ()
            items.append(self._blocks((*blocks, *note)))
        return {"k": "letters", "labels": [printable(f"({one.label})") for one in all_of_them], "items": items}

    def _table(self, header: Iterable[Runs], rows: Iterable[tuple[Runs, ...]]) -> dict[str, Any]:
        return {
            "k": "t",
            "header": [self._runs(cell or (Run("–"),)) for cell in header],
            "rows": [[self._runs(cell or (Run("–"),)) for cell in row] for row in rows],
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        return [self._block(one) for one in blocks]

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Para):
            return {"k": "p", "runs": self._runs(block.runs or (Run("–"),))}
        if isinstance(block, Subheading):
            return {"k": "h", "level": block.level, "runs": self._runs(block.runs or (Run("–"),))}
        if isinstance(block, Items):
            items = [self._blocks(item or (Para((Run("–"),)),)) for item in block.items]
            return {"k": "ul", "items": items} if block.start is None else {
                "k": "ol", "items": items, "start": block.start,
            }  # fmt: skip
        if isinstance(block, Quote):
            return {"k": "q", "blocks": self._blocks(block.blocks or (Para((Run("–"),)),))}
        if isinstance(block, Literal):
            return {"k": "lit", "text": printable(block.text) or "–"}
        return self._table(block.header, block.rows)

    def _runs(self, runs: Iterable[Run]) -> list[dict[str, Any]]:
        return [self._run(one) for one in runs]

    def _run(self, run: Run) -> dict[str, Any]:
        found: dict[str, Any] = {"t": printable(run.text)}
        found |= {key: True for key, on in (("b", run.bold), ("i", run.italic), ("c", run.code)) if on}
        if run.link.startswith("#"):
            if run.link[1:] in self._anchors:
                found["a"] = run.link[1:]
        elif run.link:
            found["l"] = run.link
        return found


def _first(blocks: tuple[Block, ...]) -> tuple[Runs, tuple[Block, ...]]:
    """The words that stand beside a number, and what stands under them."""
    if blocks and isinstance(blocks[0], Para):
        return blocks[0].runs, blocks[1:]
    return (), blocks


def cannot_show(elements: Iterable[Element]) -> list[DocumentProblem]:
    """Characters that no font of ours has: with one of them there is no PDF."""
    return missing((printable(text), one.place, one.section) for one in elements for text in _texts(one))


def _texts(one: Element) -> Iterator[str]:
    """Everything of an element that is printed."""
    if isinstance(one, Title | Heading | Fixed | Status):
        yield one.text
    if isinstance(one, Front | Lettered):
        yield one.label
    if isinstance(one, Lettered):
        yield one.note
    if isinstance(one, Front | Lettered | Body):
        yield from (run.text for run in text_runs(one.blocks))
    if isinstance(one, Table):
        yield from one.header
        yield from (run.text for row in one.rows for cell in row for run in cell)
    if isinstance(one, Picture):
        yield one.caption
        yield one.description
    if isinstance(one, Listing):
        yield from (run.text for _, runs in one.rows for run in runs)
