"""Bring a paper back from Word: every paragraph that changed, laid beside what was sent.

    returned = changes(record_sent, docx_bytes)
    record = taken_in(record_sent, [one for one in returned.changes if chosen(one)])     # taking_in.py

What was sent is made into Word once more and read in the same way, so that only real differences count: an unedited
document gives no change, and the text of an unchanged paragraph stays exactly as it was. Tracked changes are read as
taken in, and say who made them; changes made without tracking are found all the same. What belongs to no place is
listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from bridgework.core.papers.documents.blocks import Block, Subheading, blocks_of, plain
from bridgework.core.papers.documents.elements import (
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Lettered,
    Listing,
    Table,
    Title,
)
from bridgework.core.papers.documents.layout import laid_out, row_keys, section_keys
from bridgework.core.papers.documents.markdown import markdown_of
from bridgework.core.papers.documents.word_blocks import blocks_from, was
from bridgework.core.papers.documents.word_file import WordFileRefused, parts_of
from bridgework.core.papers.documents.word_matching import Slot, matched
from bridgework.core.papers.documents.word_names import bookmarks
from bridgework.core.papers.documents.word_parts import mark_of
from bridgework.core.papers.documents.word_reading import WordText, read_word
from bridgework.core.papers.record import PaperRecord

__all__ = ["ChangedParagraph", "Comment", "Piece", "Returned", "Unplaced", "changes", "version_mark"]

Kind = Literal["changed", "added", "deleted", "moved", "status"]


@dataclass(frozen=True)
class Piece:
    """A tracked change inside a paragraph: `kind` is inserted, deleted, moved in or moved out."""

    kind: str
    text: str
    author: str
    at: str


@dataclass(frozen=True)
class ChangedParagraph:
    """One thing that is not as it was sent.

    `part` is title, front, proposals, sections, priorities, implications or fixed. `section_key` is the key of the
    section, of the implication or of the line; `number` its number or letter. `after_id` is what it now comes after.
    `can_be_taken_in` is false for what is no text of the paper: clearances, contacts, headings of the template.
    """

    id: str
    part: str
    section_key: str
    number: str | None
    before: str
    after: str
    kind: Kind
    authors: tuple[str, ...]
    place: str
    after_id: str = ""
    is_tracked: bool = False
    can_be_taken_in: bool = True
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """Something in the document that has no place in the paper, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True)
class Comment:
    """A comment in the margin, at the paragraph it stands beside."""

    section_key: str
    number: str | None
    place: str
    author: str
    at: str
    text: str


@dataclass(frozen=True)
class Returned:
    """What came back. `mark` is the version the document was made from, where it still says so."""

    changes: tuple[ChangedParagraph, ...]
    unplaced: tuple[Unplaced, ...]
    comments: tuple[Comment, ...]
    mark: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing at all differs."""
        return not self.changes and not self.unplaced

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody the tracked changes name."""
        return tuple(dict.fromkeys(name for one in self.changes for name in one.authors))


_FIXED_FRONT: Final = frozenset({"to", "meeting_date", "from"})


def changes(record: PaperRecord, data: bytes, *, template: bytes | None = None) -> Returned:
    """What is different in a Word document made by `as_docx(record, template=template)` and then edited.

    Raises `WordFileRefused` where the file cannot be read safely.
    """
    # python-docx is read when it is needed: a start does not pay for it.
    from bridgework.core.papers.documents.docx import as_docx

    edited = read_word(data)
    sent = read_word(as_docx(record, template=template))
    elements = laid_out(record)
    before = matched(elements, sent, sent)
    after = matched(elements, edited, sent)
    compared = _Compared(record, elements, before, after)
    return Returned(
        tuple(compared.all()),
        (*compared.unplaced(), *_lost(after, before), *_edges(edited, sent)),
        tuple(_comments(compared, edited, after)),
        edited.mark,
    )


def version_mark(data: bytes) -> str:
    """The mark of the version a Word document was made from; empty where it does not say, or is no Word document."""
    try:
        return mark_of(parts_of(data))
    except WordFileRefused:
        return ""


