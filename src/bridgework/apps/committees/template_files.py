"""Reads the paper templates that come with the product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bridgework.core.papers.templates import TemplateContent, TemplateInvalid, parse

FOLDER: Final = Path(__file__).parent / "paper_templates"


class TemplateFileInvalid(ValueError):
    """A template file lacks something or contradicts itself; the message names the file and every problem."""


@dataclass(frozen=True)
class TemplateFile:
    """One version of a shipped template. `source` says where it is quoted from, or that it is in our own words."""

    key: str
    name: str
    number: int
    valid_from: date | None
    valid_until: date | None
    source: str
    content: TemplateContent


def template_files(folder: Path = FOLDER) -> list[TemplateFile]:
    """All of them, by key and number. Raises `TemplateFileInvalid`."""
    found = [read_template_file(path) for path in sorted(folder.glob("*.json"))]
    return sorted(found, key=lambda one: (one.key, one.number))


def read_template_file(path: Path) -> TemplateFile:
    """One file. Raises `TemplateFileInvalid`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return TemplateFile(
            key=str(data["template"]),
            name=str(data["name"]),
            number=int(data["number"]),
            valid_from=_day(data["valid_from"]),
            valid_until=_day(data["valid_until"]),
            source=str(data["source"]),
            content=parse(data["content"]),
        )
    except TemplateInvalid as problem:
        raise TemplateFileInvalid(f"{path.name}: {problem}") from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise TemplateFileInvalid(f"{path.name}: {problem!r}") from problem


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
