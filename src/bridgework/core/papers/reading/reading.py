"""One file read into a record.

record = read_paper(data, name="paper.docx")     # raises FileRefused
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bridgework.core.papers.reading.blocks import Block
from bridgework.core.papers.reading.finishing import record_of
from bridgework.core.papers.reading.pdf import pdf_blocks
from bridgework.core.papers.reading.plain import text_blocks
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.core.papers.reading.web_page import html_blocks
from bridgework.core.papers.reading.word import word_blocks
from bridgework.core.papers.record import PaperRecord, Warned

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of a file."""
LONGEST: Final = 1_000_000
"""Letters of a text."""
MOST_BLOCKS: Final = 15_000

_ENDINGS: Final = {
    "docx": "docx", "pdf": "pdf", "html": "html", "htm": "html", "xhtml": "html", "md": "text", "markdown": "text",
    "txt": "text", "text": "text",
}  # fmt: skip
_HTML: Final = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<body\b|<head\b)", re.I | re.S
)
_FRAGMENT: Final = re.compile(r"^\s*<(?:p|div|h[1-6]|table|section|article|ul|ol)\b[^>]*>", re.IGNORECASE)
_MARKDOWN: Final = re.compile(
    r"^#{1,6}\s+\S|\*\*\S[^*\n]*\*\*|\]\([^)\s]*\)|^\s*\|.*\|\s*$|^\s*[-*]\s+\S.*\n\s*[-*]\s+\S", re.MULTILINE
)


def read_paper(data: bytes, *, name: str = "") -> PaperRecord:
    """The record of a paper, minutes or agenda. Raises `FileRefused`."""
    blocks, warnings = blocks_of(data, name=name)
    return record_of(blocks, warnings=warnings)


def blocks_of(data: bytes, *, name: str = "") -> tuple[Sequence[Block], Sequence[Warned]]:
    """The blocks of a file, whatever it is made in, and what its format warns of. Raises `FileRefused`."""
    kind = kind_of_file(data, name=name)
    blocks: Sequence[Block]
    warnings: Sequence[Warned] = ()
    if kind == "docx":
        blocks, warnings = word_blocks(data)
    elif kind == "pdf":
        blocks, warnings = pdf_blocks(data)
    else:
        text = text_of(data)
        if len(text) > LONGEST:
            raise FileRefused("too-long")
        blocks = html_blocks(text) if kind == "html" else text_blocks(text, markdown=bool(_MARKDOWN.search(text)))
    if not any(block.text.strip() for block in blocks):
        raise FileRefused("no-text")
    if len(blocks) > MOST_BLOCKS or sum(len(block.text) for block in blocks) > LONGEST:
        raise FileRefused("too-long")
    return blocks, warnings


def kind_of_file(data: bytes, *, name: str = "") -> str:
    """docx, pdf, html or text, told from the contents. Raises `FileRefused` where the name says otherwise."""
    if not data.strip():
        raise FileRefused("empty")
    if len(data) > LARGEST:
        raise FileRefused("too-large")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in ("docm", "dotm"):
        raise FileRefused("macros")
    found = _by_contents(data)
    claimed = _ENDINGS.get(ending)
    if claimed is None and ending in ("doc", "rtf", "odt", "xlsx", "pptx", "zip", "png", "jpg", "exe"):
        raise FileRefused("unknown-type")
    if claimed is not None and claimed != found and {claimed, found} != {"html", "text"}:
        raise FileRefused("not-what-it-says")
    return "text" if claimed == "text" and ending in ("md", "markdown") else found


def _by_contents(data: bytes) -> str:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused("encrypted" if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in data[:100_000] else "unknown-type")
    if data.startswith((b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")):
        raise FileRefused("unknown-type")
    beginning = text_of(data[:40_000])
    return "html" if _HTML.match(beginning) or (_FRAGMENT.match(beginning) and "</" in beginning) else "text"


def text_of(data: bytes) -> str:
    """The letters of a text file: UTF-8, UTF-16 with its mark, or the Western letters of Windows.

    Raises `FileRefused` where it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise FileRefused("unknown-type")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The 40,000th byte may stand in the middle of a letter.
        head = data[:-4].decode("utf-8-sig", errors="ignore")
        if len(head.encode()) >= len(data) - 8:
            return head
        return data.decode("cp1252", errors="replace")
