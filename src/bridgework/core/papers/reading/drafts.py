"""A record while it is being read: rows with the letters they are made of. Placing them is the last step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.units import Unit

_FINISHED = re.compile(r"[.!?:;”\"')\]]\s*$")


def continues(before: str, text: str) -> bool:
    """Whether `text` goes on with a sentence that `before` left open: a page or a line broke inside it."""
    before = before.rstrip()
    if not before:
        return False
    if before.endswith((",", "-", "–", "&", "/")) or re.search(
        r"\b(?:a|an|and|as|at|by|for|from|in|into|is|its|of|on|or|that|the|their|this|to|which|with|are|be|how)$",
        before,
    ):
        return True
    return text[:1].islower() and not _FINISHED.search(before)


def glue(before: str, text: str) -> str:
    """Two pieces of one value: one sentence where it goes on, else a paragraph of its own."""
    if not before:
        return text
    if continues(before, text):
        if before.endswith("-") and text[:1].islower():
            return before + text
        return f"{before} {text}"
    return f"{before}\n\n{text}"


@dataclass
class Made:
    """Something read, with the letters it was made of and how sure that is."""

    pieces: list[Piece] = field(default_factory=list)
    confidence: float = 0.9

    def made_of(self, *units: Unit) -> None:
        """Take the letters of `units`."""
        for unit in units:
            self.pieces += unit.pieces


@dataclass
class ParagraphDraft(Made):
    """A paragraph of a section."""

    number: str | None = None
    text: str = ""

    def add(self, unit: Unit, text: str, *, line: bool = False) -> None:
        """More of it; `line` where it is a line of a list or a table inside the paragraph."""
        self.made_of(unit)
        self.text = f"{self.text}\n{text}" if line and self.text else glue(self.text, text)


@dataclass
class SectionDraft(Made):
    """A section; `units` are kept for minutes, whose resolutions are looked for afterwards."""

    number: str | None = None
    title: str = ""
    level: int = 1
    paragraphs: list[ParagraphDraft] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


@dataclass
class RowDraft(Made):
    """An implication or a priority."""

    number: str | None = None
    title: str = ""
    status: str | None = None
    text: str = ""
    place: str = ""
    stray: list[Unit] = field(default_factory=list)
    asks_status: bool = False


@dataclass
class ClearanceDraft(Made):
    """A clearance, with what stood in the officer's place where that was no name."""

    question: str = ""
    answer: str | None = None
    officer: str | None = None
    misplaced: str = ""
    place: str = ""
    is_question: bool = True


@dataclass
class LinkDraft(Made):
    """An appendix or a source document."""

    title: str = ""
    url: str | None = None


@dataclass
class ProposalDraft(Made):
    """A recommendation."""

    label: str = ""
    text: str = ""
    place: str = ""


@dataclass
class FieldDraft(Made):
    """A value of the front."""

    text: str = ""
    place: str = ""

    def add(self, unit: Unit, text: str) -> None:
        """More of the value."""
        self.made_of(unit)
        self.place = self.place or unit.place
        open_ = bool(self.text) and not re.search(r"[.?!:;]\s*$", self.text)
        self.text = f"{self.text} {text}" if open_ else glue(self.text, text)


def pieces_of(units: Iterable[Unit]) -> list[Piece]:
    """The letters of `units`."""
    return [piece for unit in units for piece in unit.pieces]


def one_line(units: Sequence[Unit]) -> str:
    """The words of `units` as one line."""
    return squeezed(" ".join(one.text for one in units))
