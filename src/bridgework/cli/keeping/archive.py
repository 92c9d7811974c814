"""`bridgework backup`: the database and the stored files of one moment, in one file, while the installation is used."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import bridgework
from bridgework.cli.keeping import tables
from bridgework.cli.keeping.exporting import hash_of
from bridgework.cli.keeping.snapshot import snapshot
from bridgework.cli.problems import Exit, Problem

FORMAT = "bridgework-backup"
VERSION = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
TABLES = "tables"
FILES = "files"
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds. `missing` names stored files that the storage has lost."""

    bytes: int
    files: int
    missing: list[str]


def back_up_to(target: Path, *, now: datetime) -> BackedUp:
    """Write a backup to `target`, readable by its owner only.

    The file appears only when it is complete. Raises Problem where it exists already, or its folder does not.
    """
    if target.exists():
        raise Problem(f"{target} exists already.", hint="Name a new file: a backup never replaces another.")
    if not target.parent.is_dir():
        raise Problem(
            f"There is no folder {target.parent}.", hint="Make it, or name a file elsewhere.", code=Exit.NOT_FOUND
        )
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
        folder = Path(scratch)
        database = _sqlite(folder) if connection.vendor == "sqlite" else _postgresql(folder)
        # After the database: what it names was there then, and a stored file is never changed.
        files, missing = _files(folder)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": now.isoformat(),
            "made_by": f"bridgework {bridgework.__version__}",
            "vendor": connection.vendor,
            **database,
            "files": files,
            "files_missing": missing,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True), encoding="utf-8")
        _pack(folder, target)
    return BackedUp(target.stat().st_size, len(files), missing)


def _sqlite(folder: Path) -> dict[str, Any]:
    path = folder / DATABASE
    with connection.cursor() as cursor:
        # Reads one moment of the database; writers go on.
        cursor.execute("VACUUM INTO %s", [str(path)])
    return {"migrations": _migrations(), "hashes": {DATABASE: hash_of(path)}}


def _postgresql(folder: Path) -> dict[str, Any]:
    """Each table by COPY, of one moment. Needs no program of the server's version, and any later server reads it."""
    (folder / TABLES).mkdir()
    described: dict[str, list[str]] = {}
    with snapshot(), connection.cursor() as cursor:
        migrations = _migrations()
        for table in database_tables():
            fields = [one.name for one in connection.introspection.get_table_description(cursor, table)]
            described[table] = fields
            names = ", ".join(map(connection.ops.quote_name, fields))
            with (
                (folder / TABLES / f"{table}.copy").open("wb") as file,
                cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) TO STDOUT") as rows,
            ):
                for piece in rows:
                    file.write(piece)
    hashes = {f"{TABLES}/{path.name}": hash_of(path) for path in sorted((folder / TABLES).iterdir())}
    return {"migrations": migrations, "tables": described, "hashes": hashes}


def database_tables() -> list[str]:
    """Every table of ours and of the framework that there is, in the order of their names."""
    models = apps.get_models(include_auto_created=True)
    ours = {model._meta.db_table for model in models if model._meta.managed} | {"django_migrations"}
    return sorted(ours & set(connection.introspection.table_names()))


def _migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _files(folder: Path) -> tuple[dict[str, str], list[str]]:
    found: dict[str, str] = {}
    missing: list[str] = []
    for name in tables.file_names():
        path = folder / FILES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy, _PIECE)
        except FileNotFoundError:
            missing.append(name)
            continue
        found[name] = hash_of(path)
    return found, missing


def _pack(folder: Path, target: Path) -> None:
    mode = "w:gz" if target.name.endswith((".gz", ".tgz")) else "w"
    partial = folder.with_name(f"{folder.name}.tar")
    try:
        partial.touch(mode=0o600)
        with tarfile.open(partial, mode) as archive:  # type: ignore[call-overload] # the mode is one of two
            archive.add(folder, arcname=".")
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
