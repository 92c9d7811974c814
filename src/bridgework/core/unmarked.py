"""Markdown as plain text, for mail: addresses stand in the open, nothing is bold, a heading is a line of its own."""

from __future__ import annotations

import re
from typing import Final

_LINK: Final = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\(<?([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?\)")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_HEADING: Final = re.compile(r"^#{1,6} +", re.MULTILINE)


def unmarked(text: str) -> str:
    """The text without the marks of Markdown that a reader of mail would meet as signs.

    `[words](address)` becomes `words: address`. Lists and quotations stay: mail is written so.
    """
    return _HEADING.sub("", _BOLD.sub(r"\1", _LINK.sub(_open, text)))


def _open(found: re.Match[str]) -> str:
    words, address = found.groups()
    return address if words == address else f"{words}: {address}"
