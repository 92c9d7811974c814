"""Hostile and unreadable files are refused with their code; nothing is unpacked, fetched or run."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest

from bridgework.core.papers.reading import pdf
from bridgework.core.papers.reading.reading import LARGEST, read_paper
from bridgework.core.papers.reading.refusing import REFUSALS, FileRefused
from tests.core.papers.reading import made

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return whole.getvalue()


def _word(document: bytes, **more: bytes) -> bytes:
    return _zip(word__document_DOT_xml=document, **more)


def _body(text: str) -> bytes:
    return f"<w:document {_NS}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>".encode()


def _bomb() -> bytes:
    return _word(_body("a" * 30_000_000))


def _locked_pdf() -> bytes:
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.split_over_pages())) as document:
        document.save(whole, encryption=pikepdf.Encryption(owner="x", user="y"))
    return whole.getvalue()


def _empty_pages(count: int) -> bytes:
    whole = io.BytesIO()
    document = pikepdf.new()
    for _ in range(count):
        document.add_blank_page()
    document.save(whole)
    return whole.getvalue()


_BILLION = (
    '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>'
    f"<w:document {_NS}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
).encode()
_OUTSIDE = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><w:document {_NS}><w:body/></w:document>'.encode()
CASES = {
    "nothing": (b"  \n", "a.txt", "empty"),
    "too large": (b"a" * (LARGEST + 1), "a.txt", "too-large"),
    "a text too long": (b"word " * 600_001, "a.txt", "too-long"),
    "a zip bomb": (_bomb(), "a.docx", "unpacks-too-large"),
    "macros by name": (b"PK\x03\x04", "a.docm", "macros"),
    "macros by part": (_word(_body("x"), word__vbaProject_DOT_bin=b"1"), "a.docx", "macros"),
    "entities": (_word(_BILLION), "a.docx", "document-type"),
    "an entity from a file": (_word(_OUTSIDE), "a.docx", "document-type"),
    "malformed XML": (_word(f"<w:document {_NS}><w:body>".encode()), "a.docx", "damaged"),
    "a ZIP that is no document": (_zip(a_DOT_txt=b"1"), "a.docx", "unknown-type"),
    "half a ZIP": (made.numbered_by_word()[:4000], "a.docx", "damaged"),
    "deep nesting": (
        _word((f"<w:document {_NS}><w:body>" + "<w:sdt>" * 200 + "</w:sdt>" * 200 + "</w:body></w:document>").encode()),
        "a.docx",
        "damaged",
    ),
    "a locked PDF": (_locked_pdf(), "a.pdf", "encrypted"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj\n<<", "a.pdf", "damaged"),
    "a PDF of pictures": (_empty_pages(2), "a.pdf", "no-text"),
    "too many pages": (_empty_pages(pdf.MOST_PAGES + 1), "a.pdf", "too-many-pages"),
    "a PDF named docx": (made.split_over_pages(), "a.docx", "not-what-it-says"),
    "a program": (b"MZ\x90\x00", "paper.txt", "unknown-type"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc", "unknown-type"),
    "a locked Word file": (
        b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "encrypted",
    ),
    "a page that defines entities": (
        b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a;</p></html>",
        "a.html",
        "document-type",
    ),
    "letters that are none": (b"abc\x00def", "a.txt", "unknown-type"),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(name: str) -> None:
    data, file_name, code = CASES[name]
    with pytest.raises(FileRefused) as refused:
        read_paper(data, name=file_name)
    assert refused.value.code == code


def test_reading_ends_when_it_takes_too_long() -> None:
    with pytest.raises(FileRefused) as refused:
        pdf.pdf_blocks(made.split_over_pages(), most_seconds=0)
    assert refused.value.code == "takes-too-long"


def test_every_refusal_is_shown_by_a_case() -> None:
    assert {code for _, _, code in CASES.values()} | {"takes-too-long"} == set(REFUSALS)


def test_what_a_document_refers_to_is_not_fetched_but_listed() -> None:
    words = made.paper("oakford-separate-lines.html").decode()
    words = words.replace(
        "<main>", '<main><img src="http://127.0.0.1:9/x.png"><script src="http://127.0.0.1:9/x.js"></script>'
    )
    record = read_paper(words.encode(), name="a.html")
    assert (record.title, record.source_documents[0].url) == ("Night buses for nurses", "https://example.org/nurses")
