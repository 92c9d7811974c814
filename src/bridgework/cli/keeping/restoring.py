"""`bridgework restore`: a backup into an empty installation, or in place of one."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from bridgework.cli import new_database
from bridgework.cli.keeping import archive, tables
from bridgework.cli.keeping.exporting import hash_of, inside
from bridgework.cli.problems import Exit, Problem
from bridgework.kernel.maintenance import maintenance

_PIECE = 1024 * 1024
_ANOTHER_COPY = "Take another copy of it, or name a file that `bridgework backup` wrote."


@dataclass(frozen=True)
class Restored:
    """What was restored: when the backup was made, and how many stored files it had."""

    made_at: str
    files: int
    replaced: bool


def restore_from(source: Path, *, replace: bool) -> Restored:
    """Restore a backup.

    Raises Problem, and changes nothing, where the file is no whole backup of this kind of database, is of a newer
    program, or the installation holds something and `replace` is false.
    """
    full = tables.occupied()
    if full and not replace:
        raise Problem(
            f"This installation is not empty: it holds {full[0]}"
            + (f" and {len(full) - 1} more." if full[1:] else "."),
            hint="To throw away what it holds and put the backup in its place: add --replace",
        )
    with _unpacked(source) as folder:
        manifest = _checked_manifest(folder)
        for name in manifest["files"]:
            _put_file(folder, name)
        if connection.vendor == "sqlite":
            _restore_sqlite(folder)
        else:
            _restore_postgresql(folder, manifest)
        return Restored(manifest["made_at"], len(manifest["files"]), bool(full))


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    if not source.is_file():
        raise Problem(f"There is no {source}.", hint="Name a file that `bridgework backup` wrote.", code=Exit.NOT_FOUND)
    with tempfile.TemporaryDirectory(prefix="bridgework-restore-") as scratch:
        folder = Path(scratch)
        try:
            with tarfile.open(source) as found:
                found.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise Problem(f"{source} is not a whole backup: it cannot be unpacked.", hint=_ANOTHER_COPY) from error
        yield folder


def _checked_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / archive.MANIFEST).read_text(encoding="utf-8"))
        kind, vendor = (manifest["format"], manifest["version"]), manifest["vendor"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Problem(
            "This file is not a backup: it has no manifest.", hint="Name a file that `bridgework backup` wrote."
        ) from error
    if kind != (archive.FORMAT, archive.VERSION):
        raise Problem(f"This is {kind[0]} version {kind[1]}, which this program does not know.", hint="Is it newer?")
    if vendor != connection.vendor:
        raise Problem(
            f"This backup is of {vendor}, and this installation uses {connection.vendor}.",
            hint="To change the kind of database: bridgework export there, bridgework import here.",
        )
    hashes = manifest["hashes"] | {f"{archive.FILES}/{name}": one for name, one in manifest["files"].items()}
    for name, digest in hashes.items():
        path = inside(folder, name)
        if not path.is_file() or hash_of(path) != digest:
            raise Problem(f"The backup is damaged: {name} is not what it was.", hint="Take another copy of it.")
    newer = {tuple(one) for one in manifest["migrations"]} - _known_migrations()
    if newer:
        raise Problem(
            f"This backup was made by another version: it has {'.'.join(sorted(newer)[0])}.",
            hint="Use the version that made it, or a newer one.",
        )
    assert isinstance(manifest, dict)
    return manifest


def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationExecutor(connection).loader.disk_migrations)


def _put_file(folder: Path, name: str) -> None:
    path = inside(folder / archive.FILES, name)
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as file:
        default_storage.save(name, File(file))


def _restore_sqlite(folder: Path) -> None:
    target = str(connection.settings_dict["NAME"])
    connection.close()
    with (
        closing(sqlite3.connect(folder / archive.DATABASE)) as copy,
        closing(sqlite3.connect(target, timeout=20)) as database,
    ):
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Problem("The database in the backup is damaged.", hint="Take another copy of the backup.")
        # Page by page into the same file, so that whoever has it open sees either the old or the new one.
        copy.backup(database)


def _restore_postgresql(folder: Path, manifest: dict[str, Any]) -> None:
    _bring_to([(app, name) for app, name in manifest["migrations"]])
    quote = connection.ops.quote_name
    with maintenance(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(quote, manifest['tables']))}")
        for table, fields in manifest["tables"].items():
            names = ", ".join(map(quote, fields))
            path = folder / archive.TABLES / f"{table}.copy"
            with path.open("rb") as file, cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as rows:
                while piece := file.read(_PIECE):
                    rows.write(piece)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _bring_to(wanted: list[tuple[str, str]]) -> None:
    """Make the tables as they were when the backup was made; the newer ones are made afterwards, as in any upgrade."""
    further = set(MigrationRecorder(connection).applied_migrations()) - set(wanted)
    if further:
        raise Problem(
            "This database is already newer than the backup.",
            hint="Restore into an empty database: without tables, or not yet prepared by this version.",
        )
    if new_database.is_new() and set(wanted) == _known_migrations():
        new_database.make_tables()
        return
    executor = MigrationExecutor(connection)
    nodes, chosen = executor.loader.graph.node_map, set(wanted)
    # The last of each app: an earlier one as a target would mean "back to it".
    last = [
        one
        for one in wanted
        if not any(child.key[0] == one[0] and child.key in chosen for child in nodes[one].children)
    ]
    executor.migrate(last)
