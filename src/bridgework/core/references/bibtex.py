"""BibTeX, read by bibtexparser, which keeps every good entry of a broken file."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from bridgework.core.references.item import (
    TYPES,
    Fault,
    Item,
    citation_key,
    finished,
    issued,
    name_of,
    person,
    year_of,
)

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry

# Each broken entry comes back as a fault with its place; the log need not say it too.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_TYPE_OF = {bib: csl for csl, (_, bib) in reversed(TYPES.items())} | {
    "conference": "paper-conference",
    "inbook": "chapter",
    "report": "report",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "electronic": "webpage",
    "www": "webpage",
    "booklet": "book",
    "proceedings": "book",
}
_FIELDS = (
    ("collection-title", "series"),
    ("publisher", "publisher"),
    ("publisher-place", "address"),
    ("volume", "volume"),
    ("issue", "number"),
    ("edition", "edition"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("abstract", "abstract"),
    ("keyword", "keywords"),
    ("language", "language"),
    ("note", "note"),
    ("genre", "type"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_SPECIAL = str.maketrans({"{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$"})
_RAW = frozenset({"DOI", "URL"})


def read_bibtex(text: str) -> tuple[list[Item], list[Fault]]:
    """Every entry that can be read, and a fault for each that cannot."""
    # Read here: every start would pay for it.
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry

    library: Library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    items: list[tuple[int, Item]] = []
    faults: list[Fault] = []
    entries = [(block.start_line or 0, block) for block in library.entries]
    for block in library.failed_blocks:
        # The same key twice is a fault of the file, not of the entry: both are kept, and looked at as duplicates.
        kept = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else None
        line = block.start_line or 0
        if isinstance(kept, Entry):
            entries.append((line, kept))
        else:
            faults.append(Fault(line + 1, "It is not written as BibTeX wants it.", (block.raw or "").strip()[:2_000]))
    for line, entry in entries:
        try:
            items.append((line, _item(entry)))
        except ValueError as error:
            faults.append(Fault(line + 1, str(error), (entry.raw or "").strip()[:2_000]))
    return [one for _, one in sorted(items, key=lambda pair: pair[0])], sorted(faults, key=lambda one: one.line)


def write_bibtex(items: list[Item]) -> str:
    """The items as BibTeX, in their order, each with a key of its own."""
    taken: set[str] = set()
    entries = []
    for one in items:
        key = citation_key(one, taken)
        taken.add(key)
        entries.append(_entry(key, one))
    return "\n".join(entries)


def _item(entry: Entry) -> Item:
    fields = {field.key.lower(): _plain(field.value) for field in entry.fields}
    title = fields.get("title", "")
    if not title.strip():
        raise ValueError("It has no title.")
    kind = _TYPE_OF.get(entry.entry_type.lower(), "document")
    day = fields.get("date") or "-".join(filter(None, (fields.get("year", ""), _month(fields.get("month", "")))))
    item: dict[str, Any] = {
        "type": kind,
        "title": title,
        "author": _people(fields.get("author", "")),
        "editor": _people(fields.get("editor", "")),
        "issued": issued(day),
        "container-title": fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or "",
        "page": re.sub(r"\s*-{1,3}\s*", "–", fields.get("pages", "")),
    }
    for name, bib in _FIELDS:
        item[name] = fields.get(bib, "")
    item["publisher"] = item["publisher"] or fields.get("institution", "") or fields.get("school", "")
    item["publisher-place"] = item["publisher-place"] or fields.get("location", "")
    return finished(item)


def _people(text: str) -> list[Item]:
    return [_bibtex_person(one) for one in _AND.split(text.strip()) if one.strip()]


def _bibtex_person(text: str) -> Item:
    if "," in text or len(text.split()) == 1:
        return person(text)
    *given, family = text.split()
    # "Cambridgeshire County Council" is written in braces where somebody took care; three words and more stay whole.
    return {"family": family, "given": " ".join(given)} if len(given) == 1 else {"literal": text.strip()}


def _plain(value: Any) -> str:
    return str(value).replace("{", "").replace("}", "")


def _month(text: str) -> str:
    text = text.strip().lower()
    if text.isascii() and text.isdigit():
        return text
    return str(_MONTHS.index(text[:3]) + 1) if text[:3] in _MONTHS else ""


def _entry(key: str, item: Item) -> str:
    kind = TYPES.get(item.get("type", ""), TYPES["document"])[1]
    fields = [("title", item.get("title", ""))]
    for role in ("author", "editor"):
        if item.get(role):
            fields.append((role, " and ".join(name_of(one) for one in item[role])))
    if year := year_of(item):
        parts = item["issued"]["date-parts"][0]
        fields += [("year", str(year))]
        if len(parts) > 1:
            fields.append(("date", "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])))
    if item.get("container-title"):
        container = "journal" if str(item.get("type", "")).startswith("article") else "booktitle"
        fields.append((container, item["container-title"]))
    if item.get("page"):
        fields.append(("pages", str(item["page"]).replace("–", "--")))
    lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in fields if value]
    lines += [
        f"  {bib} = {{{item[name] if name in _RAW else _escaped(item[name])}}},"
        for name, bib in _FIELDS
        if item.get(name)
    ]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _escaped(value: Any) -> str:
    return " ".join(str(value).replace("\\", "").split()).translate(_SPECIAL)
