"""From what was read to the record: every value is placed with its letters, the rest is listed, the holes are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bridgework.core.papers.reading.account import Account, Piece
from bridgework.core.papers.reading.blocks import Block, squeezed
from bridgework.core.papers.reading.contacts import contacts_of
from bridgework.core.papers.reading.counting import expected_clearances, expected_implications
from bridgework.core.papers.reading.drafts import ParagraphDraft, RowDraft, SectionDraft
from bridgework.core.papers.reading.front import settle_loose, values_of
from bridgework.core.papers.reading.holes import holes_of
from bridgework.core.papers.reading.links import LinksHolder, mentioned
from bridgework.core.papers.reading.proposals import proposals_of
from bridgework.core.papers.reading.reader import Walk
from bridgework.core.papers.reading.resolutions import Found, Line, resolutions_in
from bridgework.core.papers.reading.units import Row, Unit, stream
from bridgework.core.papers.record import (
    ClearanceRow,
    Contact,
    ImplicationRow,
    LetteredProposal,
    Link,
    PaperRecord,
    Paragraph,
    Section,
    Warned,
)

_FIELDS: Final = {"author": "from"}
_MINUTES: Final = re.compile(
    r"^(?:(?:draft|unconfirmed|public|confirmed)\s+)*(?:minutes\b(?!\s+action|\s+of\s+the\s+(?:previous|last))"
    r"|record\s+of\s+decisions?\b|decision\s+(?:notice|record|list|sheet)s?\b|decisions?\s+(?:made|taken|of)\b"
    r"|.{0,80}[–-]\s*(?:draft\s+)?minutes\s*$)",
    re.IGNORECASE,
)
_AGENDA: Final = re.compile(r"^(?:public\s+)?agenda(?:\s+(?:and|for|of)\b.*)?\W*$", re.I)
_RESOLVED: Final = re.compile(r"\bRESOLVED\b|\bit was (?:unanimously )?(?:resolved|agreed)\b|\bwas resolved\b", re.I)


def record_of(blocks: Sequence[Block], *, warnings: Sequence[Warned] = ()) -> PaperRecord:
    """The record in these blocks. `warnings` are those of the format, such as tracked changes."""
    units = stream(blocks)
    walk = Walk(units, kind_of(units))
    walk.read()
    account = Account(blocks)
    settle_loose(walk.front, kind=walk.kind)
    _keep_loose(walk)
    record = PaperRecord(kind=walk.kind)
    for name, made in walk.front.fields.items():
        account.place(f"/{_FIELDS.get(name, name)}", made.pieces, made.confidence)
    record = replace(record, **values_of(walk.front))
    record = replace(
        record,
        proposals=_proposals(walk, account),
        contacts=_contacts(walk, account),
        priorities=_rows(walk.priorities.rows, "priorities", account),
        implications=_rows(walk.implications.rows, "implications", account),
        clearances=_clearances(walk, account),
        source_documents=_links(walk.sources, "source_documents", account),
    )
    resolutions = _resolutions(walk, account)
    record = replace(record, resolutions=tuple(one.row for one in resolutions))
    record = replace(record, sections=_sections(walk, account), appendices=_appendices(walk, account))
    for group, pieces in walk.row_heads.items():
        account.place(f"/{group}", pieces, 0.9)
    record = replace(
        record,
        clearances_expected=expected_clearances(blocks, record),
        implications_expected=expected_implications(record),
    )
    found = (*warnings, *holes_of(record, walk, account))
    return replace(record, provenance=account.provenance, warnings=found, unread=account.left())


def kind_of(units: Sequence[Unit | Row]) -> str:
    """Report, minutes or agenda, by what stands at the top and by whether anything was resolved."""
    top = [one for one in units[:14] if isinstance(one, Unit)]
    if any(_AGENDA.match(one.text) for one in top):
        return "agenda"
    if any(_MINUTES.match(one.text) for one in top if len(one.text) < 200):
        return "minutes"
    resolved = sum(bool(_RESOLVED.search(one.text)) for one in units if isinstance(one, Unit))
    asked = any(isinstance(one, Unit) and re.match(r"(?:\d+\.?\s+)?recommendation", one.text, re.I) for one in units)
    present = any(
        isinstance(one, Unit) and re.match(r"(?:present|in attendance)\b\s*:?", one.text, re.I) for one in units
    )
    return "minutes" if resolved and (present or resolved > 1) and not asked else "report"


def _keep_loose(walk: Walk) -> None:
    """Whole sentences above the text that are no value of the front: a section without a heading."""
    used = {piece for one in walk.front.fields.values() for piece in one.pieces}
    left = [one for one in walk.front.loose if not used & set(one.pieces)]
    left = [one for one in left if len(one.text.split()) > 11 and one.text.rstrip().endswith((".", ":", ";"))]
    if not left:
        return
    section = SectionDraft(confidence=0.5)
    for one in left:
        made = ParagraphDraft(number=one.number, confidence=0.6)
        made.add(one, one.words if one.number else one.text)
        section.paragraphs.append(made)
        section.units.append(one)
    walk.sections.insert(0, section)


def _proposals(walk: Walk, account: Account) -> tuple[LetteredProposal, ...]:
    found, intro = proposals_of(walk.proposals)
    account.place("/recommendations", [*walk.proposal_heads, *intro], 0.95)
    for number, one in enumerate(found):
        account.place(f"/recommendations/{number}", one.pieces, one.confidence)
    return tuple(LetteredProposal(one.label, one.text) for one in found)


def _contacts(walk: Walk, account: Account) -> tuple[Contact, ...]:
    found: list[Contact] = []
    account.place("/contacts", walk.contact_heads, 0.95)
    for card in walk.cards:
        for one in contacts_of(card.card):
            account.place(f"/contacts/{len(found)}", card.pieces, 0.85 if card.card.loose else 0.95)
            found.append(one)
    return tuple(found)


def _rows(rows: Sequence[RowDraft], group: str, account: Account) -> tuple[ImplicationRow, ...]:
    for number, one in enumerate(rows):
        account.place(f"/{group}/{number}", one.pieces, one.confidence)
    return tuple(ImplicationRow(one.number, one.title, one.status, one.text or None) for one in rows)


def _clearances(walk: Walk, account: Account) -> tuple[ClearanceRow, ...]:
    account.place("/clearances", walk.clearance_heads, 0.9)
    for number, one in enumerate(walk.clearances):
        account.place(f"/clearances/{number}", one.pieces, one.confidence)
    return tuple(ClearanceRow(one.question, one.answer, one.officer) for one in walk.clearances)


def _links(holder: LinksHolder, name: str, account: Account) -> tuple[Link, ...]:
    account.place(f"/{name}", holder.heads, 0.95)
    for number, one in enumerate(holder.links):
        account.place(f"/{name}/{number}", one.pieces, one.confidence)
    return tuple(Link(one.title, one.url) for one in holder.links)


def _appendices(walk: Walk, account: Account) -> tuple[Link, ...]:
    found = _links(walk.appendices, "appendices", account)
    if found or walk.appendices.said_none:
        return found
    paragraphs = [one for section in walk.sections for one in section.paragraphs]
    inline = mentioned(paragraphs)
    for number, (_, piece) in enumerate(inline):
        account.place(f"/appendices/{number}", [piece], 0.6)
    return tuple(Link(title) for title, _ in inline)


def _resolutions(walk: Walk, account: Account) -> list[Found]:
    """The resolutions of minutes, item by item; what became one is no longer a paragraph of its section."""
    if walk.kind != "minutes":
        return []
    found: list[Found] = []
    for section in walk.sections:
        lines = [
            Line(piece, account.words(piece), unit.mark if len(unit.pieces) == 1 else None, unit.styled)
            for unit in section.units
            for piece in unit.pieces
        ]
        rows = resolutions_in(lines)
        for one in rows:
            label = one.row.item
            item = f"{section.number}({label})" if section.number and label else section.number or label
            one.row = replace(one.row, item=item)
        _take_out(section, rows, account)
        found += rows
    for number, one in enumerate(found):
        account.place(f"/resolutions/{number}", one.pieces, one.confidence)
    return found


def _take_out(section: SectionDraft, rows: Sequence[Found], account: Account) -> None:
    """Leave paragraphs that became resolutions out of the section; one that is only partly so stays whole."""
    used = [piece for one in rows for piece in one.pieces]

    def is_used(piece: Piece) -> bool:
        inside = [one for one in used if one.block == piece.block and one.start < piece.end and one.end > piece.start]
        covered = sum(min(one.end, piece.end) - max(one.start, piece.start) for one in inside)
        return covered >= (piece.end - piece.start) * 0.9

    kept: list[ParagraphDraft] = []
    for paragraph in section.paragraphs:
        left = [piece for piece in paragraph.pieces if not is_used(piece)]
        if not left:
            continue
        if len(left) < len(paragraph.pieces):
            paragraph.text = "\n".join(squeezed(account.words(piece)) for piece in left)
            paragraph.pieces = left
        kept.append(paragraph)
    section.paragraphs = kept


def _sections(walk: Walk, account: Account) -> tuple[Section, ...]:
    found = []
    for number, section in enumerate(walk.sections):
        account.place(f"/sections/{number}", section.pieces, section.confidence)
        for order, one in enumerate(section.paragraphs):
            account.place(f"/sections/{number}/paragraphs/{order}", one.pieces, one.confidence)
        paragraphs = tuple(Paragraph(one.number, one.text) for one in section.paragraphs)
        found.append(Section(section.number, squeezed(section.title), paragraphs))
    return tuple(found)
