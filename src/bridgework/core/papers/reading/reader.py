"""The walk over a document's lines: each goes to what is being read, until a label or heading opens something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.reading import clearances, rows
from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.clearance_lines import reads_clearance, reads_completed
from bridgework.core.papers.reading.contacts import Card
from bridgework.core.papers.reading.drafts import ClearanceDraft, ParagraphDraft, RowDraft, SectionDraft, continues
from bridgework.core.papers.reading.front import Front
from bridgework.core.papers.reading.headings import Heading, heading_of
from bridgework.core.papers.reading.label_lines import label_of
from bridgework.core.papers.reading.labels import Label, label_at, part_at, plain, without_part
from bridgework.core.papers.reading.links import LinksHolder
from bridgework.core.papers.reading.marks import BULLET, NUMBER, follows
from bridgework.core.papers.reading.rows import RowsHolder
from bridgework.core.papers.reading.table_rows import read_row, side_by_side
from bridgework.core.papers.reading.taking import take_after_clearances, take_contact, take_field, take_proposal
from bridgework.core.papers.reading.units import Row, Unit, split_at_labels

_SECTION_ROLES: Final = frozenset({"section", "implications", "priorities"})
_SUMMARIES: Final = frozenset(
    {"summary", "executive summary", "report summary", "decision information", "key information"}
)
"""Labelled lines may still come below these."""


@dataclass
class CardDraft:
    """A contact card with its letters."""

    card: Card
    pieces: list[Piece] = field(default_factory=list)
    place: str = ""
    last: str = "loose"


@dataclass
class Walk:
    """Everything read so far, and what the next line would go to (`holder`)."""

    units: Sequence[Unit | Row]
    kind: str
    front: Front = field(default_factory=Front)
    sections: list[SectionDraft] = field(default_factory=list)
    proposals: list[Unit] = field(default_factory=list)
    proposal_heads: list[Piece] = field(default_factory=list)
    cards: list[CardDraft] = field(default_factory=list)
    contact_heads: list[Piece] = field(default_factory=list)
    implications: RowsHolder = field(default_factory=lambda: RowsHolder("implications"))
    priorities: RowsHolder = field(default_factory=lambda: RowsHolder("priorities"))
    row_heads: dict[str, list[Piece]] = field(default_factory=lambda: {"implications": [], "priorities": []})
    clearances: list[ClearanceDraft] = field(default_factory=list)
    clearance_heads: list[Piece] = field(default_factory=list)
    open_clearance: list[Unit] = field(default_factory=list)
    appendices: LinksHolder = field(default_factory=LinksHolder)
    sources: LinksHolder = field(default_factory=LinksHolder)
    holder: str = "front"
    in_front: bool = True
    at: int = 0
    tables: dict[int, tuple[str, list[str]]] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    last_number: str = ""
    """Of the last numbered paragraph; `has_dotted` once one was numbered like 2.6."""
    has_dotted: bool = False

    def read(self) -> None:
        """Read every line."""
        for at, one in enumerate(self.units):
            self.at = at
            if isinstance(one, Row):
                read_row(self, one)
            else:
                parts = split_at_labels(one, contacts=self.holder.startswith("contacts"))
                if not side_by_side(self, parts):
                    for unit in parts:
                        self.line(unit)
        self.close_clearance()
        self._implications_in_paragraphs()

    def _implications_in_paragraphs(self) -> None:
        """Implications told in plain paragraphs, without a heading for each, are one row under their common heading."""
        section = self.implications.section
        if self.implications.rows or section is None or not section.paragraphs:
            return
        first = section.units[0]
        row = RowDraft(number=section.number, title=section.title, place=first.place, confidence=0.6)
        for one in section.paragraphs:
            row.text = f"{row.text}\n\n{one.text}" if row.text else one.text
            row.pieces += one.pieces
        self.implications.rows.append(row)
        section.paragraphs, section.units = [], []

    @property
    def after(self) -> Unit | Row | None:
        """The line or row that comes next."""
        return self.units[self.at + 1] if self.at + 1 < len(self.units) else None

    def line(self, unit: Unit) -> None:
        """One line: a clearance, a label, a heading, or more of what is being read."""
        if not any(sign.isalnum() for sign in unit.text):
            return
        if self.kind == "report" and reads_clearance(self, unit):
            return
        if self.holder == "implications" and reads_completed(self, unit):
            return
        part = self.part(unit)
        if part is not None:
            self._contact_part(unit, part)
            return
        label = label_of(self, unit)
        if label is not None:
            self.labelled(unit, label)
            return
        heading = heading_of(self, unit)
        if heading is not None:
            self._open(unit, heading)
            return
        self.take(unit)

    def labelled(self, unit: Unit, label: Label) -> None:
        """A label, with its value where that stands in the same line."""
        head, value = unit.part(0, label.end), unit.part(label.end)
        self.close_clearance()
        if label.field == "aside":
            self.holder = "aside"
        elif label.field == "proposals":
            self.open_proposals(head)
        elif label.field in ("officers", "councillors"):
            self.open_contacts(head, "officer" if label.field == "officers" else "councillor", label.words)
        elif label.field in ("sources", "appendices"):
            self._open_links(label.field, head)
        elif label.field == "priorities":
            self.row_heads["priorities"] += head.pieces
            self.holder = "priorities"
        elif label.field == "attendance":
            self._open_section(head, Heading("section", None, label.words.capitalize()))
        else:
            self._open_field(label.field, head, empty=not value.text)
        if value.text and label.field in ("officers", "councillors"):
            for unit in split_at_labels(value, contacts=True):
                self.line(unit)
        elif value.text and label.field == "priorities":
            rows.listed(self.priorities, value)
        elif value.text:
            self.take(value)

    def _open_field(self, name: str, head: Unit, *, empty: bool) -> None:
        made = self.front.begin(name)
        if made is None:
            self.holder = "aside"
            return
        made.made_of(head)
        made.place = made.place or head.place
        self.holder = f"field:{name}"
        if empty and self._next_is_labelled():
            self.front.blank.append((name, head.place))

    def _next_is_labelled(self) -> bool:
        after = self.after
        if not isinstance(after, Unit):
            return after is None
        label = label_at(after.text)
        return label is not None and label.end < len(after.text)

    def _open(self, unit: Unit, heading: Heading) -> None:
        self.close_clearance()
        role = heading.role
        if heading.number is not None and "." not in heading.number:
            self.numbers.append(heading.number)
        if role == "implication":
            self.in_front = False
            self.implications.top, self.implications.began = True, len(self.implications.rows)
            self.implications.level = unit.level
            self.implications.open(unit, heading.title)
            self.holder = "implications"
            return
        numbered = heading.number is not None
        if role in _SECTION_ROLES or numbered or role is None:
            self._open_section(unit, heading)
        if role in ("implications", "priorities"):
            self._open_rows(role, unit, heading)
        elif role == "proposals":
            self.open_proposals(unit if not numbered else None)
        elif role in ("officers", "councillors"):
            self.open_contacts(
                unit if not numbered else None, "officer" if role == "officers" else "councillor", plain(heading.title)
            )
        elif role in ("sources", "appendices"):
            self._open_links(role, unit if not numbered else None)
        elif role == "clearances":
            if not numbered:
                self.clearance_heads += unit.pieces
            self.holder = "clearances"
        elif role in ("purpose", "outcome"):
            made = self.front.begin(role)
            assert made is not None
            if not numbered:
                made.made_of(unit)
            self.holder = f"field:{role}"

    def _open_section(self, unit: Unit, heading: Heading) -> None:
        if heading.number is not None or without_part(plain(heading.title)) not in _SUMMARIES:
            self.in_front = False
        made = SectionDraft(number=heading.number, title=heading.title, level=unit.level, confidence=heading.confidence)
        made.made_of(unit)
        self.sections.append(made)
        self.holder = "section"

    def _open_rows(self, role: str, unit: Unit, heading: Heading) -> None:
        holder = self.implications if role == "implications" else self.priorities
        holder.top, holder.number, holder.level, holder.began = False, heading.number, unit.level, len(holder.rows)
        holder.section = self.sections[-1]
        self.holder = role

    def open_proposals(self, head: Unit | None) -> None:
        """Begin the recommendations below their heading."""
        if head is not None:
            self.proposal_heads += head.pieces
        self.holder = "proposals"

    def open_contacts(self, head: Unit | None, kind: str, words: str) -> None:
        """Begin contacts of one kind below their heading."""
        if head is not None:
            self.contact_heads += head.pieces
        self.holder = f"contacts:{kind}"
        self.new_card(kind, head)
        if "portfolio" in words or "cabinet member" in words:
            self.cards[-1].last = "loose"

    def _open_links(self, role: str, head: Unit | None) -> None:
        holder = self.sources if role == "sources" else self.appendices
        if head is not None:
            holder.heads += head.pieces
        self.holder = role

    def new_card(self, kind: str, unit: Unit | None) -> CardDraft:
        """Begin a contact."""
        made = CardDraft(Card(kind), place=unit.place if unit else "")
        self.cards.append(made)
        return made

    def part(self, unit: Unit) -> Label | None:
        """The label of a contact that a line begins with, where contacts are being read."""
        if not self.holder.startswith("contacts"):
            return None
        begin = unit.mark.end if unit.mark and unit.mark.kind == BULLET else 0
        part = part_at(unit.text, begin)
        return part if part is not None and (part.colon or unit.table) else None

    def _contact_part(self, unit: Unit, part: Label) -> None:
        card = self.cards[-1]
        if part.field == "name" and "name" in card.card.filled:
            card = self.new_card(card.card.kind, unit)
        card.place = card.place or unit.place
        card.card.add(part.field, unit.text[part.end :].strip())
        card.pieces += unit.pieces
        card.last = part.field

    def close_clearance(self) -> None:
        """End the clearance that is open."""
        if self.open_clearance:
            self.clearances.append(clearances.clearance_of(self.open_clearance))
            self.open_clearance = []

    def take(self, unit: Unit) -> None:
        """Give a line to what is being read."""
        if self.holder.startswith("field:"):
            take_field(self, unit)
        elif self.holder.startswith("contacts"):
            take_contact(self, unit)
        elif self.holder == "proposals":
            take_proposal(self, unit)
        elif self.holder in ("sources", "appendices"):
            (self.sources if self.holder == "sources" else self.appendices).take(unit)
        elif self.holder in ("implications", "priorities"):
            holder = self.implications if self.holder == "implications" else self.priorities
            if not rows.take_line(holder, unit, self.after):
                self.paragraph(unit)
        elif self.holder == "section":
            self.paragraph(unit)
        elif self.holder == "clearances":
            take_after_clearances(self, unit)
        elif self.in_front:
            at = 0
            for gap in [*re.finditer(r"\s{3,}|\t+", unit.text), None]:
                part = unit.part(at, gap.start() if gap else None)
                at = gap.end() if gap else 0
                if part.text and label_at(part.text) is None:
                    self.front.loose.append(part)

    def section(self) -> SectionDraft:
        """The section that is open; one without a heading where there is none yet."""
        if not self.sections:
            self.sections.append(SectionDraft(confidence=0.5))
            self.in_front = False
        return self.sections[-1]

    def paragraph(self, unit: Unit) -> None:
        """A line of the text: a paragraph of the open section, or more of the last one."""
        section = self.section()
        self.holder = "section" if self.holder not in ("implications", "priorities") else self.holder
        section.units.append(unit)
        last = section.paragraphs[-1] if section.paragraphs else None
        number = unit.number if unit.mark is not None and not self._is_list_item(unit, last) else None
        if number is not None:
            self.last_number, self.has_dotted = number, self.has_dotted or "." in number
            made = ParagraphDraft(number=number, confidence=0.95)
            made.add(unit, unit.words)
            section.paragraphs.append(made)
        elif last is not None and unit.mark is not None:
            last.add(unit, unit.text, line=True)
        elif last is not None and continues(last.text, unit.text):
            last.add(unit, unit.text)
        else:
            made = ParagraphDraft(confidence=0.9)
            made.add(unit, unit.text)
            section.paragraphs.append(made)

    def _is_list_item(self, unit: Unit, last: ParagraphDraft | None) -> bool:
        """Whether a number belongs to a list in a paragraph: single numbers below dotted ones, or beginning anew."""
        assert unit.mark is not None
        if unit.mark.kind != NUMBER or unit.mark.depth > 1 or last is None:
            return unit.mark.kind != NUMBER
        if self.has_dotted:
            return True
        return bool(self.last_number) and not follows(self.last_number, unit.mark.value) and unit.mark.value == "1"
