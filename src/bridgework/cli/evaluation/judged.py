"""A judged collection in the layout of BEIR: documents, questions, and which answers which.

Documents: one JSON object a line with `_id`, `title` (may be missing) and `text`. Questions: `_id` and `text`.
Judgements: tab-separated, `query-id corpus-id score`, with or without that first line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bridgework.cli.problems import Exit, Problem

LONGEST_LINE = 5_000_000
"""Characters of one line: a document longer than this is no passage."""


@dataclass(frozen=True)
class Passage:
    """A document of the collection."""

    key: str
    title: str
    text: str


def passages(path: Path) -> Iterator[Passage]:
    """The documents, one at a time: the file may be larger than memory."""
    seen: set[str] = set()
    for place, one in _objects(path):
        key = _text(one, "_id", place)
        if key in seen:
            raise _wrong(place, f"the document {key!r} stands there a second time")
        seen.add(key)
        yield Passage(key, _text(one, "title", place, needed=False), _text(one, "text", place))


def questions(path: Path) -> dict[str, str]:
    """Every question by its id."""
    found = {}
    for place, one in _objects(path):
        key = _text(one, "_id", place)
        if key in found:
            raise _wrong(place, f"the question {key!r} stands there a second time")
        found[key] = _text(one, "text", place)
        if not found[key].strip():
            raise _wrong(place, f"the question {key!r} has no words")
    if not found:
        raise Problem(f"{path} holds no question.", code=Exit.REFUSED)
    return found


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """For every question the grades of its documents."""
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.rstrip("\r\n").split("\t")
        if not line.strip() or (number == 1 and len(cells) == 3 and not _is_whole(cells[2])):
            continue
        if len(cells) != 3 or not _is_whole(cells[2]):
            raise _wrong(f"{path}, line {number}", "wanted: question id, tab, document id, tab, whole number")
        found.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not found:
        raise Problem(f"{path} holds no judgement.", code=Exit.REFUSED)
    return found


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            one = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _wrong(place, "it is not JSON") from error
        if not isinstance(one, dict):
            raise _wrong(place, "it is not an object in braces")
        yield place, one


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            while line := file.readline(LONGEST_LINE):
                yield line
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is not text in UTF-8.", code=Exit.REFUSED) from error
    except IsADirectoryError as error:
        raise Problem(f"{path} is a folder, not a file.", code=Exit.REFUSED) from error


def _text(one: dict[str, Any], name: str, place: str, *, needed: bool = True) -> str:
    value = one.get(name, None if needed else "")
    if name == "_id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (name == "_id" and not value):
        raise _wrong(place, f"its {name!r} is missing or not a text")
    if not value.isprintable() and any("\ud800" <= one <= "\udfff" for one in value):
        raise _wrong(place, f"its {name!r} holds half a character, which no database keeps")
    return value


def _is_whole(cell: str) -> bool:
    digits = cell.strip().removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 10


def _wrong(place: str, what: str) -> Problem:
    return Problem(f"{place}: {what}.", hint="Nothing was measured. The layout is BEIR's.", code=Exit.REFUSED)
