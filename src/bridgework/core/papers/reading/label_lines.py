"""Which lines begin with a label that counts where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridgework.core.papers.reading.labels import Label, label_at
from bridgework.core.papers.reading.marks import BULLET
from bridgework.core.papers.reading.units import Unit
from bridgework.core.papers.reading.vocabulary import FRONT_FIELDS

if TYPE_CHECKING:
    from bridgework.core.papers.reading.reader import Walk


def label_of(walk: Walk, unit: Unit) -> Label | None:
    """The label a line begins with, or None where those words are text."""
    begin = unit.mark.end if unit.mark and unit.mark.kind == BULLET else 0
    if unit.mark and unit.mark.kind != BULLET:
        begin = unit.mark.end
    label = label_at(unit.text, begin)
    if label is None:
        return None
    alone = label.end >= len(unit.text)
    numbered = unit.mark is not None and unit.mark.kind != BULLET
    if (numbered and (alone or not label.colon)) or (alone and unit.styled and label.field not in FRONT_FIELDS):
        return None
    if label.field == "attendance" and walk.kind == "report":
        return None
    if label.field in FRONT_FIELDS and not walk.in_front and not _comes_late(walk, label):
        return None
    if label.weak and not label.colon and not (walk.in_front and unit.table):
        return None
    if alone and not label.colon and (not walk.in_front or label.field == "aside"):
        return None
    if walk.in_front or label.colon or (alone and (unit.bold or unit.is_caps)):
        return label if _fits(walk, label, alone=alone) else None
    return None


def _comes_late(walk: Walk, label: Label) -> bool:
    """Some papers print the day of the meeting below everything else."""
    ended = walk.holder in ("aside", "appendices", "sources", "clearances") or walk.holder.startswith("contacts")
    return ended and label.colon and not label.weak and label.field not in walk.front.fields


def _fits(walk: Walk, label: Label, *, alone: bool) -> bool:
    """A label inside the text counts only where its value follows and it is no sentence of the text."""
    if walk.in_front or label.field in FRONT_FIELDS or label.field == "attendance":
        return True
    return label.field in ("officers", "councillors", "sources", "appendices", "proposals") and not (
        label.weak and walk.holder.partition(":")[0] not in ("section", "aside", "contacts") and not alone
    )