class _Compared:
    def __init__(
        self, record: PaperRecord, elements: Sequence[Element], before: Sequence[Slot], after: Sequence[Slot]
    ) -> None:
        self._texts = _texts(record)
        self._elements = {one.id: one for one in elements}
        self._written = {one.section for one in elements if isinstance(one, Body) and one.id.startswith("p.")}
        self._before = {one.id: one for one in before}
        self._after = after
        self._moved = _moved([one.id for one in before], [one.id for one in after if not one.is_new])
        self._anchors = _anchors(elements)

    def unplaced(self) -> Iterable[Unplaced]:
        """New words where the paper has no place for any."""
        for slot in self._after:
            words = plain(blocks_from(slot.pieces))
            if slot.is_new and words and self.where(slot)[0] in ("title", "front", "fixed"):
                yield Unplaced(f"after {self.where(slot)[3]}", words, "There is no place for text here.")

    def all(self) -> Iterable[ChangedParagraph]:
        previous = ""
        seen: set[str] = set()
        for slot in self._after:
            seen.add(slot.id)
            one = self._added(slot, previous) if slot.is_new else self._one(slot, previous)
            if one is not None:
                yield one
            previous = slot.id
        for key, slot in self._before.items():
            if key not in seen and blocks_from(slot.pieces):
                yield self._gone(slot)

    def where(self, slot: Slot) -> tuple[str, str, str | None, str]:
        """Part, key, number and place of a slot."""
        element = self._elements.get(slot.base or slot.id)
        if element is None:
            return "fixed", "", None, "the document"
        part, key, number, place = _where(element)
        heading = self._elements.get(f"row.{part}.{key}")
        if isinstance(heading, Heading):
            number = heading.number
        if slot.is_new and part == "fixed" and element.section in self._written:
            part, key = "sections", element.section
        if slot.is_new and element.id.startswith("intro."):
            part = "proposals"
        return part, key, number, place

    def _one(self, slot: Slot, previous: str) -> ChangedParagraph | None:
        original = self._before[slot.id]
        old, new = blocks_from(original.pieces), blocks_from(slot.pieces)
        if old == new:
            return self._change(slot, "moved", previous, old, new) if slot.id in self._moved else None
        if not new and slot.id.startswith(("p.", "text.", "proposal.")):
            return self._change(slot, "deleted", previous, old, new)
        if slot.id.startswith("status."):
            return self._change(slot, "status", previous, old, new)
        kind: Kind = "added" if not old and slot.id.startswith(("p.", "text.")) else "changed"
        if slot.id in self._moved and kind == "changed":
            kind = "moved"
        return self._change(slot, kind, previous, old, new)

    def _added(self, slot: Slot, previous: str) -> ChangedParagraph | None:
        new = blocks_from(slot.pieces)
        if not new or self.where(slot)[0] in ("title", "front", "fixed"):
            return None
        return self._change(slot, "added", previous, (), new)

    def _gone(self, slot: Slot) -> ChangedParagraph:
        return self._change(Slot(slot.id, ()), "deleted", "", blocks_from(slot.pieces), ())

    def _change(
        self, slot: Slot, kind: Kind, previous: str, old: Sequence[Block], new: Sequence[Block]
    ) -> ChangedParagraph:
        part, key, number, place = self.where(slot)
        if slot.is_new:
            place = f"a new paragraph after {place}"
            number = None
        before = self._texts.get(slot.id)
        after = self._markdown(slot, new)
        if kind == "moved" and old == new and before is not None:
            after = before
        tracked = not slot.is_new and blocks_from(slot.pieces, was) == tuple(old)
        tracked = tracked or (slot.is_new and bool(slot.authors) and not plain(blocks_from(slot.pieces, was)))
        element = self._elements.get(slot.base or slot.id)
        return ChangedParagraph(
            slot.id,
            part,
            key,
            number,
            markdown_of(self._linked(old)) if before is None else before,
            after,
            kind,
            slot.authors,
            place,
            after_id=previous,
            is_tracked=tracked,
            can_be_taken_in=_can_be_taken_in(element, slot),
            pieces=tuple(_pieces(slot)),
        )

    def _markdown(self, slot: Slot, new: Sequence[Block]) -> str:
        if slot.id.startswith("status."):
            return plain(new).strip()
        if slot.id == "title":
            return " ".join(plain(new).split())
        return markdown_of(_relevelled(self._linked(new)))

    def _linked(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Links to a bookmark of ours lead to the paragraph again."""
        text = markdown_of(blocks)
        for name, anchor in self._anchors.items():
            text = text.replace(f"](#{name})", f"](#{anchor})")
        return blocks_of(text) if text != markdown_of(blocks) else tuple(blocks)


def _relevelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A heading in the text of a section begins at ###, below the section's own."""
    return tuple(
        Subheading(min(6, max(3, one.level)), one.runs) if isinstance(one, Subheading) else one for one in blocks
    )


def _texts(record: PaperRecord) -> dict[str, str]:
    """The Markdown of each element that has some, exactly as the record holds it."""
    found = {"title": record.title or ""}
    for key, section in zip(section_keys(record), record.sections, strict=True):
        for count, one in enumerate(section.paragraphs, start=1):
            found[f"p.{key}.{count}"] = one.text
    found |= {f"proposal.{one.label}": one.text for one in record.proposals}
    for kind in ("priorities", "implications"):
        rows = getattr(record, kind)
        for key, row in zip(row_keys(rows), rows, strict=True):
            found[f"text.{kind}.{key}"] = row.text or ""
            found[f"status.{kind}.{key}"] = row.status or ("none" if row.is_none else "")
    for key in ("purpose", "outcome"):
        found[f"front.{key}"] = getattr(record, key) or ""
    return found | {f"front.{one.key}": one.text for one in record.front if one.text}


def _where(element: Element) -> tuple[str, str, str | None, str]:
    parts = element.id.split(".", 2)
    if isinstance(element, Title):
        return "title", "title", None, element.place
    if isinstance(element, Front):
        return "front", parts[1], None, element.place
    if isinstance(element, Lettered):
        return "proposals", element.label, element.label, element.place
    if parts[0] in ("text", "status", "row"):
        number = element.number if isinstance(element, Heading) else None
        return parts[1], parts[2], number, element.place
    if isinstance(element, Body):
        return "sections", element.section, element.number, element.place
    return "fixed", element.section, element.number if isinstance(element, Heading) else None, element.place


def _can_be_taken_in(element: Element | None, slot: Slot) -> bool:
    if element is None or slot.id.startswith(("note.", "resolution.", "outcome.")):
        return False
    if slot.is_new:
        return True
    if isinstance(element, Front):
        return element.id.removeprefix("front.") not in _FIXED_FRONT
    return not isinstance(element, Heading | Fixed | Table | Listing)


def _pieces(slot: Slot) -> Iterable[Piece]:
    for one in slot.paragraphs:
        for each in one.fragments:
            if each.state != "kept" and each.run.text.strip():
                yield Piece(each.state, each.run.text, each.author, each.at)


def _anchors(elements: Sequence[Element]) -> dict[str, str]:
    names = bookmarks(elements)
    return {names[one.id]: one.anchor for one in elements if isinstance(one, Body) and one.anchor}


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """What no longer stands in the order it was sent in: the fewest that explain the new order."""
    kept = set(after)
    old = [one for one in before if one in kept]
    same = SequenceMatcher(None, old, list(after), autojunk=False).get_matching_blocks()
    return set(after) - {old[block.a + n] for block in same for n in range(block.size)}


def _lost(after: Sequence[Slot], before: Sequence[Slot]) -> Iterable[Unplaced]:
    """Pictures, notes and whatever else stands in the text and is no text of ours."""
    known = {words for slot in before for one in slot.paragraphs for words in one.others}
    for slot in after:
        for one in slot.paragraphs:
            for words in one.others:
                if words not in known:
                    yield Unplaced(one.text[:80] or "between paragraphs", words, "It is no text of the paper.")


def _edges(edited: WordText, sent: WordText) -> Iterable[Unplaced]:
    """Headers and footers belong to the template."""
    known = {_without_digits(one) for one in sent.edges}
    for line in dict.fromkeys(edited.edges):
        if _without_digits(line) not in known:
            yield Unplaced("header or footer", line, "Headers and footers come from the template.")


def _without_digits(text: str) -> str:
    return "".join(one for one in text if not one.isdigit())


def _comments(compared: _Compared, edited: WordText, after: Sequence[Slot]) -> Iterable[Comment]:
    given: set[str] = set()
    for slot in after:
        for one in slot.paragraphs:
            for key in one.comments:
                comment = edited.comments.get(key)
                if comment is not None and key not in given:
                    given.add(key)
                    _, section, number, place = compared.where(slot)
                    yield Comment(section, number, place, comment.author, comment.at, comment.text)
    for key, comment in edited.comments.items():
        if key not in given:
            yield Comment("", None, "the document", comment.author, comment.at, comment.text)
