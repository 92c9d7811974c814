"""The text of an uploaded report, and the files that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from pypdf import PdfWriter

from bridgework.apps.reports.extraction import text_of
from bridgework.kernel.errors import InvalidInput

PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R/Size 6>>
startxref
0
%%%%EOF
"""


def pdf(*lines: str) -> io.BytesIO:
    drawn = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 20 150 Td {drawn} ET".encode()
    return io.BytesIO(PDF % (len(stream), stream))


def word() -> io.BytesIO:
    document = Document()
    document.add_heading("Buses", 0)
    document.add_heading("What we found", 1)
    document.add_paragraph("Buses are\nlate. # not a heading")
    document.add_paragraph("# nor this")
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Bullet")
    table = document.add_table(2, 2)
    for row, texts in enumerate((("Route", "Riders"), ("9", "20|30"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    file = io.BytesIO()
    document.save(file)
    return file


def test_a_word_document_keeps_headings_lists_and_tables() -> None:
    assert text_of(word(), name="report.docx") == (
        "# Buses\n\n# What we found\n\nBuses are late. # not a heading\n\n\\# nor this\n\n- first\n- second\n\n"
        "| Route | Riders |\n| --- | --- |\n| 9 | 20\\|30 |"
    )


def test_a_pdf_gives_plain_paragraphs() -> None:
    lines = ("Buses are very often late and", "few people use them.", "More would if they came.", "1. Not a list")
    assert text_of(pdf(*lines), name="report.pdf") == (
        "Buses are very often late and few people use them.\n\nMore would if they came. 1. Not a list"
    )


def test_a_text_is_taken_as_it_is() -> None:
    assert text_of(io.BytesIO("# Buses\r\n\r\nŵ\n".encode()), name="report.md") == "# Buses\n\nŵ"


def refused(file: io.BytesIO, name: str) -> str:
    with pytest.raises(InvalidInput) as refusal:
        text_of(file, name=name)
    return refusal.value.rule


def test_a_pdf_that_is_none_is_refused() -> None:
    assert refused(io.BytesIO(b"<html>not a pdf</html>"), "report.pdf") == "file.known-type"


def test_a_damaged_pdf_is_refused_in_words() -> None:
    assert refused(io.BytesIO(b"%PDF-1.7\n" + b"\x00garbage" * 50 + b"\n%%EOF"), "report.pdf") == (
        "reports.file-readable"
    )


def test_a_protected_pdf_is_refused_in_words() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert refused(file, "report.pdf") == "reports.file-open"


def test_pictures_of_pages_hold_no_text() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)
    assert refused(file, "report.pdf") == "reports.file-text"


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"0" * (41 * 1024 * 1024))
    assert refused(file, "report.docx") == "reports.file-size"


def test_a_picture_is_no_report() -> None:
    assert refused(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20), "map.png") == "reports.file-type"
