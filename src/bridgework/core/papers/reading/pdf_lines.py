"""The lines of a PDF's pages with where they stand, and the ruled tables on them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2

from bridgework.core.papers.reading.blocks import clean

pdfium: Any = pypdfium2
"""The library has no types."""
raw: Any = pypdfium2.raw

_MOST_OBJECTS: Final = 20_000
_MOST_RULES: Final = 1_500
_THIN: Final = 3.0
"""Points; what is thinner is a rule and no area."""
_NEAR: Final = 2.5
_BOLD: Final = 600


@dataclass
class PdfLine:
    """A line of text. Measures are in points from the page's bottom left."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page: int
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2


@dataclass
class PdfTable:
    """A ruled table: its rows from top to bottom, each its cells' lines."""

    page: int
    left: float
    right: float
    bottom: float
    top: float
    columns: tuple[float, ...]
    rows: list[list[list[PdfLine]]]
    widths: list[list[float]]


@dataclass
class PdfPage:
    """A page: its height, free lines and tables."""

    number: int
    height: float
    lines: list[PdfLine]
    tables: list[PdfTable]
    has_pictures: bool = False


def page_of(document: Any, at: int) -> PdfPage:
    """Page `at` (from 0) of a document."""
    page = document[at]
    text = page.get_textpage()
    try:
        height = float(page.get_height())
        rules, pictures = _rules(page)
        lines, letters = _lines(text, at + 1)
        tables = [table for grid in _grids(rules) if (table := _filled(grid, lines, letters, at + 1)) is not None]
        free = [line for line in lines if not any(_inside(line, table) for table in tables)]
        _link(document, page, [*free, *(one for table in tables for row in table.rows for cell in row for one in cell)])
        return PdfPage(at + 1, height, _side_by_side(free), tables, pictures)
    finally:
        text.close()
        page.close()


Letters = tuple[Any, int, int]
"""The text page a line is on, and its first and last letter there."""


