from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import SYSTEM, VISITOR, Actor

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, contents in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), contents)
    return file.getvalue()


DOCX = zipped(word__document_xml=b"<x/>")


def receive(contents: bytes, name: str, **limits: int) -> files.ReceivedFile:
    return files.receive(io.BytesIO(contents), name=name, **limits)


@pytest.mark.parametrize(
    ("name", "contents", "media_type"),
    [
        ("report.pdf", PDF, "application/pdf"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "a.xlsx",
            zipped(xl__workbook_xml=b"<x/>"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.odt",
            zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("a.csv", "name,å\r\n".encode(), "text/csv; charset=utf-8"),
        ("a.txt", b"some text", "text/plain; charset=utf-8"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 9, "image/jpeg"),
    ],
)
def test_what_is_taken(name: str, contents: bytes, media_type: str) -> None:
    received = receive(contents, name)

    assert (received.media_type, received.size, received.name) == (media_type, len(contents), name)
    with default_storage.open(received.path) as kept:
        assert kept.read() == contents


@pytest.mark.parametrize(
    ("name", "contents", "reason"),
    [
        ("a.pdf", b"<html>", "This file is named .pdf, but it is not a PDF."),
        ("a.pdf", PNG, "This file is named .pdf, but it is a PNG picture."),
        ("a.pdf", PDF[:-7], "This PDF is damaged or not complete."),
        ("a.docx", DOCX[:-30], "This document is damaged or not complete."),
        (
            "a.docx",
            zipped(word__document_xml=b"", word__vbaProject_bin=b""),
            "This document contains macros (small programs).",
        ),
        ("a.docx", zipped(other_xml=b""), "This file is named .docx, but it is not a Word document."),
        ("a.exe", b"MZ\x00\x00", "This kind of file cannot be taken."),
        ("a.svg", b"<svg onload=alert(1)>", "This kind of file cannot be taken."),
        ("a.html", b"<script>", "This kind of file cannot be taken."),
        ("a.csv", "naïve".encode("latin-1"), "The letters of this text could not be read."),
        ("a.txt", b"a\x00b", "This file is named .txt, but it is not a plain text."),
        ("a.txt", b"", "This file is empty."),
    ],
)
def test_what_is_refused_and_why(name: str, contents: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        receive(contents, name)

    assert refusal.value.reason == reason
    assert refusal.value.remedy
    assert default_storage.listdir("")[0] == []


def test_too_large_is_refused_without_reading_on() -> None:
    with pytest.raises(InvalidInput, match=r"larger than 1 MB"):
        receive(b"x" * (1024 * 1024 + 1), "a.txt", largest=1024 * 1024)


def test_the_same_contents_are_kept_once_under_their_hash() -> None:
    first, second = receive(PDF, "one.pdf"), receive(PDF, "two.pdf")

    assert first.path == second.path == f"{first.sha256[:2]}/{first.sha256}"


def test_a_piece_left_by_a_crash_is_replaced() -> None:
    received = receive(PDF, "one.pdf")
    Path(default_storage.path(received.path)).write_bytes(PDF[:5])

    again = receive(PDF, "one.pdf")

    with default_storage.open(again.path) as kept:
        assert kept.read() == PDF


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("re\u202efdp.exe", "re fdp.exe"),
        ("  a\x00b \n c.pdf ", "a b c.pdf"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Café – 2026.pdf", "Café – 2026.pdf"),
    ],
)
def test_names_are_only_shown(given: str, shown: str) -> None:
    assert files.clean_name(given) == shown


def test_a_name_without_ending_gets_one() -> None:
    assert receive(PDF, "report").name == "report.pdf"


@pytest.mark.django_db
def test_who_may_read() -> None:
    public, own = (
        files.keep(receive(PDF, "a.pdf"), scope="p/r", actor=SYSTEM, now=NOW, is_public=is_public)
        for is_public in (True, False)
    )
    conflicted = Actor(person_id=1, conflicts=frozenset({"r"}))

    assert files.may_read(VISITOR, public)
    assert not files.may_read(VISITOR, own)
    assert files.may_read(SYSTEM, own)
    assert not files.may_read(conflicted, public)
