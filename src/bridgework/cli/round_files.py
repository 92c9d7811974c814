"""Rounds and allocations as files: read whole or refused with every fault, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridgework.cli.problems import Exit, Problem

if TYPE_CHECKING:
    from bridgework.core.formation.allocations import Allocation
    from bridgework.core.formation.faults import FaultyDocument
    from bridgework.core.formation.rounds import Round

MOST_FAULTS_SHOWN = 200


def read_round_at(path: Path, *, rules: Path | None = None, seed: str | None = None) -> Round:
    """The round in a .json, .csv, .soc or .soi file.

    Args:
        rules: a JSON file with "rules" and, if wanted, "questions" and "seed" that the round gets.
        seed: in place of the file's.

    Raises:
        Problem: for a file that is not there, or with every fault in it.
    """
    from bridgework.core.formation.faults import FaultyDocument
    from bridgework.core.formation.readers import UnknownFile, read_round_file
    from bridgework.core.formation.validating import read_round

    try:
        frame = _frame(rules)
        document = read_round_file(path.name, _content(path), frame.get("rules"))
        document = _framed(document, frame)
        if seed is not None:
            document["seed"] = seed
        return read_round(document)
    except UnknownFile as error:
        raise Problem(str(error), hint="docs/reference/round-json.md describes them.", code=Exit.USAGE) from error
    except FaultyDocument as error:
        raise _faulty(path, error) from error


def read_allocation_at(path: Path) -> tuple[Allocation, dict[str, Any]]:
    """The allocation in a JSON file, and the document itself. Raises Problem as `read_round_at` does."""
    from bridgework.core.formation.allocations import read_allocation
    from bridgework.core.formation.faults import FaultyDocument
    from bridgework.core.formation.readers import read_round_file

    try:
        document = read_round_file("allocation.json", _content(path))
        return read_allocation(document), document
    except FaultyDocument as error:
        raise _faulty(path, error) from error


def format_of(path: Path) -> str:
    """The "format" a file states; a ROUND for every file that is not JSON."""
    from bridgework.core.formation.faults import FaultyDocument
    from bridgework.core.formation.readers import read_round_file

    if path.suffix.lower() != ".json":
        return "bridgework/round@1"
    try:
        return str(read_round_file(path.name, _content(path)).get("format", "bridgework/round@1"))
    except FaultyDocument as error:
        raise _faulty(path, error) from error


def write_whole(path: Path, document: Mapping[str, Any]) -> None:
    """Write a JSON file so that nobody ever sees half of it."""
    if not path.parent.is_dir():
        raise Problem(f"There is no folder {path.parent}.", hint="Make it first.", code=Exit.NOT_FOUND)
    if path.is_dir():
        raise Problem(f"{path} is a folder.", hint="Name a file: --out ALLOCATION.json", code=Exit.USAGE)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _content(path: Path) -> bytes:
    from bridgework.core.formation.readers import MOST_BYTES

    try:
        with path.open("rb") as file:
            # One more than is read, so that a file without end is refused and not waited for.
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Problem(f"There is no file {path}.", code=Exit.NOT_FOUND) from error
    except IsADirectoryError as error:
        raise Problem(f"{path} is a folder.", code=Exit.USAGE) from error


def _frame(rules: Path | None) -> dict[str, Any]:
    """What a --rules file holds: an object with "rules", or the rules themselves."""
    from bridgework.core.formation.faults import FaultyDocument
    from bridgework.core.formation.readers import read_json

    if rules is None:
        return {}
    try:
        found = read_json(_content(rules).decode("utf-8-sig", errors="replace"))
    except FaultyDocument as error:
        raise _faulty(rules, error) from error
    return found if "rules" in found else {"rules": found}


def _framed(document: dict[str, Any], frame: Mapping[str, Any]) -> dict[str, Any]:
    if "rules" in frame:
        document["rules"] = frame["rules"]
    if "seed" in frame:
        document["seed"] = frame["seed"]
    described = frame.get("questions")
    if isinstance(described, list):
        known = {one.get("id"): one for one in described if isinstance(one, dict)}
        mine = [known.pop(one.get("id"), one) if isinstance(one, dict) else one for one in document["questions"]]
        document["questions"] = [*mine, *known.values()]
    return document


def _faulty(path: Path, error: FaultyDocument) -> Problem:
    count = len(error.faults)
    lines = [str(fault) for fault in error.faults[:MOST_FAULTS_SHOWN]]
    if count > MOST_FAULTS_SHOWN:
        lines.append(f"… and {count - MOST_FAULTS_SHOWN} more")
    what = "1 thing is" if count == 1 else f"{count} things are"
    return Problem(f"{path.name} cannot be used: {what} wrong with it.", hint="\n  ".join(lines))
