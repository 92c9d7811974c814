"""Files: kept under their own hash, shown under a cleaned name, served to those an app says may read them.

    received = files.receive(upload, name=upload.name)          # before the action: no transaction over file work
    stored = files.keep(received, scope=…, actor=actor, now=now)  # inside it

A file is never changed and never overwritten. An app says who may read its files:

    @files.readable_by
    def report_files(actor: Actor, stored: StoredFile) -> bool: ...
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.file_types import ending_of, recognised
from bridgework.kernel.models.files import StoredFile
from bridgework.kernel.permissions import Actor

LARGEST = 25 * 1024 * 1024
"""Bytes of one file."""
LONGEST_NAME = 120
_PIECE = 1024 * 1024

Reader = Callable[[Actor, StoredFile], bool]
_readers: list[Reader] = []


@dataclass(frozen=True)
class ReceivedFile:
    """A file that lies in the storage, and of which nothing is known yet but what it is."""

    name: str
    media_type: str
    size: int
    sha256: str
    path: str


def receive(file: IO[bytes], *, name: str, largest: int = LARGEST) -> ReceivedFile:
    """Look at a file and put it into the storage, under its hash. Call it outside a transaction.

    Raises `InvalidInput` where it is empty, larger than `largest` bytes, damaged, of an unknown type or not what its
    name says.
    """
    size, digest = _measured(file, largest)
    kind = recognised(file, name=name)
    path = f"{digest[:2]}/{digest}"
    if not _is_kept(path, size):
        file.seek(0)
        path = default_storage.save(path, File(file))
    shown = clean_name(name)
    if ending_of(shown) != kind.ending and not (kind.ending == "txt" and ending_of(shown) == "csv"):
        shown = f"{shown}.{kind.ending}"
    return ReceivedFile(shown, kind.media_type, size, digest, path)


def receive_made(data: bytes, *, name: str, media_type: str) -> ReceivedFile:
    """Put a file the program made itself into the storage, under its hash. Nobody's upload comes this way."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{digest[:2]}/{digest}"
    if not _is_kept(path, len(data)):
        path = default_storage.save(path, File(io.BytesIO(data)))
    return ReceivedFile(clean_name(name), media_type, len(data), digest, path)


def keep(received: ReceivedFile, *, scope: str, actor: Actor, now: datetime, is_public: bool = False) -> StoredFile:
    """Record a received file, in the caller's transaction."""
    return StoredFile.objects.create(
        name=received.name,
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        content=received.path,
        scope=scope,
        is_public=is_public,
        added_by=actor.public_id,
        created_at=now,
    )


def readable_by(reader: Reader) -> Reader:
    """Register an app's answer to who may read which of its files. One yes is enough."""
    _readers.append(reader)
    return reader


def may_read(actor: Actor, stored: StoredFile) -> bool:
    """Whether `actor` may read a file: it is public, or an app says yes. A conflict of interest outweighs both."""
    if actor.is_system:
        return True
    if actor.conflicts & {stored.public_id, *stored.scope.split("/")}:
        return False
    return stored.is_public or any(reader(actor, stored) for reader in _readers)


def clean_name(name: str) -> str:
    """A name that can be shown: no folders, no signs that cannot be seen or turn the writing round. Never a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        " " if unicodedata.category(sign).startswith(("C", "Z")) else sign
        for sign in unicodedata.normalize("NFC", last)
    )
    tidy = " ".join(seen.split()).strip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}" if stem else ending
    return tidy[:LONGEST_NAME].rstrip() or "file"


def _measured(file: IO[bytes], largest: int) -> tuple[int, str]:
    """Size and hash. Stops reading as soon as the file is too large."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > largest:
            raise InvalidInput(
                f"This file is larger than {largest // (1024 * 1024)} MB.",
                rule="file.size",
                remedy="Make it smaller, for example by saving its pictures at a lower resolution, or split it.",
                field="file",
            )
        digest.update(piece)
    if not size:
        raise InvalidInput(
            "This file is empty.", rule="file.size", remedy="Choose a file with something in it.", field="file"
        )
    return size, digest.hexdigest()


def _is_kept(path: str, size: int) -> bool:
    """Whether the whole file lies there already. A piece of one, left by a crash, is removed."""
    if not default_storage.exists(path):
        return False
    if default_storage.size(path) == size:
        return True
    default_storage.delete(path)
    return False
