"""A stored document read into a record, with the text it was read from beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, Any, Final

from bridgework.core.papers.as_json import as_json
from bridgework.core.papers.reading.finishing import record_of
from bridgework.core.papers.reading.reading import blocks_of
from bridgework.core.papers.reading.refusing import REFUSALS, FileRefused
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.models import StoredFile

SMALL: Final = 2 * 1024 * 1024
"""Bytes of a document that is read while its sender waits; a larger one is read by the worker."""
SMALL_TEXT: Final = 300 * 1024
"""The same of a plain text or a page, which holds nothing but words."""
MOST_SHOWN: Final = 4_000
"""Pieces of text kept to be shown beside the record."""


@dataclass(frozen=True)
class DocumentRead:
    """What was read: the record as JSON, and the text as (place, text, kind)."""

    record: dict[str, Any]
    blocks: list[list[str]]


def document_read(data: bytes, *, name: str) -> DocumentRead:
    """Read a document. Raises `FileRefused`. Takes a moment: call it outside a transaction."""
    blocks, warnings = blocks_of(data, name=name)
    record = as_json(record_of(blocks, warnings=warnings))
    shown = [[one.place, _shown(one.text), one.kind] for one in blocks[:MOST_SHOWN]]
    # JSON knows no tuples; the two forms of a record are made equal here, once.
    return DocumentRead(json.loads(json.dumps(record)), shown)


def _shown(text: str) -> str:
    """The cells of a row with a stroke between them."""
    return " | ".join(cell for cell in text.split("\t") if cell.strip())


def received(file: IO[bytes], *, name: str) -> tuple[ReceivedFile, DocumentRead | None]:
    """Take a document in, and read it at once where it is small. Call it outside a transaction.

    Raises `InvalidInput` where it is refused.
    """
    ending = name.rpartition(".")[2].lower()
    # A page is kept as plain text, so that no browser ever runs what is in it.
    kept = f"{name}.txt" if ending in ("html", "htm", "xhtml") else name
    taken = files.receive(file, name=kept)
    if taken.size > min(SMALL, SMALL_TEXT if taken.media_type.startswith("text/") else SMALL):
        return taken, None
    file.seek(0)
    try:
        return taken, document_read(file.read(), name=name)
    except FileRefused as refused:
        raise InvalidInput(
            refused.message, rule=f"committees.read-in.{refused.code}", remedy=refused.remedy, field="file"
        ) from refused


def read_stored(stored: StoredFile) -> DocumentRead:
    """Read a document that is in the storage. Raises `FileRefused`."""
    with stored.content.open("rb") as opened:
        data: bytes = opened.read()
    return document_read(data, name=stored.name.removesuffix(".txt") if ".htm" in stored.name else stored.name)


def refusal_words(code: str) -> str:
    """What is said of a document that was not read."""
    message, remedy = REFUSALS.get(code, ("This document could not be read.", "Bring it in again."))
    return f"{message} {remedy}"
