"""Make the documents of a kept version of a paper. Nothing is written here; `actions.build_documents` keeps them.

The same version gives the same bytes: the text is the version's, the date inside the files the day it was kept. The
libraries that write PDF and Word are read when the first document is made, so that a start does not pay for them.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from bridgework.apps.committees.models import Paper, PaperVersion
from bridgework.apps.committees.records import files_of, record_of
from bridgework.core.papers.as_json import as_json
from bridgework.core.papers.documents.akn import as_akn, faults
from bridgework.core.papers.documents.attached import slug
from bridgework.core.papers.documents.html import as_page
from bridgework.core.papers.documents.parting import private_part, public_part
from bridgework.core.papers.documents.problems import CannotBuild
from bridgework.core.papers.documents.word_file import WordFileRefused
from bridgework.core.papers.record import PaperRecord

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "akn": "application/akn+xml",
}
"""The kinds of document, in the order they are shown, with the media type of each."""
ENDINGS: Final = {"akn": "akn.xml"}
NAMES: Final = {
    "pdf": "PDF, tagged for screen readers (PDF/UA-1)",
    "docx": "Word document",
    "html": "Web page",
    "json": "Data (JSON)",
    "akn": "Akoma Ntoso (XML)",
}


@dataclass(frozen=True)
class Made:
    """A document, or why there is none. `checks` are sentences: what it went through."""

    kind: str
    part: str
    name: str
    data: bytes = b""
    pages: int | None = None
    checks: tuple[str, ...] = ()
    error: str = ""


def documents_of(paper: Paper, version: PaperVersion) -> list[Made]:
    """Every document of a version: the public part, and the private one where there is any."""
    record = record_of(paper, version=version)
    template, stamp = word_template(paper), stamp_of(version)
    found: list[Made] = []
    for part, one in (("public", public_part(record)), ("private", private_part(record))):
        if one is not None:
            found += _part(part, one, template, stamp)
    return found


def write_folder(paper: Paper, version: PaperVersion, target: IO[bytes]) -> None:
    """The folder to hand over. Of the attachments those that the version lists.

    Raises `CannotBuild` or `WordFileRefused` where a document in it cannot be made.
    """
    from bridgework.core.papers.documents.folder import hand_over

    record = record_of(paper, version=version)
    listed = {(one.title, one.is_private) for one in (*record.appendices, *record.source_documents)}
    attachments = [one for one in files_of(paper) if (one.title, one.is_private) in listed]
    hand_over(record, target, attachments=attachments, template=word_template(paper), stamp=stamp_of(version))


def word_template(paper: Paper) -> bytes | None:
    """The council's own Word template, where the paper's template has one."""
    version = paper.template_version
    if version is None or version.word_file is None:
        return None
    with version.word_file.content.open("rb") as opened:
        data: bytes = opened.read()
    return data


def stamp_of(version: PaperVersion) -> datetime:
    """The date inside the documents of a version."""
    return version.created_at.replace(microsecond=0)


def _part(part: str, record: PaperRecord, template: bytes | None, stamp: datetime) -> Iterator[Made]:
    makers: dict[str, Callable[[str], Made]] = {
        "pdf": lambda name: _pdf(part, name, record, stamp),
        "docx": lambda name: _docx(part, name, record, template, stamp),
        "html": lambda name: Made("html", part, name, as_page(record).encode()),
        "json": lambda name: _json(part, name, record),
        "akn": lambda name: _akn(part, name, record),
    }
    for kind, make in makers.items():
        if kind == "akn" and not record.meeting_date:
            continue
        name = f"{slug(record.title or 'paper')}{'-private' if part == 'private' else ''}.{ENDINGS.get(kind, kind)}"
        try:
            yield make(name)
        except (CannotBuild, WordFileRefused) as error:
            yield Made(kind, part, name, error=str(error))


def _pdf(part: str, name: str, record: PaperRecord, stamp: datetime) -> Made:
    from bridgework.core.papers.documents.pdf import as_pdf

    made = as_pdf(record, stamp=stamp)
    checks = (
        "Every character can be shown by the fonts inside the file.",
        f"Typst {importlib.metadata.version('typst')} made it and checked it as PDF/UA-1.",
    )
    return Made("pdf", part, name, made.data, made.pages, checks)


def _docx(part: str, name: str, record: PaperRecord, template: bytes | None, stamp: datetime) -> Made:
    from bridgework.core.papers.documents.docx import as_docx

    return Made("docx", part, name, as_docx(record, template=template, stamp=stamp))


def _json(part: str, name: str, record: PaperRecord) -> Made:
    data = json.dumps(as_json(record), ensure_ascii=False, indent=2)
    return Made("json", part, name, f"{data}\n".encode())


def _akn(part: str, name: str, record: PaperRecord) -> Made:
    data = as_akn(record)
    found = faults(data)
    if found:
        return Made("akn", part, name, error=f"It breaks the schema of Akoma Ntoso: {found[0]}")
    return Made("akn", part, name, data, checks=("Valid against the strict schema of Akoma Ntoso 3.0.",))
