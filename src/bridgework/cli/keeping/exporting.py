"""`bridgework export`: everything in open formats, with a manifest of counts and hashes."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Model

import bridgework
from bridgework.cli.keeping import left_out, tables
from bridgework.cli.keeping.snapshot import snapshot
from bridgework.cli.problems import Problem

FORMAT = "bridgework-export"
VERSION = 1
RECORDS = "records"
FILES = "files"
MANIFEST = "manifest.json"
_PIECE = 1024 * 1024

README = """This folder holds everything that a Bridgework installation held at one moment, in open formats.

records/   One pair of files for each kind of record. The .jsonl file has one record a line, as JSON; it is the exact
           one, from which an import reads. The .csv file has the same rows for people and spreadsheets; there, a text
           that a spreadsheet would take for a formula begins with an apostrophe.
files/     The stored files. The record kernel.storedfile says what each is and was called.
manifest.json  What there is: fields and what they mean, counts, SHA-256 hashes, and what was left out and why.

A record is referred to by its public id. Records without one have a number in the column "key". Times are in UTC.
History is included: kernel.transition holds every move of every record, kernel.auditentry who did what.

A fresh installation takes it all in with: bridgework import FOLDER
This folder holds personal data. Keep it as you would keep the installation.
"""


@dataclass(frozen=True)
class Exported:
    """What an export holds."""

    records: int
    files: int
    missing: list[str]


def export_to(folder: Path, *, now: datetime) -> Exported:
    """Write everything into `folder`, which must be absent or empty.

    Raises Problem where it is not. Files that the storage has lost are named in the manifest.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Problem(f"{folder} is not empty.", hint="Name a new folder: an export never mixes with something else.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / RECORDS).mkdir(mode=0o700)
    with snapshot():
        known = tables.Names()
        models = {tables.label(model): _write_model(folder, model, known) for model in tables.exported_models()}
        names = tables.file_names()
    files, missing = _copy_files(folder, names)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        "made_by": f"bridgework {bridgework.__version__}",
        "models": models,
        "files": files,
        "files_missing": missing,
        "left_out": {
            "models": left_out.MODELS,
            "fields": {name: field.why for name, field in left_out.FIELDS.items()},
        },
    }
    (folder / "README.txt").write_text(README, encoding="utf-8")
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    return Exported(sum(one["count"] for one in models.values()), len(files), missing)


def _write_model(folder: Path, model: type[Model], names: tables.Names) -> dict[str, Any]:
    """Write one kind of record twice, and say what was written."""
    name = tables.label(model)
    headings = ([tables.KEY] if tables.keeps_key(model) else []) + [field.name for field in tables.columns(model)]
    exact, readable = (folder / RECORDS / f"{name}.{ending}" for ending in ("jsonl", "csv"))
    count = 0
    with (
        exact.open("w", encoding="utf-8", newline="\n") as lines,
        readable.open("w", encoding="utf-8", newline="") as file,
    ):
        table = csv.writer(file)
        table.writerow(headings)
        for row in tables.rows(model, names):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            table.writerow([_cell(row[heading]) for heading in headings])
            count += 1
    return {
        "count": count,
        "fields": [_described(field) for field in tables.columns(model)],
        "sha256": {f"{RECORDS}/{path.name}": hash_of(path) for path in (exact, readable)},
    }


def _described(field: tables.AnyField) -> dict[str, Any]:
    about: dict[str, Any] = {"name": field.name, "type": field.get_internal_type(), "may_be_null": field.null}
    if field.help_text:
        about["about"] = str(field.help_text)
    if field.is_relation and isinstance(field.related_model, type):
        about["refers_to"] = tables.label(field.related_model)
        about["by"] = "public_id" if tables.target(field) else tables.KEY
    return about


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    # A spreadsheet would run a text that begins like a formula.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _copy_files(folder: Path, names: list[str]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Copy the stored files; what each is, and the names of those that the storage has lost."""
    copied: dict[str, dict[str, Any]] = {}
    missing: list[str] = []
    for name in names:
        path = inside(folder / FILES, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy, _PIECE)
        except FileNotFoundError:
            missing.append(name)
            continue
        copied[name] = {"size": path.stat().st_size, "sha256": hash_of(path)}
    return copied, missing


def inside(folder: Path, name: str) -> Path:
    """The path of `name` below `folder`. Raises Problem for a name that leads out of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Problem(f"A file is called {name!r}, which leads out of its folder.")
    return path


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
