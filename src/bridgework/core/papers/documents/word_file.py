"""The file around a Word document: opened with care, and packed so that the same parts give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from lxml import etree

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of the file."""
MOST_UNPACKED: Final = 120 * 1024 * 1024
"""Bytes of all its parts together."""
LARGEST_PART: Final = 40 * 1024 * 1024
"""Bytes of one part that is read."""
MOST_PARTS: Final = 2_000
MOST_ELEMENTS: Final = 400_000
"""Elements in one part."""
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED_ON: Final = (2000, 1, 1, 0, 0, 0)


class WordFileRefused(ValueError):
    """The file cannot be taken. The message says why and what would help."""


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a Word document, by name. Only XML is unpacked.

    Raises `WordFileRefused` where it is no Word document, too large, packed to be a burden, or holds macros.
    """
    if len(data) > LARGEST:
        raise WordFileRefused(f"The file is larger than {LARGEST // (1024 * 1024)} MB. Remove its pictures.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            _measured(entries)
            return {one.filename: _read(packed, one) for one in entries if one.filename.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        if isinstance(error, WordFileRefused):
            raise
        raise WordFileRefused("This is not a Word document, or it is damaged. Save it again as .docx.") from error


def xml(part: bytes) -> etree._Element:
    """One part, read without its document type, entities or the network. Raises `WordFileRefused`."""
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", part[:4096] + part[-4096:], re.IGNORECASE) or b"<!DOCTYPE" in part:
        raise WordFileRefused("The file holds a document type, which no Word document does. Save it again in Word.")
    try:
        root = etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WordFileRefused("The text of the file is damaged. Open it in Word and save it again.") from error
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise WordFileRefused("The document is too long to compare. Bring it back in parts.")
    return root


def repacked(data: bytes) -> bytes:
    """The same parts in the same order with one date, so that the same document gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in packed.namelist():
            write(target, name, packed.read(name))
    return made.getvalue()


def write(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file to an archive without the hour, the machine and the person it was made by."""
    entry = zipfile.ZipInfo(name, date_time=_PACKED_ON)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    target.writestr(entry, data)


def as_document(template: bytes) -> bytes:
    """A council's own template (.dotx or .docx) as a document to write in. Raises `WordFileRefused`."""
    parts = parts_of(template)
    if "word/document.xml" not in parts:
        raise WordFileRefused("This is not a Word document. Choose a .docx or .dotx file.")
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as packed,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in packed.namelist():
            if name == "word/_rels/settings.xml.rels":
                continue
            part = packed.read(name)
            if name == "word/settings.xml":
                # Word would fetch the template it names from wherever that is.
                part = re.sub(rb"<w:attachedTemplate[^>]*/>", b"", part)
            if name == "[Content_Types].xml":
                part = part.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
            write(target, name, part)
    return made.getvalue()


def _measured(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise WordFileRefused("The file has too many parts. Save it again in Word.")
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise WordFileRefused("Unpacked, the file is too large. Remove its pictures and save it again.")
    names = [one.filename.lower() for one in entries]
    if len(names) != len(set(names)):
        raise WordFileRefused("The file has two parts of one name. Save it again in Word.")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "activex" in name for name in names):
        raise WordFileRefused("The document contains macros (small programs). Save it without them, as .docx.")


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > LARGEST_PART:
        raise WordFileRefused("A part of the file is too large. Shorten the document.")
    with packed.open(entry) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART or len(data) != entry.file_size:
        raise WordFileRefused("A part of the file is not as large as it says. Save it again in Word.")
    return data
