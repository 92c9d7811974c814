"""The lines and rows of a document, as the rules walk over them; each knows the letters it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.blocks import ASIDE, HEADING, ROW, RUNNING, Block
from bridgework.core.papers.reading.labels import heading_role, label_at, part_at
from bridgework.core.papers.reading.marks import BULLET, NUMBER, Mark, mark_of


@dataclass(frozen=True)
class Unit:
    """A line, or a cell. `text` is the words of its pieces with a space between them."""

    text: str
    pieces: tuple[Piece, ...]
    place: str
    styled: bool = False
    level: int = 0
    bold: bool = False
    alone: bool = True
    table: int = 0
    indent: int = 0
    links: tuple[tuple[str, str], ...] = ()

    @cached_property
    def mark(self) -> Mark | None:
        """The number, letter or bullet it begins with."""
        return mark_of(self.text)

    @property
    def words(self) -> str:
        """The text after the mark."""
        return self.text[self.mark.end :].strip() if self.mark else self.text

    @property
    def number(self) -> str | None:
        """The number it begins with, if it is one."""
        return self.mark.value if self.mark and self.mark.kind == NUMBER else None

    @property
    def is_caps(self) -> bool:
        """Whether its words stand in capitals."""
        letters = [sign for sign in re.sub(r"\([^)]*\)", "", self.words) if sign.isalpha()]
        return len(letters) > 3 and all(sign.isupper() for sign in letters)

    def part(self, start: int, end: int | None = None) -> Unit:
        """Letters `start` to `end` as a unit of their own."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        pieces, at = [], 0
        for piece in self.pieces:
            length = piece.end - piece.start
            first, last = max(start, at), min(end, at + length)
            if first < last:
                pieces.append(Piece(piece.block, piece.start + first - at, piece.start + last - at))
            at += length + 1
        return Unit(
            self.text[start:end], tuple(pieces), self.place, self.styled, self.level, self.bold, False, self.table,
            self.indent, self.links,
        )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row of a table with its cells; an empty cell has no letters."""

    cells: tuple[Unit, ...]
    table: int
    place: str
    bold: bool = False
    links: tuple[tuple[str, str], ...] = ()

    @property
    def filled(self) -> tuple[Unit, ...]:
        """The cells that say something."""
        return tuple(cell for cell in self.cells if cell.text)


def joined(units: Sequence[Unit]) -> Unit:
    """Several units as one."""
    first = units[0]
    return Unit(
        " ".join(one.text for one in units), tuple(piece for one in units for piece in one.pieces), first.place,
        first.styled, first.level, first.bold, first.alone, first.table, first.indent,
        tuple(link for one in units for link in one.links),
    )  # fmt: skip


def stream(blocks: Sequence[Block]) -> list[Unit | Row]:
    """Everything that may be read, in order. Headers, footers, comments and deleted text are not in it."""
    found: list[Unit | Row] = []
    for number, block in enumerate(blocks):
        if block.kind in (RUNNING, ASIDE):
            continue
        if block.kind == ROW:
            found += _row(number, block)
        else:
            found += _lines(number, block)
    return _numbers_joined(found)


def _lines(number: int, block: Block) -> Iterator[Unit]:
    lines = [line for line in re.finditer(r"[^\n]+", block.text) if line.group().strip()]
    for line in lines:
        text = line.group()
        start = line.start() + len(text) - len(text.lstrip())
        # A known heading may stand right above its text, without an empty line between them.
        alone = len(lines) == 1 or (line is lines[0] and heading_role(text) is not None)
        yield Unit(
            text.strip(), (Piece(number, start, start + len(text.strip())),), block.place, block.kind == HEADING,
            block.level, block.bold, alone, 0, block.indent, block.links,
        )  # fmt: skip


def _row(number: int, block: Block) -> list[Unit | Row]:
    """A row; one that has words in a single cell, or a number and words, is a line like any other."""
    cells, at = [], 0
    for cell in block.text.split("\t"):
        start = at + len(cell) - len(cell.lstrip())
        piece = (Piece(number, start, start + len(cell.strip())),) if cell.strip() else ()
        text = cell.strip()
        cells.append(Unit(text, piece, block.place, bold=block.bold, table=block.table, links=block.links))
        at += len(cell) + 1
    row = Row(tuple(cells), block.table, block.place, block.bold, block.links)
    if len(row.filled) == 1:
        return list(_cell_lines(row.filled[0]))
    if len(row.filled) == 2 and _is_mark(row.filled[0].text):
        first, *rest = _cell_lines(row.filled[1])
        return [joined([row.filled[0], first]), *rest]
    return [row]


def _cell_lines(cell: Unit) -> Iterator[Unit]:
    for line in re.finditer(r"[^\n]+", cell.text):
        if line.group().strip():
            yield cell.part(line.start(), line.end())


def _is_mark(text: str) -> bool:
    mark = mark_of(f"{text} X")
    return mark is not None and mark.kind != BULLET and mark.end == len(text) + 1


def _numbers_joined(units: Sequence[Unit | Row]) -> list[Unit | Row]:
    """A number that stands alone on its line belongs to the next line."""
    found: list[Unit | Row] = []
    waiting: Unit | None = None
    for one in units:
        if waiting is not None:
            if isinstance(one, Unit) and one.mark is None and not one.styled:
                one = joined([waiting, one])
            else:
                found.append(waiting)
            waiting = None
        if isinstance(one, Unit) and _is_mark(one.text) and (one.text.strip().endswith((".", ")")) or "." in one.text):
            waiting = one
        else:
            found.append(one)
    return [*found, waiting] if waiting is not None else found


def split_at_labels(unit: Unit, *, contacts: bool) -> list[Unit]:
    """A line that holds several labels with their values, cut before each label.

    Only where the line begins with a label, so that a sentence with a colon in it stays whole.
    """
    begin = unit.mark.end if unit.mark and unit.mark.kind == BULLET else 0
    contacts = contacts and part_at(unit.text, begin) is not None
    find = part_at if contacts else label_at
    if find(unit.text, begin) is None:
        return [unit]
    cuts = [0]
    for word in re.finditer(r"(?:(?<=[ \t])|(?<=[;,.]))(?=[A-Z])", unit.text):
        label = find(unit.text, word.start())
        if label is None or not label.colon or word.start() <= cuts[-1] + 2:
            continue
        certain = contacts or (not label.weak and label.field != "from")
        apart = unit.text[: word.start()].endswith(("  ", "\t")) or _is_whole(unit.text[cuts[-1] : word.start()])
        # “Committee: Transport Committee Date: 9 July”: the word ends the name of the committee.
        if label.words == "committee date" and cuts == [0] and not apart:
            continue
        if (certain or apart) and not _inside(unit.text, begin, word.start()):
            cuts.append(word.start())
    if len(cuts) == 1:
        return [unit]
    return [unit.part(start, end) for start, end in zip(cuts, [*cuts[1:], len(unit.text)], strict=True)]


def _is_whole(text: str) -> bool:
    """Whether a label and its value need no more words: its value is a day or a yes or no."""
    label = label_at(text)
    value = text[label.end :].strip() if label else ""
    if label is None or label.field not in ("meeting_date", "key_decision"):
        return False
    return bool(re.fullmatch(r"(?:yes|no)\W*", value, re.IGNORECASE) or re.search(r"\d{4}\W*$", value))


def _inside(text: str, begin: int, at: int) -> bool:
    """Whether the words at `at` are still those of the label the line begins with ("Forward Plan Ref:")."""
    first = label_at(text, begin) or part_at(text, begin)
    return first is not None and at < first.end
