"""What stands in a document, in order, whatever it is printed as: titles, paragraphs, tables, pictures.

Each element has an `id` that stays the same for the same record: Word carries it through editing, and each change that
comes back is laid beside the element it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bridgework.core.papers.documents.blocks import Block, Runs, Subheading
from bridgework.core.papers.numbering import anchor_of

UNWRITTEN: Final = "Nothing is written here yet."
NOT_GIVEN: Final = "not given"


@dataclass(frozen=True)
class Element:
    """Something printed. `place` is where it stands, for a person; `section` the key of its section."""

    id: str
    place: str
    section: str = ""


@dataclass(frozen=True)
class About:
    """What a document says of itself, beside its elements."""

    title: str
    author: str = ""
    subject: str = ""
    organisation: str = ""
    reference: str = ""
    running: str = ""
    language: str = "en-GB"
    first_page: int = 1


@dataclass(frozen=True)
class Title(Element):
    """The paper's title."""

    text: str = ""


@dataclass(frozen=True)
class Front(Element):
    """A line above the text."""

    label: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Heading(Element):
    """A heading. The title is level 1; no level is ever left out. `name` is where links lead to it by name."""

    level: int = 2
    number: str | None = None
    text: str = ""
    name: str = ""


@dataclass(frozen=True)
class Body(Element):
    """A paragraph that can be cited, with what belongs to it. Without blocks it is a place to write in."""

    number: str | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def anchor(self) -> str:
        """Where a citation of it leads; empty without a number."""
        return anchor_of(self.number) if self.number else ""


@dataclass(frozen=True)
class Status(Element):
    """The status of an implication, such as “Status: Positive”. Empty `text` is one not yet given."""

    label: str = "Status"
    text: str = ""


@dataclass(frozen=True)
class Lettered(Element):
    """A proposal; `note` says who is tasked and when they report back."""

    label: str = ""
    blocks: tuple[Block, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Fixed(Element):
    """A sentence of ours: an introduction, an exemption, a line the law asks for."""

    text: str = ""
    emphasis: bool = False


@dataclass(frozen=True)
class Table(Element):
    """Rows from records. The first cell of a row is its title."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()


@dataclass(frozen=True)
class Picture(Element):
    """A picture with its caption. `description` is what is read aloud in its place."""

    name: str = ""
    caption: str = ""
    description: str = ""
    address: str = ""
    """Where a page finds the picture."""
    data: bytes = b""
    """The picture inside a file; empty where a document cannot hold it."""


@dataclass(frozen=True)
class Listing(Element):
    """Appendices or source documents, each with its anchor."""

    rows: tuple[tuple[str, Runs], ...] = ()


def levelled(elements: Iterable[Element]) -> tuple[Element, ...]:
    """No heading more than one level below the one before; headings in the text come below those of the template."""
    return tuple(_levelled(elements))


def _levelled(elements: Iterable[Element]) -> Iterator[Element]:
    last = base = 1
    for one in elements:
        if isinstance(one, Heading):
            last = base = min(one.level, last + 1)
            yield replace(one, level=last)
        elif isinstance(one, Body) and any(isinstance(block, Subheading) for block in one.blocks):
            blocks: list[Block] = []
            for block in one.blocks:
                if isinstance(block, Subheading):
                    last = min(6, base + block.level, last + 1)
                    blocks.append(replace(block, level=last))
                else:
                    blocks.append(block)
            yield replace(one, blocks=tuple(blocks))
        else:
            yield one
