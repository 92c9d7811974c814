"""A reference from a PDF: what the file says of itself, and the DOI on its first pages."""

from __future__ import annotations

import re
from typing import Any

from bridgework.core.references.item import Item, doi_of, finished, issued, person

_PAGES = 2
_LONGEST = 20_000
_NOT_A_TITLE = re.compile(r"^(untitled|microsoft word|powerpoint|layout \d|.*\.(docx?|indd|pptx?|pdf|qxd)$)", re.I)
_AND = re.compile(r"\s*;\s*|\s+and\s+")


def item_of_pdf(data: bytes, *, name: str = "") -> Item:
    """The reference; its title is the file's name where the file names none. Raises ValueError for a broken file."""
    # Read here: every start would pay for it.
    import pypdfium2 as pdfium

    try:
        document: Any = pdfium.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pdfium.PdfiumError as error:
        raise ValueError("This PDF is damaged or locked with a password.") from error
    try:
        told = document.get_metadata_dict(skip_empty=True)
        text = "\n".join(_text(document, at) for at in range(min(_PAGES, len(document))))
    except pdfium.PdfiumError as error:
        raise ValueError("This PDF is damaged.") from error
    finally:
        document.close()
    title = " ".join(str(told.get("Title", "")).split())
    if len(title) < 4 or _NOT_A_TITLE.match(title):
        title = name.rpartition(".")[0].replace("_", " ").replace("-", " ") or name or "Untitled PDF"
    return finished(
        {
            "type": "document",
            "title": title,
            "author": [person(one) for one in _AND.split(str(told.get("Author", "")).strip()) if one],
            "issued": issued(str(told.get("CreationDate", "")).removeprefix("D:")[:4]),
            "keyword": str(told.get("Keywords", "")),
            "DOI": doi_of(text),
        }
    )


def _text(document: Any, at: int) -> str:
    page = document[at]
    try:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range())[:_LONGEST]
        finally:
            textpage.close()
    finally:
        page.close()
