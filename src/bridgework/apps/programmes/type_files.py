"""Reads programme types from data files: phases, activities, who does what, and the stations of their threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "types"


class TypeFileInvalid(ValueError):
    """A type file lacks something or contradicts itself; the message names the file and the place."""


@dataclass(frozen=True)
class TypeActivity:
    """Something done in a phase: by whom (roles), and what."""

    key: str
    name: str
    who: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class TypePhase:
    """A phase as the type describes it. `weeks` is its usual length."""

    key: str
    label: str
    public_label: str
    public_text: str
    switches: tuple[str, ...]
    weeks: int
    activities: tuple[TypeActivity, ...] = ()
    closing_questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class TypeGathering:
    """A gathering that is usual in a type. `phase` is a key, or `*` for every phase."""

    key: str
    kind: str
    name: str
    phase: str
    when: str
    public_text: str


def type_files(folder: Path = FOLDER) -> list[Path]:
    """The data files that are shipped, by name."""
    return sorted(folder.glob("*.json"))


def read_type_file(path: Path) -> dict[str, Any]:
    """One type as data. Raises `TypeFileInvalid`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise TypeFileInvalid(f"{path.name} is not JSON: {problem}") from problem
    if not isinstance(data, dict):
        raise TypeFileInvalid(f"{path.name} is not an object.")
    for wanted in ("key", "name", "phases", "stations"):
        if not data.get(wanted):
            raise TypeFileInvalid(f"{path.name} lacks “{wanted}”.")
    try:
        keys = [one.key for one in phases_of_type(data)]
        gatherings = gatherings_of_type(data)
    except (KeyError, TypeError, ValueError) as problem:
        raise TypeFileInvalid(f"{path.name}: {problem!r}.") from problem
    if len(set(keys)) != len(keys):
        raise TypeFileInvalid(f"{path.name} has two phases of one key.")
    for one in gatherings:
        if one.phase != "*" and one.phase not in keys:
            raise TypeFileInvalid(f"{path.name}: the gathering “{one.key}” is in a phase that is not there.")
    return data


def phases_of_type(data: Mapping[str, Any]) -> list[TypePhase]:
    """The phases of a type, in order."""
    return [
        TypePhase(
            key=str(row["key"]),
            label=str(row["name"]),
            public_label=str(row.get("public_name", row["name"])),
            public_text=str(row.get("public_text", "")),
            switches=tuple(str(one) for one in row.get("switches", ())),
            weeks=int(row["weeks"]),
            activities=tuple(
                TypeActivity(str(one["key"]), str(one["name"]), tuple(one.get("who", ())), str(one.get("what", "")))
                for one in row.get("activities", ())
            ),
            closing_questions=tuple(str(one) for one in row.get("closing_questions", ())),
        )
        for row in data["phases"]
    ]


def gatherings_of_type(data: Mapping[str, Any]) -> list[TypeGathering]:
    """The gatherings that are usual in a type."""
    return [
        TypeGathering(
            key=str(row["key"]),
            kind=str(row["kind"]),
            name=str(row["name"]),
            phase=str(row["phase"]),
            when=str(row.get("when", "start")),
            public_text=str(row.get("public_text", "")),
        )
        for row in data.get("gatherings", ())
    ]
