"""What a document is made of once its format is gone: blocks of text in reading order, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HEADING, PARAGRAPH, ROW, RUNNING, ASIDE = "heading", "paragraph", "row", "running", "aside"
"""A running block is a page's header, footer or number; an aside is a comment, a footnote, deleted or hidden text.
Neither is part of the text, and both are always listed as unread."""

CELL = "\t"
"""Between the cells of a row."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\u00ad]")
_SPACES = {
    ord(sign): " " for sign in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Block:
    """A piece of a document: a paragraph, a heading, or one row of a table.

    `text` holds everything a reader sees, automatic numbers included; a line break inside it is one the author made.
    Cells of a row stand between tabs. `place` says where it is, in words.
    """

    text: str
    place: str
    kind: str = PARAGRAPH
    style: str = ""
    level: int = 0
    bold: bool = False
    table: int = 0
    indent: int = 0
    links: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row; a paragraph is its own only cell."""
        return tuple(self.text.split(CELL)) if self.kind == ROW else (self.text,)


def clean(text: str) -> str:
    """`text` without what nobody sees: zero-width signs, soft hyphens, control signs; every space an ordinary one."""
    text = unicodedata.normalize("NFC", text).translate(_SPACES)
    return _CONTROLS.sub(" ", _INVISIBLE.sub("", text))


def squeezed(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())
