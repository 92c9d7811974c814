"""The text of an uploaded report, as Markdown for the accessible version.

Word documents keep headings, lists and tables; a PDF gives plain paragraphs. What comes out is a draft for the team to
read and put right, and is said to be one. Hostile and damaged files are refused in words. Call it outside a
transaction: a long document takes seconds.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.file_types import recognised

MOST_CHARACTERS: Final = 2_000_000
MOST_PAGES: Final = 1_000
MOST_UNPACKED: Final = 200 * 1024 * 1024
"""Bytes of all the parts of a Word document together."""
LONGEST_PART: Final = 40 * 1024 * 1024
"""Bytes of the part that holds the text."""
MOST_SECONDS: Final = 25.0
_HEADING = re.compile(r"(?:heading|überschrift|titre)\s*(\d)", re.IGNORECASE)
_SPECIAL_START = re.compile(r"^(?:(\d+)([.)])(?=\s)|()([#>+=]|-(?=\s)))")
_JOINED = re.compile(r"(\w)[-\u00ad]\n(\w)")


def text_of(file: IO[bytes], *, name: str) -> str:
    """The text of a PDF, a Word document or a plain text as Markdown.

    Raises `InvalidInput` where the file is none of these, is protected, damaged or too large, or holds no text.
    """
    ending = recognised(file, name=name).ending
    file.seek(0)
    if ending == "txt":
        text = file.read(MOST_CHARACTERS * 4 + 1).decode("utf-8-sig", errors="replace")
    elif ending == "docx":
        text = _guarded(_from_docx, file.read(), "Word document")
    elif ending == "pdf":
        text = _guarded(_from_pdf, file.read(), "PDF")
    else:
        raise InvalidInput(
            "A report is a PDF, a Word document (docx) or a text.",
            rule="reports.file-type",
            remedy="Save it as one of these.",
            field="file",
        )
    file.seek(0)
    tidy = _tidied(text)
    if not tidy:
        raise InvalidInput(
            "We found no text in this file. It may be made of pictures of pages.",
            rule="reports.file-text",
            remedy="Upload the Word document it was made from, or paste the text.",
            field="file",
        )
    if len(tidy) > MOST_CHARACTERS:
        raise _too_large("text")
    return tidy


def _guarded(read: Any, data: bytes, what: str) -> str:
    try:
        return str(read(data))
    except InvalidInput:
        raise
    except Exception as error:
        # A damaged or hostile file can make a reading library fail in any way.
        raise InvalidInput(
            f"This {what} could not be read; it may be damaged.",
            rule="reports.file-readable",
            remedy="Open it on your computer, save it again, and choose the new one; or paste the text.",
            field="file",
        ) from error


def _from_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = [one.file_size for one in parts.infolist()]
        if sum(sizes) > MOST_UNPACKED or parts.getinfo("word/document.xml").file_size > LONGEST_PART:
            raise _too_large("document")
    document = docx.Document(io.BytesIO(data))
    blocks: list[str] = []
    was_list = False
    for block in document.iter_inner_content():
        told, is_list = _block(block)
        if not told:
            continue
        blocks.append(told if is_list and was_list else f"\n{told}")
        was_list = is_list
    return "\n".join(blocks)


def _block(block: Paragraph | Table) -> tuple[str, bool]:
    if isinstance(block, Table):
        return _table(block), False
    text = " ".join(block.text.split())
    if not text:
        return "", False
    style = (block.style.name or "") if block.style is not None else ""
    heading = _HEADING.match(style)
    if style.lower() == "title":
        return f"# {text}", False
    if heading:
        return f"{'#' * min(int(heading[1]), 6)} {text}", False
    if style.lower().startswith("list number"):
        return f"1. {text}", True
    if style.lower().startswith("list") or _is_numbered(block):
        return f"- {text}", True
    if style.lower() in ("quote", "intense quote"):
        return f"> {text}", False
    return _plain(text), False


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _table(table: Table) -> str:
    rows = [[" ".join(cell.text.split()).replace("|", "\\|") for cell in row.cells] for row in table.rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _from_pdf(data: bytes) -> str:
    began = time.monotonic()
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InvalidInput(
            "This PDF is protected by a password.",
            rule="reports.file-open",
            remedy="Save it without a password.",
            field="file",
        )
    if len(reader.pages) > MOST_PAGES:
        raise _too_large("PDF")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > MOST_CHARACTERS or time.monotonic() - began > MOST_SECONDS:
            raise _too_large("PDF")
    return "\n\n".join(_plain(paragraph) for page in pages for paragraph in _paragraphs(page))


def _paragraphs(page: str) -> Iterator[str]:
    """Lines joined to paragraphs: a new one begins after an empty line, or after a short line that ends a sentence."""
    lines = _JOINED.sub(r"\1\2", page).splitlines()
    longest = max((len(line) for line in lines), default=0)
    gathered: list[str] = []
    for line in [*lines, ""]:
        words = " ".join(line.split())
        if words:
            gathered.append(words)
        ends = words.endswith((".", ":", "?", "!")) and len(words) < longest * 0.8
        if gathered and (not words or ends):
            yield " ".join(gathered)
            gathered = []


def _plain(text: str) -> str:
    """Text that Markdown does not take for a heading, a list or a quotation."""
    return _SPECIAL_START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[4]}", text)


def _tidied(text: str) -> str:
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _too_large(what: str) -> InvalidInput:
    return InvalidInput(
        f"This {what} is too large to be read.",
        rule="reports.file-size",
        remedy="Split it into a report and sub-reports, or paste the text.",
        field="file",
    )