def _lines(text: Any, number: int) -> tuple[list[PdfLine], dict[int, Letters]]:
    """The lines of a page in reading order, and where the letters of each are."""
    handle = text.raw
    count = raw.FPDFText_CountChars(handle)
    # The library writes a hyphen at a line's end as a control sign.
    signs = "".join(chr(raw.FPDFText_GetUnicode(handle, at)) for at in range(count)).replace("\x02", "-")
    found: list[PdfLine] = []
    places: dict[int, Letters] = {}
    for line in re.finditer(r"[^\r\n\x00￾]+(?:￾[\r\n]*[^\r\n\x00]*)*", signs):
        words = line.group()
        if not words.strip():
            continue
        first = line.start() + len(words) - len(words.lstrip())
        last = line.start() + len(words.rstrip()) - 1
        boxes = (_box(handle, first), _box(handle, last))
        size = float(raw.FPDFText_GetFontSize(handle, first)) or 10.0
        bold = all(_is_bold(handle, at) for at in (first, (first + last) // 2, last))
        one = PdfLine(
            clean(re.sub(r"￾[\r\n]*", "", words)).strip(), min(box[0] for box in boxes), max(box[1] for box in boxes),
            min(box[2] for box in boxes), max(box[3] for box in boxes), size, bold, number,
        )  # fmt: skip
        places[id(one)] = (handle, line.start(), line.end())
        found.append(one)
    return found, places


def _box(handle: Any, at: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of one letter."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharBox(handle, at, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _is_bold(handle: Any, at: int) -> bool:
    return raw.FPDFText_GetFontWeight(handle, at) >= _BOLD or _bold_name(handle, at)


def _bold_name(handle: Any, at: int) -> bool:
    """Whether the font's name says that it is bold."""
    buffer, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, buffer, 96, flags)
    return b"bold" in buffer.value.lower()


Rule = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def _rules(page: Any) -> tuple[list[Rule], bool]:
    """The thin rules drawn on a page and the edges of frames; and whether there are pictures."""
    handle = page.raw
    count = raw.FPDFPage_CountObjects(handle)
    found: list[Rule] = []
    pictures = False
    for at in range(min(count, _MOST_OBJECTS)):
        one = raw.FPDFPage_GetObject(handle, at)
        kind = raw.FPDFPageObj_GetType(one)
        pictures = pictures or kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            continue
        found += _edges((left.value, bottom.value, right.value, top.value), one)
    return found, pictures


def _edges(bounds: Rule, path: Any) -> list[Rule]:
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if width <= _THIN or height <= _THIN:
        return [bounds] if max(width, height) > 6 else []
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    if not stroke.value or width * height < 40:
        return []
    return [
        (left, bottom, left, top),
        (right, bottom, right, top),
        (left, bottom, right, bottom),
        (left, top, right, top),
    ]


@dataclass
class _Grid:
    """Rules that touch: where columns and rows meet."""

    xs: list[float]
    ys: list[float]
    upright: list[Rule]


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Tables among the rules: groups that touch, with two columns and a row at least."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: (-one[3], one[0]))[:_MOST_RULES]:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(one for group in touching for one in group)]
        groups = [group for group in groups if group not in touching]
        groups.append(merged)
    found = []
    for group in groups:
        upright = [one for one in group if one[3] - one[1] > one[2] - one[0]]
        level = [one for one in group if one[3] - one[1] <= one[2] - one[0]]
        xs = _apart([(one[0] + one[2]) / 2 for one in upright])
        ys = _apart([(one[1] + one[3]) / 2 for one in level])
        if len(xs) >= 3 and len(ys) >= 2:
            found.append(_Grid(xs, ys, upright))
    return found


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one[0] - _NEAR <= other[2]
        and other[0] - _NEAR <= one[2]
        and one[1] - _NEAR <= other[3]
        and other[1] - _NEAR <= one[3]
    )


def _apart(values: Sequence[float]) -> list[float]:
    """Values without those that are nearly the same."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR * 2:
            found.append(value)
    return found


def _filled(grid: _Grid, lines: Sequence[PdfLine], letters: dict[int, Letters], number: int) -> PdfTable | None:
    """The table with the words in its cells; None where the frame holds none."""
    left, right, bottom, top = grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]
    table = PdfTable(number, left, right, bottom, top, tuple(round(x) for x in grid.xs), [], [])
    inside = [line for line in lines if _inside(line, table)]
    if not inside:
        return None
    ys = list(reversed(grid.ys))
    for upper, lower in pairwise(ys):
        middle = (upper + lower) / 2
        xs = [
            x
            for x in grid.xs
            if any(abs((one[0] + one[2]) / 2 - x) < _NEAR and one[1] <= middle <= one[3] for one in grid.upright)
        ]
        xs = xs if len(xs) >= 2 else [left, right]
        in_row = [line for line in inside if lower < line.middle <= upper]
        table.rows.append(_cells(in_row, xs, letters))
        table.widths.append([b - a for a, b in pairwise(xs)])
    return table if any(any(row) for row in table.rows) else None


def _cells(lines: Sequence[PdfLine], xs: Sequence[float], letters: dict[int, Letters]) -> list[list[PdfLine]]:
    cells: list[list[PdfLine]] = [[] for _ in xs[1:]]
    for line in lines:
        for at, part in _by_column(line, xs, letters):
            cells[at].append(part)
    for cell in cells:
        cell.sort(key=lambda one: (-round(one.middle / 3), one.left))
    return cells


def _by_column(line: PdfLine, xs: Sequence[float], letters: dict[int, Letters]) -> list[tuple[int, PdfLine]]:
    """A line cut where it crosses from one cell into the next."""
    first, last = _column(line.left, xs), _column(line.right - 1, xs)
    if first == last or id(line) not in letters:
        return [(first, line)]
    handle, start, end = letters[id(line)]
    found: list[tuple[int, PdfLine]] = []
    words, at, began, ended = "", -1, 0.0, 0.0
    for index in range(start, end):
        sign = chr(raw.FPDFText_GetUnicode(handle, index)).replace("\x02", "-")
        left, right, _, _ = _box(handle, index)
        inside = at >= 0 and words[-1:].strip() and left - ended < line.size
        column = at if inside or (sign.isspace() and at >= 0) else _column((left + right) / 2, xs)
        if column != at and words:
            found.append((at, _copy(line, words, began, ended)))
            words = ""
        began = left if not words else began
        at, ended, words = column, max(right, left), words + sign
    if words:
        found.append((at, _copy(line, words, began, ended)))
    return [(column, one) for column, one in found if one.text]


def _copy(line: PdfLine, text: str, left: float, right: float) -> PdfLine:
    return PdfLine(clean(text).strip(), left, right, line.bottom, line.top, line.size, line.bold, line.page)


def _column(x: float, xs: Sequence[float]) -> int:
    return max(0, min(len(xs) - 2, sum(x >= edge - _NEAR for edge in xs) - 1))


def _inside(line: PdfLine, table: PdfTable) -> bool:
    return (
        table.bottom - _NEAR <= line.middle <= table.top + _NEAR
        and table.left - _NEAR * 2 <= line.left
        and line.left <= table.right + _NEAR
    )


def _side_by_side(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Pieces on one base line as one line: a label and its value, a number and its words."""
    found: list[PdfLine] = []
    for line in lines:
        before = found[-1] if found else None
        level = before is not None and abs(before.middle - line.middle) < 0.45 * max(before.size, line.size)
        if before is not None and level and line.left >= before.right - 1:
            gap = "\t" if line.left - before.right > before.size * 0.9 else " "
            before.text = f"{before.text}{gap}{line.text}"
            before.right, before.top = line.right, max(before.top, line.top)
            before.bold = before.bold and line.bold
            before.links += line.links
        else:
            found.append(line)
    return found


def _link(document: Any, page: Any, lines: Sequence[PdfLine]) -> None:
    """Give lines the addresses that are laid over them. Nothing is fetched."""
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    rect = raw.FS_RECTF()
    for _ in range(500):
        if not raw.FPDFLink_Enumerate(page.raw, at, link):
            return
        if not raw.FPDFLink_GetAnnotRect(link, rect):
            continue
        action = raw.FPDFLink_GetAction(link)
        url = _url(document, action)
        if not url:
            continue
        for line in lines:
            over = rect.bottom - 1 <= line.middle <= rect.top + 1 and rect.left < line.right and line.left < rect.right
            if over:
                line.links.append((line.text, url))


def _url(document: Any, action: Any) -> str:
    if not action:
        return ""
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < size < 2000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    url = buffer.value.decode("utf-8", errors="replace")
    return url if re.match(r"https?://", url) else ""


def opened(data: bytes) -> Any:
    """A document; the caller closes it. Raises `PdfiumError`."""
    return pdfium.PdfDocument(data)
