"""Names inside the Word document: of our styles, and of the bookmark of each element."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from bridgework.core.papers.documents.elements import Element

PARAGRAPH: Final = "Paper paragraph"
CONTINUED: Final = "Paper continuation"
UNNUMBERED: Final = "Paper text"
FRONT: Final = "Paper front"
PROPOSAL: Final = "Paper proposal"
STATUS: Final = "Paper status"
NOTE: Final = "Paper note"
LITERAL: Final = "Paper literal"
QUOTE: Final = "Paper quotation"
BULLET: Final = "Paper bullet"
NUMBER_ITEM: Final = "Paper numbered item"
ITEM_MORE: Final = "Paper item continued"
TABLE_HEAD: Final = "Paper table head"
TABLE_CELL: Final = "Paper table cell"
LABEL: Final = "Paper label"
NUMBER: Final = "Paper number"
CODE: Final = "Paper code"
LINK: Final = "Paper link"
LONGEST_BOOKMARK: Final = 40
"""Letters of a bookmark's name that Word keeps."""


def bookmarks(elements: Iterable[Element]) -> dict[str, str]:
    """The bookmark of each element, by id. Word allows letters, digits and underscores, 40 in all."""
    found: dict[str, str] = {}
    for one in elements:
        name = f"bw_{re.sub(r'[^A-Za-z0-9]+', '_', one.id.removeprefix('p.'))}"
        if len(name) > LONGEST_BOOKMARK or name in found.values():
            digest = hashlib.sha256(one.id.encode()).hexdigest()[:8]
            name = f"{name[: LONGEST_BOOKMARK - 9]}_{digest}"
        found[one.id] = name
    return found
