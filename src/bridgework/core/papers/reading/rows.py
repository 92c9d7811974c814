"""Implications and priorities: a row for each heading and each of its parts, with status and explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.drafts import RowDraft, SectionDraft, glue
from bridgework.core.papers.reading.labels import heading_role, is_implication, names_implication, plain
from bridgework.core.papers.reading.marks import BULLET, NUMBER
from bridgework.core.papers.reading.units import Row, Unit

_WORD: Final = r"positive|neutral|negative"
_STATUS: Final = re.compile(
    rf"(?P<stray>\d{{1,2}}\s+)?(?:(?P<before>{_WORD})\s+(?:status|impact|effect)\b\s*[:.–-]?"
    rf"|(?:status|impact|effect)\s*[:–-]\s*(?P<after>{_WORD})\b\W?|(?P<only>{_WORD})\s*(?:$|[:–.]\s|\s-\s)"
    rf"|\((?P<round>{_WORD})\))\s*",
    re.IGNORECASE,
)
_UNCHOSEN: Final = re.compile(
    rf"(?:\(?(?:{_WORD})\s*(?:/|,|or)\s*(?:{_WORD})(?:\s*(?:/|,|or)\s*(?:{_WORD}))?\)?\s*(?:status)?"
    rf"|status)\s*[:–-]?\s*",
    re.IGNORECASE,
)
_EXPLANATION: Final = re.compile(r"^(?:explanation|comments?|reason|details?|narrative)\s*[:–-]\s*", re.IGNORECASE)
_PART: Final = re.compile(r"^implication\s+\d+\b", re.IGNORECASE)
_INLINE: Final = re.compile(r"^(?P<title>[A-Z][^:.\n]{1,70}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)$", re.DOTALL)
_SHORT = 14


@dataclass
class RowsHolder:
    """Rows of one group, in order; the last one is open. `number` is that of the section they stand in."""

    group: str
    rows: list[RowDraft] = field(default_factory=list)
    number: str | None = None
    level: int = 1
    top: bool = False
    began: int = 0
    section: SectionDraft | None = None
    """The section these rows stand in, where it has a heading."""

    def open(self, unit: Unit, title: str, *, confidence: float = 0.9) -> RowDraft:
        """Begin a row under this heading."""
        row = RowDraft(number=unit.number, title=squeezed(title).strip(" :"), place=unit.place, confidence=confidence)
        if unit.mark is not None and unit.mark.kind not in (NUMBER, BULLET):
            row.number = unit.mark.value
        row.made_of(unit)
        self.rows.append(row)
        return row

    @property
    def current(self) -> RowDraft | None:
        """The open row, if this holder has begun one."""
        return self.rows[-1] if len(self.rows) > self.began else None


def starts_row(holder: RowsHolder, unit: Unit, after: Unit | Row | None) -> bool:
    """Whether a line heads the next row, rather than being part of the present row's text."""
    words = unit.words
    if not words or _STATUS.match(unit.text) or _EXPLANATION.match(words):
        return False
    short = len(words.split()) <= _SHORT and not re.search(r"[;,]$|(?<!\betc)(?<!:)\.$", words)
    if _PART.match(words) or (is_implication(words) and (short or unit.styled)):
        return True
    if unit.styled:
        return True
    if unit.mark is not None and unit.mark.kind == NUMBER:
        return _numbered_row(holder, unit, after, short=short)
    named = holder.group == "implications" and names_implication(words.rstrip(":")) and short
    return named or (short and unit.alone and (unit.bold or unit.is_caps))


def _numbered_row(holder: RowsHolder, unit: Unit, after: Unit | Row | None, *, short: bool) -> bool:
    """4.2 after 4.1 heads a row where it is short; a list inside a row begins anew or goes deeper."""
    assert unit.mark is not None
    if holder.top:
        return False
    current = holder.current
    depth = unit.mark.depth
    if current is not None and current.number and depth < len(current.number.split(".")) and depth == 1:
        return False
    if short:
        return depth > 1 or holder.number is None or current is None or current.number is not None
    return holder.group == "priorities" and depth > 1


def take_line(holder: RowsHolder, unit: Unit, after: Unit | Row | None) -> bool:
    """Put a line into the rows. False where it belongs to none of them."""
    if starts_row(holder, unit, after):
        _open_from(holder, unit)
        return True
    inline = _INLINE.match(unit.words)
    if (
        inline
        and not holder.top
        and (unit.number is None or _splits(inline))
        and _is_title(holder, unit, inline["title"])
    ):
        row = holder.open(unit, inline["title"], confidence=0.85)
        add_text(row, unit, inline["text"])
        return True
    current = holder.current
    if current is None and holder.group == "priorities" and not unit.text.rstrip().endswith(":"):
        _open_from(holder, unit)
        return True
    if current is None:
        return False
    if holder.group == "priorities" and unit.mark is not None and unit.mark.kind == BULLET and not current.text:
        _open_from(holder, unit)
        return True
    current.made_of(unit)
    number = unit.number if unit.mark is not None and (unit.mark.depth > 1 or holder.top) else None
    if number is not None and current.number is None and not current.text:
        current.number = number
    keeps = number is None or not (holder.top or current.number == number)
    add_text(current, unit, unit.text if keeps else unit.words)
    return True


