from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pikepdf
import pytest

from bridgework.core.papers.as_json import as_json
from bridgework.core.papers.documents.akn import as_akn
from bridgework.core.papers.documents.attached import Attached
from bridgework.core.papers.documents.docx import as_docx
from bridgework.core.papers.documents.folder import hand_over
from bridgework.core.papers.documents.html import as_html
from bridgework.core.papers.documents.parting import private_part, public_part
from bridgework.core.papers.documents.pdf import as_pdf
from bridgework.core.papers.record import PaperRecord, Read, Unread, Warned
from tests.core.papers.documents.papers import PRIVATE_WORDS, paper
from tests.core.papers.documents.test_pdf import text_of


def unpacked_pdf(data: bytes) -> bytes:
    """Every stream of a PDF, uncompressed, and the text as a reader sees it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        made = io.BytesIO()
        pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return made.getvalue() + text_of(data).encode()


def unpacked_zip(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(name.encode() + packed.read(name) for name in packed.namelist())


MAKERS: dict[str, Callable[[PaperRecord], bytes]] = {
    "pdf": lambda record: unpacked_pdf(as_pdf(record).data),
    "docx": lambda record: unpacked_zip(as_docx(record)),
    "html": lambda record: as_html(record).encode(),
    "akn": as_akn,
    "json": lambda record: json.dumps(as_json(record), ensure_ascii=False).encode(),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_no_private_word_is_in_a_public_document(kind: str) -> None:
    record = paper(
        provenance={"/sections/7": Read("page 3", 1.0, "walrus")},
        warnings=(Warned("x", "otter valuation is missing"),),
        unread=(Unread("page 3", "kestrel"),),
    )
    assert b"walrus" in MAKERS[kind](record)
    public = MAKERS[kind](public_part(record))
    assert [word for word in PRIVATE_WORDS if word.encode() in public] == []
    assert b"exempt: paragraph 3 of Schedule 12A" in public.replace(b"\n", b" ").replace(b"\r", b"")


def test_the_private_part_holds_only_what_is_private() -> None:
    private = private_part(paper())
    assert private is not None
    assert [one.number for one in private.sections] == ["7"]
    assert [one.title for one in private.appendices] == ["Secret otter valuation"]
    assert private.proposals == ()
    assert private.implications == ()


def test_rows_of_a_private_section_are_private() -> None:
    sections = tuple(
        one
        if one.kind != "implications"
        else type(one)("4", "Implications", key="x", kind="implications", is_private=True)
        for one in paper().sections
    )
    record = paper(sections=sections)
    assert public_part(record).implications == ()
    private = private_part(record)
    assert private is not None
    assert private.implications == record.implications


def test_of_a_wholly_private_paper_only_the_agenda_line_is_public() -> None:
    record = paper(is_private=True, exempt_paragraph="5")
    public = MAKERS["json"](public_part(record)).decode()
    assert "Bicycle parking at the station" in public
    assert "This paper is exempt: paragraph 5" in public
    assert "findings" not in public
    private = private_part(record)
    assert private is not None
    assert private.sections == record.sections


def test_a_paper_without_private_parts_has_one_part() -> None:
    record = paper(sections=paper().sections[:2], appendices=())
    assert private_part(record) is None
    assert public_part(record) == record


def test_the_folder_keeps_the_parts_apart_and_its_bytes() -> None:
    def made() -> bytes:
        attachments = [
            Attached("appendix", "The réport / ..\\CON", "x.PDF", lambda: b"public appendix"),
            Attached("appendix", "otter valuation", "otter.pdf", lambda: b"walrus", is_private=True),
        ]
        target = io.BytesIO()
        hand_over(paper(), target, attachments=attachments)
        return target.getvalue()

    data = made()
    assert data == made()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        outside = [name for name in names if not name.startswith("private/")]
        assert outside == [
            "title.txt",
            "proposals.txt",
            "public/paper.docx",
            "public/paper.pdf",
            "public/paper.html",
            "public/paper.json",
            "public/paper.akn.xml",
            "public/appendices/01-the-report-con.pdf",
            "README.txt",
        ]
        assert packed.read("proposals.txt").decode() == "(a) note the findings\n(b) task officers to report on costs\n"
        assert packed.read("private/appendices/01-otter-valuation.pdf") == b"walrus"
        for name in outside:
            content = packed.read(name)
            content = unpacked_pdf(content) if name.endswith(".pdf") and content[:4] == b"%PDF" else content
            content = unpacked_zip(content) if name.endswith(".docx") else content
            assert [word for word in PRIVATE_WORDS if word.encode() in content] == []
