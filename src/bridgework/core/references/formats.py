"""Which format a file is in, and reading and writing each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bridgework.core.references.bibtex import read_bibtex, write_bibtex
from bridgework.core.references.csl_json import read_csl_json, write_csl_json
from bridgework.core.references.item import Brought, Fault, Item
from bridgework.core.references.ris import read_ris, write_ris

_READERS: Final[dict[str, Callable[[str], tuple[list[Item], list[Fault]]]]] = {
    "ris": read_ris,
    "bibtex": read_bibtex,
    "csl-json": read_csl_json,
}
_WRITERS: Final[dict[str, Callable[[list[Item]], str]]] = {
    "ris": write_ris,
    "bibtex": write_bibtex,
    "csl-json": write_csl_json,
}
_ENDINGS: Final = {"ris": "ris", "bib": "bibtex", "bibtex": "bibtex", "json": "csl-json"}
FORMATS: Final = tuple(_READERS)
_TYPE: Final = re.compile(r"TY[ \t]*-")
LONGEST: Final = 20_000_000
"""Characters of a file that is read; more than any reference manager of a team holds."""


def read(text: str, *, name: str = "") -> Brought:
    """Read references. The format is told by the text, else by the file's name. Raises ValueError where by neither."""
    if len(text) > LONGEST:
        raise ValueError("The file is too large: bring it in parts of at most 20 MB.")
    text = text.removeprefix("\ufeff")
    format_ = _format_of(text, name)
    items, faults = _READERS[format_](text)
    return Brought(format_, tuple(items), tuple(faults))


def write(items: Iterable[Item] | Sequence[Item], format_: str) -> str:
    """The items in one of `FORMATS`. Raises KeyError for another."""
    return _WRITERS[format_](list(items))


def _format_of(text: str, name: str) -> str:
    beginning = text.lstrip()[:200]
    if beginning.startswith(("[", "{")):
        return "csl-json"
    if _TYPE.match(beginning):
        return "ris"
    if beginning.startswith("@"):
        return "bibtex"
    told = _ENDINGS.get(name.rpartition(".")[2].lower())
    if told:
        return told
    if "\nTY  -" in text:
        return "ris"
    if "\n@" in text:
        return "bibtex"
    raise ValueError("This is not RIS, BibTeX or CSL-JSON. Export it from your reference manager in one of these.")
