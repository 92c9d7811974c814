"""Rows of tables: told by the words above their columns, by what they are read under, or by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bridgework.core.papers.reading import clearances, links, rows
from bridgework.core.papers.reading.drafts import ClearanceDraft, ParagraphDraft
from bridgework.core.papers.reading.labels import Label, heading_role, label_at, part_at, plain
from bridgework.core.papers.reading.units import Row, Unit, joined
from bridgework.core.papers.reading.values import people_of
from bridgework.core.papers.reading.vocabulary import FRONT_FIELDS

if TYPE_CHECKING:
    from bridgework.core.papers.reading.reader import Walk


def read_row(walk: Walk, row: Row) -> None:
    """Give a row to what it belongs to."""
    walk.close_clearance()
    role, heads = walk.tables.get(row.table, ("", []))
    if not role and _opens_table(walk, row):
        return
    cells = row.filled
    if walk.kind == "report" and (clearances.is_question(cells[0].text) or role == "clearances"):
        made = clearances.row_clearance(row, heads)
        if made is not None:
            walk.clearances.append(made)
            walk.in_front = False
            walk.holder = "clearances"
        return
    if role in ("sources", "appendices") or (not role and walk.holder in ("sources", "appendices")):
        (walk.sources if (role or walk.holder) == "sources" else walk.appendices).take_row(row)
        return
    if role == "contacts" or (walk.holder.startswith("contacts") and part_at(cells[0].text) is not None):
        _contact_row(walk, row)
        return
    if role in ("implications", "priorities") and _rows_row(walk, row, role, heads):
        return
    if _front_row(walk, row):
        return
    if walk.holder in ("implications", "priorities") and _rows_row(walk, row, walk.holder, []):
        return
    if walk.holder == "proposals" and len(cells) <= 3:
        walk.proposals.append(_one_unit(cells))
        return
    _table_in_text(walk, row)


def _opens_table(walk: Walk, row: Row) -> bool:
    """Whether a row heads a table of a known sort."""
    cells = row.filled
    heads = [plain(cell.text) for cell in row.cells]
    roles = [heading_role(cell.text) or (label_at(cell.text) or Label("", 0, "")).field for cell in cells]
    contacts = [one for one in roles if one in ("officers", "councillors")]
    if contacts and len(contacts) == len(cells) and len(cells) > 1:
        walk.groups = ["officer" if one == "officers" else "councillor" for one in contacts]
        walk.tables[row.table] = ("contacts", heads)
        walk.contact_heads += [piece for cell in cells for piece in cell.pieces]
        for kind in walk.groups:
            walk.new_card(kind, cells[0])
        walk.holder = f"contacts:{walk.groups[-1]}"
        return True
    group = rows.is_header(row)
    if group is not None:
        walk.tables[row.table] = (group, heads)
        walk.row_heads[group] += [piece for cell in cells for piece in cell.pieces]
        return True
    if clearances.is_header(row) and walk.kind == "report":
        walk.tables[row.table] = ("clearances", heads)
        walk.clearance_heads += [piece for cell in cells for piece in cell.pieces]
        return True
    for role in ("sources", "appendices"):
        if roles[0] == role and len(cells) > 1 and len(cells[1].text.split()) <= 4:
            walk.tables[row.table] = (role, heads)
            holder = walk.sources if role == "sources" else walk.appendices
            holder.take_row(row) if not links._HEAD.match(heads[0]) else holder.heads.extend(
                piece for cell in cells for piece in cell.pieces
            )
            walk.holder = role
            walk.in_front = False
            return True
    return False


def _rows_row(walk: Walk, row: Row, role: str, heads: Sequence[str]) -> bool:
    holder = walk.implications if role == "implications" else walk.priorities
    taken = rows.take_row(holder, row, announced=bool(heads))
    if taken:
        walk.in_front = False
        signed = next((at for at, head in enumerate(heads) if re.search(r"sign[- ]?off|clear", head)), None)
        if signed is not None and signed < len(row.cells) and row.cells[signed].text:
            _signed(walk, row, row.cells[signed], heads[signed])
    return taken


def _signed(walk: Walk, row: Row, cell: Unit, head: str) -> None:
    """A column of names beside implications: each is the clearance of its row."""
    person = people_of(cell.text)
    officer = (person[0].name or person[0].post) if person else None
    made = ClearanceDraft(
        question=f"{row.filled[0].words}: {head}", officer=officer, place=row.place, is_question=False
    )
    made.made_of(cell)
    made.confidence = 0.7
    last = walk.implications.rows[-1]
    last.pieces = [one for one in last.pieces if one not in cell.pieces]
    last.text = last.text.removesuffix(cell.text).strip()
    walk.clearances.append(made)


def _contact_row(walk: Walk, row: Row) -> None:
    parts = [(at, part_at(cell.text)) for at, cell in enumerate(row.cells) if cell.text]
    labels = [
        (at, part) for at, part in parts if part is not None and (part.colon or part.end >= len(row.cells[at].text))
    ]
    if not labels:
        if walk.cards:
            for cell in row.filled:
                walk.take(cell)
        return
    groups = walk.groups or [walk.cards[-1].card.kind]
    cards = walk.cards[-len(groups) :] if walk.groups else [walk.cards[-1]] * len(labels)
    for order, (at, part) in enumerate(labels):
        until = labels[order + 1][0] if order + 1 < len(labels) else len(row.cells)
        card = cards[order] if order < len(cards) else cards[-1]
        own = row.cells[at].text[part.end :].strip()
        values = [own, *(cell.text for cell in row.cells[at + 1 : until])]
        card.card.add(part.field, "\n".join(one for one in values if one))
        for cell in row.cells[at:until]:
            card.pieces += cell.pieces
        card.place = card.place or row.place


def _front_row(walk: Walk, row: Row) -> bool:
    """Labels with their values beside them, or in the same cells."""
    cells = row.filled
    labels = [label_at(cell.text) for cell in cells]
    if all(one is not None and one.colon and one.end < len(cell.text) for one, cell in zip(labels, cells, strict=True)):
        for cell in cells:
            walk.line(cell)
        return True
    label = labels[0]
    if label is None or label.end < len(cells[0].text) or (not walk.in_front and label.field in FRONT_FIELDS):
        return False
    at = 0
    while at < len(cells):
        label = label_at(cells[at].text)
        if label is not None and label.end >= len(cells[at].text):
            walk.labelled(cells[at], label)
        else:
            for line in _lines(cells[at]):
                walk.line(line) if walk.holder.startswith("contacts") else walk.take(line)
        at += 1
    return True


def _table_in_text(walk: Walk, row: Row) -> None:
    """A table that is none of those stays in the text, as a line of a table."""
    unit = _one_unit(row.filled)
    text = "| " + " | ".join(" ".join(cell.text.split()) for cell in row.cells) + " |"
    if walk.holder.startswith("field:") or walk.in_front:
        walk.holder = "aside" if walk.in_front else "section"
        return
    section = walk.section()
    if section.paragraphs and section.paragraphs[-1].text.endswith("|"):
        section.paragraphs[-1].add(unit, text, line=True)
    else:
        made = ParagraphDraft(confidence=0.8)
        made.add(unit, text)
        section.paragraphs.append(made)
    section.units += row.filled
    walk.holder = "section"


def _one_unit(cells: Sequence[Unit]) -> Unit:
    return joined(list(cells))


def _lines(cell: Unit) -> list[Unit]:
    return [
        cell.part(found.start(), found.end()) for found in re.finditer(r"[^\n]+", cell.text) if found.group().strip()
    ]


def side_by_side(walk: Walk, parts: Sequence[Unit]) -> bool:
    """A table of contacts that lost its columns: "Officer contact: Member contacts:", then two of each label."""
    if len(parts) < 2:
        return False
    labels = [label_at(one.text) for one in parts]
    kinds = [one.field for one in labels if one is not None and one.end >= len(parts[labels.index(one)].text)]
    if len(kinds) == len(parts) and set(kinds) <= {"officers", "councillors"}:
        walk.groups = ["officer" if one == "officers" else "councillor" for one in kinds]
        for kind, unit in zip(walk.groups, parts, strict=True):
            walk.open_contacts(unit, kind, "")
        return True
    found = [walk.part(one) for one in parts]
    if len(walk.groups) != len(parts) or any(one is None for one in found):
        return False
    for card, unit, part in zip(walk.cards[-len(parts) :], parts, found, strict=True):
        assert part is not None
        card.card.add(part.field, unit.text[part.end :].strip())
        card.pieces += unit.pieces
        card.place = card.place or unit.place
    return True
