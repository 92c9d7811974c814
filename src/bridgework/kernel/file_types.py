"""What a file really is: told from its contents, never from its name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO, Final

from bridgework.kernel.errors import InvalidInput

_END = 4096
_BEGINNING = 4096
_MOST_PARTS = 5_000


@dataclass(frozen=True)
class FileType:
    """A type that is taken in: its ending, its media type, and what people call it."""

    ending: str
    media_type: str
    words: str


TYPES: Final[dict[str, FileType]] = {
    one.ending: one
    for one in (
        FileType("pdf", "application/pdf", "a PDF"),
        FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word document"),
        FileType("odt", "application/vnd.oasis.opendocument.text", "an OpenDocument text"),
        FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an Excel workbook"),
        FileType("csv", "text/csv; charset=utf-8", "a CSV table"),
        FileType("txt", "text/plain; charset=utf-8", "a plain text"),
        FileType("png", "image/png", "a PNG picture"),
        FileType("jpg", "image/jpeg", "a JPEG picture"),
        FileType("webp", "image/webp", "a WebP picture"),
    )
}
_SAME = {"jpeg": "jpg", "text": "txt", "md": "txt"}


def ending_of(name: str) -> str:
    """The ending of a name, in lower case, without the dot; spellings of one type are one."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _SAME.get(ending, ending)


def recognised(file: IO[bytes], *, name: str) -> FileType:
    """What `file` really is. Reads a little of it and leaves it at its beginning.

    Raises `InvalidInput` in words where it is nothing we take, is damaged, or is not what its name says.
    """
    claimed = ending_of(name)
    file.seek(0)
    beginning = file.read(_BEGINNING)
    try:
        found = _by_contents(file, beginning, claimed)
    finally:
        file.seek(0)
    if found is None:
        raise _unknown(claimed)
    if claimed in TYPES and claimed != found and {claimed, found} != {"csv", "txt"}:
        raise InvalidInput(
            f"This file is named .{claimed}, but it is {TYPES[found].words}.",
            rule="file.is-what-its-name-says",
            remedy="Give it the right ending, or choose another file.",
            field="file",
        )
    return TYPES[found]


def _by_contents(file: IO[bytes], beginning: bytes, claimed: str) -> str | None:
    if beginning.startswith(b"%PDF-"):
        if b"%%EOF" not in _ending(file):
            raise _damaged("PDF")
        return "pdf"
    if beginning.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if beginning.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if beginning.startswith(b"RIFF") and beginning[8:12] == b"WEBP":
        return "webp"
    if beginning.startswith(b"PK\x03\x04"):
        return _office(file)
    if beginning and claimed in ("csv", "txt", "") and _is_text(file):
        return "csv" if claimed == "csv" else "txt"
    return None


def _ending(file: IO[bytes]) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END))
    return file.read(_END)


def _office(file: IO[bytes]) -> str | None:
    """Which office format a ZIP is. Only its list of parts is read, so nothing is unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if len(names) > _MOST_PARTS:
                return None
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise InvalidInput(
                    "This document contains macros (small programs).",
                    rule="file.no-macros",
                    remedy="Save it without macros, or as a PDF.",
                    field="file",
                )
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                return "odt" if parts.read("mimetype") == b"application/vnd.oasis.opendocument.text" else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged("document") from error
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def _is_text(file: IO[bytes]) -> bool:
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "The letters of this text could not be read.",
            rule="file.text-is-utf-8",
            remedy="Save it again with the encoding UTF-8 (in Excel: “CSV UTF-8”).",
            field="file",
        ) from error
    return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)


def _unknown(claimed: str) -> InvalidInput:
    if claimed in TYPES:
        reason = f"This file is named .{claimed}, but it is not {TYPES[claimed].words}."
    else:
        reason = "This kind of file cannot be taken."
    return InvalidInput(
        reason,
        rule="file.known-type",
        remedy="Possible are PDF, Word (docx), OpenDocument (odt), Excel (xlsx), CSV, plain text, PNG, JPEG and WebP.",
        field="file",
    )


def _damaged(what: str) -> InvalidInput:
    return InvalidInput(
        f"This {what} is damaged or not complete.",
        rule="file.complete",
        remedy="Open it on your computer, save it again, and choose the new one.",
        field="file",
    )
