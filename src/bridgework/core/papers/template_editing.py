"""Changing one list of a template: an item added, changed, moved, taken out. The template given stays as it is.

A list is named as in the content: `front`, `sections`, `priorities`, `statuses`, `implications`, `clearances`; and
`implications.2` is the list of parts of the third implication.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from bridgework.core.papers.templates import (
    ClearanceQuestion,
    FrontField,
    ImplicationHeading,
    TemplateContent,
    TemplateSection,
    Word,
)

ITEMS: Final[dict[str, type[Any]]] = {
    "front": FrontField,
    "sections": TemplateSection,
    "priorities": Word,
    "statuses": Word,
    "implications": ImplicationHeading,
    "clearances": ClearanceQuestion,
}
NAMES: Final = {
    "front": "Line at the top",
    "sections": "Section",
    "priorities": "Priority",
    "statuses": "Status",
    "implications": "Implication",
    "parts": "part",
    "clearances": "Clearance question",
}
_LIST: Final = re.compile(r"(\w+)(?:\.(\d{1,2}))?")
_PLACE: Final = re.compile(r"(\w+)\[(\d+)\]")


class NoSuchPlace(LookupError):
    """The template has no list, or no item, like that."""


def rows_of(content: TemplateContent, name: str) -> tuple[Any, ...]:
    """The items of a list. Raises `NoSuchPlace`."""
    found = _LIST.fullmatch(name)
    if found is None or found[1] not in ITEMS or (found[2] is not None and found[1] != "implications"):
        raise NoSuchPlace(name)
    rows: tuple[Any, ...] = getattr(content, found[1])
    if found[2] is None:
        return rows
    if int(found[2]) >= len(rows):
        raise NoSuchPlace(name)
    parts: tuple[Any, ...] = rows[int(found[2])].parts
    return parts


def item_type(name: str) -> type[Any]:
    """The kind of item a list holds. Raises `NoSuchPlace`."""
    found = ITEMS.get(name.partition(".")[0])
    if found is None:
        raise NoSuchPlace(name)
    return found


def put(content: TemplateContent, name: str, place: int | None, **values: Any) -> TemplateContent:
    """Change the item at `place`, or add one where it is None. A new item gets a key from its words."""
    rows = list(rows_of(content, name))
    if place is None:
        words = next(str(values[one]) for one in ("title", "label", "question") if one in values)
        rows.append(item_type(name)(key=free_key(words, (one.key for one in rows)), **values))
    else:
        rows[_at(rows, place)] = replace(rows[place], **values)
    return _with(content, name, rows)


def move_item(content: TemplateContent, name: str, place: int, *, up: bool) -> TemplateContent:
    """Let an item change places with its neighbour; at the end of the list nothing changes."""
    rows = list(rows_of(content, name))
    other = _at(rows, place) + (-1 if up else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return _with(content, name, rows)


def remove_item(content: TemplateContent, name: str, place: int) -> TemplateContent:
    """Take an item out. A section or implication is no longer covered by any question either."""
    rows = list(rows_of(content, name))
    gone = rows.pop(_at(rows, place))
    fresh = _with(content, name, rows)
    kind, _, heading = name.partition(".")
    if kind not in ("sections", "implications"):
        return fresh
    key = f"{content.implications[int(heading)].key}.{gone.key}" if heading else gone.key
    lost = {key, *(f"{key}.{part.key}" for part in getattr(gone, "parts", ()))}
    clearances = tuple(
        replace(one, covers=tuple(covered for covered in one.covers if covered not in lost)) for one in fresh.clearances
    )
    return replace(fresh, clearances=clearances)


def free_key(words: str, taken: Iterable[str]) -> str:
    """A key made of some words that no other item of the list has."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    wanted = "-".join(re.findall(r"[a-z0-9]+", plain)[:5])[:32].strip("-") or "item"
    known = set(taken)
    return next(key for n in range(1, len(known) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in known)


def place_in_words(place: str) -> str:
    """The place of a problem as somebody at a screen finds it: `clearances[0].covers` is “Clearance question 1”."""
    found = [f"{NAMES.get(kind, kind)} {int(at) + 1}" for kind, at in _PLACE.findall(place)]
    if found:
        return ", ".join(found)
    return {"name": "Name", "page_limit": "Page limit", "sections": "Sections"}.get(
        place, NAMES.get(place, place.replace("_", " ").capitalize())
    )


def editable(name: str) -> tuple[str, ...]:
    """The fields of a list's items that somebody changes; keys and parts are not typed."""
    return tuple(one.name for one in fields(item_type(name)) if one.name not in ("key", "parts"))


def _at(rows: Sequence[Any], place: int) -> int:
    if not 0 <= place < len(rows):
        raise NoSuchPlace(str(place))
    return place


def _with(content: TemplateContent, name: str, rows: Sequence[Any]) -> TemplateContent:
    kind, _, heading = name.partition(".")
    if not heading:
        return replace(content, **{kind: tuple(rows)})  # type: ignore[arg-type]
    implications = list(content.implications)
    implications[int(heading)] = replace(implications[int(heading)], parts=tuple(rows))
    return replace(content, implications=tuple(implications))
