"""A report as PDF/UA, as a Word document, and as a page of its own: the same elements, printed three ways."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from PIL import Image

from bridgework.core.papers.documents.docx import written
from bridgework.core.papers.documents.elements import Element, Title
from bridgework.core.papers.documents.html import escape, fragment
from bridgework.core.papers.documents.pdf import Pdf, cannot_show, printed
from bridgework.core.papers.documents.problems import DocumentProblem
from bridgework.core.reports.layout import Pictures, about, laid_out
from bridgework.core.reports.pictures import PictureUnreadable, look_at
from bridgework.core.reports.record import ReportRecord

STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
_HELD: Final = ("PNG", "JPEG")
"""Formats of pictures that both PDF and Word hold as they are; others are made PNG."""


def as_pdf(record: ReportRecord, *, pictures: Mapping[str, bytes] | None = None, stamp: datetime = STAMP) -> Pdf:
    """The report as PDF/UA-1. Raises `CannotBuild` where a character cannot be shown or there is no title."""
    return printed(laid_out(record, _inside(pictures)), about(record), stamp=stamp)


def stopping_the_pdf(record: ReportRecord) -> list[DocumentProblem]:
    """Why there could be no PDF of the report, each with its place; empty where nothing stands in the way."""
    return cannot_show(laid_out(record))


def as_docx(record: ReportRecord, *, pictures: Mapping[str, bytes] | None = None, stamp: datetime = STAMP) -> bytes:
    """The report as a Word document with headings, tables with heads, and a description for each picture."""
    return written(laid_out(record, _inside(pictures)), about(record), stamp=stamp)


def as_page(record: ReportRecord, *, addresses: Mapping[str, str] | None = None) -> str:
    """The report as a page of its own, without style sheet or program, for keeping."""
    elements: tuple[Element, ...] = laid_out(record, Pictures(addresses=addresses or {}))
    title = escape(record.title)
    body = fragment(one for one in elements if not isinstance(one, Title))
    return (
        f'<!doctype html>\n<html lang="{escape(record.language, quote=True)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>\n'
        f"<body><main><h1>{title}</h1>\n{body}</main></body>\n</html>\n"
    )


def _inside(pictures: Mapping[str, bytes] | None) -> Pictures:
    """The pictures as both formats hold them. One that cannot be opened is left out: its words and numbers stay."""
    return Pictures(data={key: _held(data) for key, data in (pictures or {}).items() if _opens(data)})


def _opens(data: bytes) -> bool:
    try:
        look_at(data)
    except PictureUnreadable:
        return False
    return True


def _held(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.format in _HELD:
            return data
        made = io.BytesIO()
        picture.save(made, "PNG")
        return made.getvalue()
