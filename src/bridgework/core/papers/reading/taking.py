"""Lines that go to what is being read: the value of a label, a contact, the recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridgework.core.papers.reading.contacts import EMAIL, TEL
from bridgework.core.papers.reading.drafts import continues
from bridgework.core.papers.reading.front import LONG
from bridgework.core.papers.reading.marks import NUMBER, follows
from bridgework.core.papers.reading.proposals import ASKED_FOR, introduces_list
from bridgework.core.papers.reading.units import Unit

if TYPE_CHECKING:
    from bridgework.core.papers.reading.reader import Walk


def take_proposal(walk: Walk, unit: Unit) -> None:
    """A line of the recommendations; the list ends with a paragraph that no further letter follows."""
    marks = [one.mark for one in walk.proposals if one.mark is not None and not introduces_list(one.words)]
    apart = bool(walk.proposals) and unit.pieces[0].block != walk.proposals[-1].pieces[-1].block
    if marks and unit.mark is None and apart and not continues(walk.proposals[-1].text, unit.text):
        later = [one.mark for one in walk.units[walk.at + 1 : walk.at + 4] if isinstance(one, Unit) and one.mark]
        if not any(follows(mark.value, one.value) for mark in marks for one in later if mark.value):
            walk.holder = "section"
            walk.take(unit)
            return
    walk.proposals.append(unit)


def take_after_clearances(walk: Walk, unit: Unit) -> None:
    """A long line below the clearances is text again."""
    if walk.sections and len(unit.text.split()) > 12:
        walk.paragraph(unit)


def take_field(walk: Walk, unit: Unit) -> None:
    """More of the value of a label at the top."""
    name = walk.holder.partition(":")[2]
    if not walk.front.takes_more(name, unit):
        walk.holder = "front" if walk.in_front else "section"
        walk.take(unit)
        return
    if name in LONG and unit.mark is None and ASKED_FOR.match(unit.text) and walk.kind == "report":
        walk.open_proposals(unit)
        return
    made = walk.front.fields[name]
    text = unit.words if unit.mark is not None and unit.mark.kind == NUMBER and unit.mark.depth > 1 else unit.text
    if name == "from" and made.text and not continues(made.text, text):
        made.made_of(unit)
        made.text += f", {text}"
    else:
        made.add(unit, text)


def take_contact(walk: Walk, unit: Unit) -> None:
    """More of a contact; a line too long for one ends the contacts."""
    card = walk.cards[-1]
    words = unit.words
    done = EMAIL.search(card.card.loose) or TEL.search(card.card.loose)
    if done and card.pieces and unit.pieces[0].block != card.pieces[-1].block:
        walk.holder = "front" if walk.in_front else "aside"
        walk.take(unit)
        return
    if len(words.split()) > 24 and "@" not in words:
        walk.holder = "section" if walk.sections else "aside"
        walk.take(unit)
        return
    card.place = card.place or unit.place
    card.card.add(card.last, words)
    card.pieces += unit.pieces