def listed(holder: RowsHolder, unit: Unit) -> None:
    """Rows that stand as a list in one line: "Clean streets; Good homes"."""
    for part in re.finditer(r"[^;\n]+", unit.text):
        piece = unit.part(part.start(), part.end())
        if piece.text:
            holder.open(piece, piece.words, confidence=0.8)


def is_status(text: str) -> bool:
    """Whether a line gives the status of an implication."""
    return _STATUS.match(text) is not None


def _splits(inline: re.Match[str] | None) -> bool:
    """Whether what follows a colon is a text of its own, and not the second half of a title."""
    return inline is not None and (
        inline["text"].rstrip().endswith((".", "!", "?")) or len(inline["text"].split()) > _SHORT
    )


def _open_from(holder: RowsHolder, unit: Unit) -> None:
    """A row from its heading; what stands behind a colon in the same line is its text."""
    inline = _INLINE.match(unit.words)
    if inline and _splits(inline) and not _PART.match(unit.words) and not unit.styled:
        row = holder.open(unit, inline["title"])
        add_text(row, unit, inline["text"])
    elif holder.group == "priorities" and len(unit.words.split()) > _SHORT and unit.words.endswith("."):
        row = holder.open(unit, "")
        add_text(row, unit, unit.words)
    else:
        holder.open(unit, unit.words)


def _is_title(holder: RowsHolder, unit: Unit, title: str) -> bool:
    """Whether the words before a colon name a row: "Legal: there are none"."""
    if holder.group == "implications":
        return names_implication(title) or is_implication(title)
    current = holder.current
    listed = unit.mark is not None
    return len(title.split()) <= 9 and (listed or current is None or not current.number)


def add_text(row: RowDraft, unit: Unit, text: str) -> None:
    """Add words to a row; a status among them becomes the row's status, a stray number before it stays aside."""
    status = _STATUS.match(text)
    if row.status is None and status is not None:
        word = status["before"] or status["after"] or status["only"] or status["round"]
        row.status, row.asks_status = word.lower(), True
        if status["stray"]:
            _set_stray_aside(row, unit, status["stray"])
        text = text[status.end() :]
    elif row.status is None and not row.text:
        unchosen = _UNCHOSEN.match(text)
        if unchosen is not None and unchosen.end() > 0:
            row.asks_status = True
            text = text[unchosen.end() :]
    text = _EXPLANATION.sub("", text.strip())
    if text:
        row.text = glue(row.text, text)


def _set_stray_aside(row: RowDraft, unit: Unit, stray: str) -> None:
    """A number that belongs to nothing: taken out of what the row is made of, so that it is listed as unread."""
    at = unit.text.find(stray.strip())
    piece = unit.part(at, at + len(stray.strip()))
    row.stray.append(piece)
    inside = piece.pieces[0]
    kept = []
    for one in row.pieces:
        if one.block == inside.block and one.start <= inside.start < one.end:
            kept += [type(one)(one.block, one.start, inside.start), type(one)(one.block, inside.end, one.end)]
        else:
            kept.append(one)
    row.pieces = [one for one in kept if one.end > one.start]


def take_row(holder: RowsHolder, row: Row, *, announced: bool) -> bool:
    """A row of a table: title, then status and explanation in whichever cells they stand.

    `announced` where the table has said that its rows are of this group.
    """
    cells = row.filled
    first = cells[0]
    numeral = re.fullmatch(r"\(?(?:[ivx]+|[IVX]+|\d+)[.)]?", first.text) and len(cells) > 2
    if (
        holder.group == "implications"
        and not announced
        and not numeral
        and not (names_implication(first.words) or is_implication(first.words) or first.number)
    ):
        return False
    if len(first.words.split()) > _SHORT + 6:
        return False
    titled = first
    if len(cells) > 2 and re.fullmatch(r"\(?(?:[ivx]+|[IVX]+|\d+|[A-Za-z])[.)]?", first.text):
        titled = cells[1]
    made = holder.open(titled, titled.words, confidence=0.85)
    if titled is not first:
        made.number = first.text.strip("().")
        made.pieces = [*first.pieces, *made.pieces]
    for cell in cells[cells.index(titled) + 1 :]:
        made.made_of(cell)
        add_text(made, cell, cell.text)
    return True


def is_header(row: Row) -> str | None:
    """The group of rows a table's first row announces."""
    cells = [plain(cell.text) for cell in row.filled]
    if len(cells) < 2 or any(len(cell.split()) > 6 for cell in cells):
        return None
    if heading_role(cells[0]) == "priorities" or cells[0] in ("priority", "priorities", "ambition", "objective", "aim"):
        return "priorities"
    if heading_role(cells[0]) == "implications" or cells[0] in (
        "implication",
        "implications",
        "issue",
        "area",
        "type of implication",
    ):
        return (
            "implications"
            if any(re.search(r"implication|status|comment|detail|impact|explanation|yes", one) for one in cells[1:])
            else None
        )
    return None
