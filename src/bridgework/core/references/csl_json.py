"""CSL-JSON, as reference managers write it."""

from __future__ import annotations

import json
from typing import Any

from bridgework.core.references.item import TEXTS, TYPES, Fault, Item, finished, issued, person

_NEAR = {"post-weblog": "webpage", "post": "webpage", "article": "article-journal", "bill": "legislation"}


def read_csl_json(text: str) -> tuple[list[Item], list[Fault]]:
    """Every item that can be read, and a fault for each that cannot. A single object is a list of one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return [], [Fault(line, "The file is not JSON.", text.strip()[:2_000])]
    if isinstance(found, dict):
        found = found.get("items", [found])
    if not isinstance(found, list):
        return [], [Fault(1, "The file is not a list of items.", text.strip()[:2_000])]
    items: list[Item] = []
    faults: list[Fault] = []
    for number, one in enumerate(found, start=1):
        try:
            items.append(_item(one))
        except ValueError as error:
            faults.append(Fault(number, str(error), json.dumps(one, ensure_ascii=False)[:2_000]))
    return items, faults


def write_csl_json(items: list[Item]) -> str:
    """The items as CSL-JSON, in their order, each with an id."""
    return (
        json.dumps([{"id": f"item-{n}", **one} for n, one in enumerate(items, 1)], ensure_ascii=False, indent=2) + "\n"
    )


def _item(one: Any) -> Item:
    if not isinstance(one, dict):
        raise ValueError("It is not an object.")
    texts = {name: str(one[name]) for name in TEXTS if isinstance(one.get(name), (str, int))}
    if not texts.get("title", "").strip():
        raise ValueError("It has no title.")
    kind = str(one.get("type", ""))
    kind = kind if kind in TYPES else _NEAR.get(kind, "document")
    return finished(
        {
            "type": kind,
            **texts,
            "author": _people(one.get("author")),
            "editor": _people(one.get("editor")),
            "issued": _issued(one.get("issued")),
        }
    )


def _people(value: Any) -> list[Item]:
    if not isinstance(value, list):
        return []
    people = []
    for one in value:
        if isinstance(one, str):
            people.append(person(one))
        elif isinstance(one, dict):
            kept = {part: str(one[part]) for part in ("family", "given", "literal") if one.get(part)}
            if kept:
                people.append(kept)
    return people


def _issued(value: Any) -> Item | None:
    if isinstance(value, str):
        return issued(value)
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return issued("-".join(str(part) for part in parts[0]))
    return issued(str(value.get("raw") or value.get("literal") or ""))
