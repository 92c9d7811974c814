"""`bridgework import`: an export into a fresh installation, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from bridgework.cli.keeping import exporting, left_out, tables
from bridgework.cli.problems import Exit, Problem
from bridgework.kernel import search
from bridgework.kernel.maintenance import maintenance

BATCH = 500
Keys = dict[type[Model], dict[str, int]]


@dataclass(frozen=True)
class Imported:
    """What an import took in."""

    records: int
    files: int
    missing: list[str]


def import_from(folder: Path) -> Imported:
    """Take in an export. The installation must be prepared and hold nothing yet.

    Raises Problem, and changes no record, where the folder is not a whole export, was changed since it was made, or is
    of another version of the program.
    """
    manifest = read_manifest(folder)
    _must_be_whole(folder, manifest)
    models = _known_models(manifest)
    full = tables.occupied()
    if full:
        raise Problem(
            f"This installation is not empty: it holds {full[0]}"
            + (f" and {len(full) - 1} more." if full[1:] else "."),
            hint="An import needs a fresh installation. Set BRIDGEWORK_HOME or BRIDGEWORK_DATABASE_URL to a new one.",
        )
    for name in manifest["files"]:
        _take_file(folder, name)
    with maintenance():
        keys = {model: _numbered(folder, model) for model in models if tables.has_public_id(model)}
        counts = {tables.label(model): _take_model(folder, model, keys) for model in models}
        _must_be_all(counts, manifest)
        _reset_numbers(models)
        with search.untold():
            search.reindex()
    return Imported(sum(counts.values()), len(manifest["files"]), manifest["files_missing"])


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an export. Raises Problem where the folder is not one that we can read."""
    path = folder / exporting.MANIFEST
    if not path.is_file():
        raise Problem(
            f"{folder} is not an export: it has no {exporting.MANIFEST}.",
            hint="Name a folder that `bridgework export` wrote.",
            code=Exit.NOT_FOUND,
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        kind = (manifest["format"], manifest["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise Problem(f"{path} cannot be read as a manifest.") from error
    if kind != (exporting.FORMAT, exporting.VERSION):
        raise Problem(f"This is {kind[0]} version {kind[1]}, which this program does not know.", hint="Is it newer?")
    assert isinstance(manifest, dict)
    return manifest


def _must_be_whole(folder: Path, manifest: dict[str, Any]) -> None:
    hashes = {path: digest for model in manifest["models"].values() for path, digest in model["sha256"].items()}
    hashes |= {f"{exporting.FILES}/{name}": one["sha256"] for name, one in manifest["files"].items()}
    for name, digest in hashes.items():
        path = exporting.inside(folder, name)
        if not path.is_file():
            raise Problem(f"The export is not whole: {name} is missing.", hint="Copy the folder again.")
        if exporting.hash_of(path) != digest:
            raise Problem(
                f"{name} is not what it was when the export was made.", hint="Copy the folder again, or export again."
            )


def _known_models(manifest: dict[str, Any]) -> list[type[Model]]:
    """The models of the manifest. A model or field that this program does not have would be lost, so it is refused."""
    known = {tables.label(model): model for model in tables.exported_models()}
    unknown = sorted(set(manifest["models"]) - set(known))
    for name, described in manifest["models"].items():
        if name in known:
            ours = {field.name for field in tables.columns(known[name])}
            unknown += [f"{name}.{one['name']}" for one in described["fields"] if one["name"] not in ours]
    if unknown:
        raise Problem(
            f"This program does not know {', '.join(unknown[:5])}.",
            hint="Use the version that made the export, or a newer one.",
        )
    return [known[name] for name in sorted(manifest["models"])]


def _numbered(folder: Path, model: type[Model]) -> dict[str, int]:
    """A new integer key for every record, in the order of the file."""
    return {row["public_id"]: number for number, row in enumerate(_lines(folder, model), start=1)}


def _take_model(folder: Path, model: type[Model], keys: Keys) -> int:
    waiting = (_object(model, row, keys) for row in _lines(folder, model))
    count = 0
    while batch := list(islice(waiting, BATCH)):
        model._base_manager.bulk_create(batch)
        count += len(batch)
    return count


def _object(model: type[Model], row: tables.Row, keys: Keys) -> Model:
    values: dict[str, Any] = {}
    if tables.has_public_id(model):
        values["pk"] = keys[model][row["public_id"]]
    elif tables.keeps_key(model):
        values["pk"] = row[tables.KEY]
    for field in tables.columns(model):
        if field.name not in row:
            # The export is older than this field.
            continue
        value = row[field.name]
        referred = tables.target(field)
        if referred is not None and value is not None:
            values[field.attname] = keys[referred][value]
        else:
            values[field.attname] = field.to_python(value)
    for field in model._meta.concrete_fields:
        if tables.is_left_out(field):
            values[field.attname] = left_out.FIELDS[tables.full_name(field)].instead()
    return model(**values)


def _lines(folder: Path, model: type[Model]) -> Iterator[tables.Row]:
    path = folder / exporting.RECORDS / f"{tables.label(model)}.jsonl"
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _take_file(folder: Path, name: str) -> None:
    path = exporting.inside(folder / exporting.FILES, name)
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as file:
        kept = default_storage.save(name, File(file))
    if kept != name:
        raise Problem(f"The storage would not keep {name} under its name.")


def _must_be_all(counts: dict[str, int], manifest: dict[str, Any]) -> None:
    for name, described in manifest["models"].items():
        if counts[name] != described["count"]:
            raise Problem(f"Of {described['count']} rows of {name} only {counts[name]} are there; nothing was kept.")


def _reset_numbers(models: list[type[Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
