"""PDFs as blocks: lines joined to paragraphs, ruled tables as rows, headers, footers and page numbers set apart."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import Final

import pypdfium2 as pdfium

from bridgework.core.papers.reading.blocks import CELL, PARAGRAPH, ROW, RUNNING, Block, squeezed
from bridgework.core.papers.reading.marks import mark_of
from bridgework.core.papers.reading.pdf_lines import PdfLine, PdfPage, PdfTable, opened, page_of
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.core.papers.record import Warned

MOST_PAGES: Final = 400
MOST_SECONDS: Final = 20.0
_LABEL: Final = re.compile(r"\s*[A-Z][^:.?!\t]{1,48}:(?:\s|$)")
_NUMBER: Final = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_POINTS_ON: Final = re.compile(
    r"[a-z,] (?:paragraphs?|sections?|appendix|appendices|table|figure|schedule)$", re.IGNORECASE
)
_FINISHED: Final = re.compile(r"[.:;?!]\W*$")


def pdf_blocks(data: bytes, *, most_seconds: float = MOST_SECONDS) -> tuple[list[Block], list[Warned]]:
    """The blocks of a PDF and what it warns of. Raises `FileRefused`."""
    began = time.monotonic()
    try:
        document = opened(data)
    except pdfium.PdfiumError as error:
        raise FileRefused("encrypted" if "password" in str(error).lower() else "damaged") from error
    try:
        if len(document) > MOST_PAGES:
            raise FileRefused("too-many-pages")
        pages = []
        for at in range(len(document)):
            if time.monotonic() - began > most_seconds:
                raise FileRefused("takes-too-long")
            pages.append(page_of(document, at))
    except pdfium.PdfiumError as error:
        raise FileRefused("damaged") from error
    finally:
        document.close()
    if not any(page.lines or page.tables for page in pages):
        raise FileRefused("no-text")
    empty = [page.number for page in pages if not page.lines and not page.tables]
    warnings = [Warned("no-text-on-page", f"Page {one} has no text; it may be a scan.", f"page {one}") for one in empty]
    return _Joiner(pages).blocks(), warnings


class _Joiner:
    """Puts the lines of all pages together again."""

    def __init__(self, pages: Sequence[PdfPage]) -> None:
        self.pages = pages
        self.running = _running(pages)
        self.found: list[Block] = []
        self.before: PdfLine | None = None
        self.paragraph = 0
        self.tables = 0
        self.last_table: PdfTable | None = None

    def blocks(self) -> list[Block]:
        """Every block in reading order."""
        for page in self.pages:
            self.paragraph = 0
            right = _right_edge(page)
            items: list[PdfLine | PdfTable] = [*page.lines, *page.tables]
            if page.tables:
                items.sort(key=lambda one: -one.top)
            for one in items:
                if isinstance(one, PdfTable):
                    self._table(one)
                elif id(one) in self.running:
                    self.found.append(Block(one.text, f"page {page.number}", RUNNING))
                else:
                    self._line(one, right)
        return self.found

    def _line(self, line: PdfLine, right: float) -> None:
        before = self.before
        self.before = line
        body = self._last_text()
        if before is None or body is None or not self._goes_on(before, line, right):
            self.paragraph += 1
            place = f"page {line.page}, paragraph {self.paragraph}"
            self.found.append(Block(line.text, place, PARAGRAPH, bold=line.bold, links=tuple(line.links)))
            return
        old = self.found[body]
        broken = old.text.endswith("-") and line.text[:1].islower() and old.text[-2:-1].isalpha()
        text = old.text + ("" if broken else " ") + line.text
        links = (*old.links, *line.links)
        self.found[body] = Block(text, old.place, old.kind, bold=old.bold and line.bold, links=links)

    def _last_text(self) -> int | None:
        """The block a line may go on with: the last one that is no header or footer."""
        for at in range(len(self.found) - 1, max(-1, len(self.found) - 8), -1):
            if self.found[at].kind == PARAGRAPH:
                return at
            if self.found[at].kind != RUNNING:
                return None
        return None

    def _goes_on(self, before: PdfLine, line: PdfLine, right: float) -> bool:
        """Whether a line is the rest of a paragraph, by where it stands and how it begins."""
        if _POINTS_ON.search(before.text) and re.match(r"[\dA-Z]", line.text):
            return True
        if mark_of(line.text) is not None or _LABEL.match(line.text) or "\t" in line.text:
            return False
        if abs(before.size - line.size) > 0.8 or before.bold != line.bold:
            return line.text[:1].islower() and before.page == line.page and not before.bold
        first = line.text.split()[0] if line.text.split() else ""
        full = before.right + (len(first) + 1) * before.size * 0.42 > right
        if before.page != line.page:
            return full and not _FINISHED.search(before.text)
        gap = before.bottom - line.top
        if gap > before.size * 1.15 or gap < -before.size * 1.5:
            return line.text[:1].islower() and full and gap > 0
        return full or line.text[:1].islower()

    def _table(self, table: PdfTable) -> None:
        self.before = None
        last = self.last_table
        goes_on = (
            last is not None
            and last.page + 1 == table.page
            and len(last.columns) == len(table.columns)
            and all(abs(a - b) <= 4 for a, b in zip(last.columns, table.columns, strict=True))
            and not any(block.kind == PARAGRAPH for block in self.found[self._last_row() + 1 :])
        )
        if not goes_on:
            self.tables += 1
        self.last_table = table
        for order, (row, widths) in enumerate(zip(table.rows, table.widths, strict=True), start=1):
            cells = [_cell(lines, width) for lines, width in zip(row, widths, strict=True)]
            if not any(cells):
                continue
            self._row(cells, row, table, order, first=goes_on and order == 1)

    def _row(self, cells: list[str], row: list[list[PdfLine]], table: PdfTable, order: int, *, first: bool) -> None:
        place = f"page {table.page}, table {self.tables}, row {order}"
        lines = [line for cell in row for line in cell]
        block = Block(
            CELL.join(cells), place, ROW, table=self.tables, bold=all(line.bold for line in lines),
            links=tuple(link for line in lines for link in line.links),
        )  # fmt: skip
        before = self._last_row()
        if first and before >= 0:
            head = next(one for one in self.found if one.table == self.tables)
            if head.text == block.text:
                self.found.append(Block(block.text.replace(CELL, " "), place, RUNNING))
                return
            old = self.found[before].text.split(CELL)
            if len(old) == len(cells) and (not cells[0] or cells[0][:1].islower()):
                text = CELL.join(squeezed_join(a, b) for a, b in zip(old, cells, strict=True))
                self.found[before] = Block(
                    text, self.found[before].place, ROW, table=self.tables, bold=self.found[before].bold,
                    links=(*self.found[before].links, *block.links),
                )  # fmt: skip
                return
        self.found.append(block)

    def _last_row(self) -> int:
        return next((at for at in range(len(self.found) - 1, -1, -1) if self.found[at].kind == ROW), -1)


def squeezed_join(before: str, after: str) -> str:
    """Two halves of a cell."""
    return f"{before} {after}".strip() if after[:1].islower() or not before else f"{before}\n{after}".strip()


def _cell(lines: Sequence[PdfLine], width: float) -> str:
    """A cell's lines: joined where one was too long for the cell."""
    text = ""
    before: PdfLine | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif abs(before.middle - line.middle) < 0.45 * line.size:
            text = f"{text} {line.text}"
        else:
            room = width - (before.right - lines[0].left) - 8
            first = len(line.text.split()[0]) * line.size * 0.5 if line.text.split() else 0.0
            wraps = (
                (first >= room or line.text[:1].islower()) and not _LABEL.match(line.text) and not mark_of(line.text)
            )
            between = "" if text.endswith("-") and text[-2:-1].isalpha() else " " if wraps else "\n"
            text = f"{text}{between}{line.text}"
        before = line
    return "\n".join(squeezed(one) for one in text.split("\n"))


def _right_edge(page: PdfPage) -> float:
    """Where full lines of a page end."""
    ends = sorted(line.right for line in page.lines if len(line.text) > 30)
    return ends[int(len(ends) * 0.9)] if ends else 1e9


def _running(pages: Sequence[PdfPage]) -> set[int]:
    """Headers, footers and page numbers: what stands at the edge of a page and comes again, or is only a number."""
    edges: list[tuple[PdfLine, str]] = []
    for page in pages:
        by_height = sorted(page.lines, key=lambda one: -one.middle)
        for line in {id(one): one for one in (*by_height[:3], *by_height[-3:])}.values():
            if line.middle > page.height * 0.88 or line.middle < page.height * 0.12:
                edges.append((line, f"{round(line.middle / 8)} {_without_figures(line.text)}"))
    times = Counter(key for _, key in edges)
    least = max(2, len(pages) // 2)
    found = {id(line) for line, key in edges if times[key] >= least}
    return found | {id(line) for line, _ in edges if _NUMBER.match(line.text)}


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", squeezed(text)).lower()
