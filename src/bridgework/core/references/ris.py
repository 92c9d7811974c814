"""RIS. Records are cut apart here and read one at a time by rispy, so that a broken one costs no other."""

from __future__ import annotations

import re
from typing import Any

import rispy

from bridgework.core.references.item import TYPES, Fault, Item, finished, issued, name_of, person, year_of

_TAG = re.compile(r"^([A-Z][A-Z0-9])  -(?: |$)")
_NEARLY_TAG = re.compile(
    r"^\s*(TY|TI|T1|T2|AU|A1|A2|ED|PY|Y1|DA|DO|UR|ER|AB|N1|N2|JO|JF|JA|KW|SN|VL|IS|SP|EP|PB|CY|LA|ET|M3|ID)"
    r"[ \t]+-[ \t]?(?=\S|$)"
)
"""A tag with other spaces around it than RIS has; only common ones, so that an abstract's line is not taken for one."""
_TYPE_OF = {ris: csl for csl, (ris, _) in TYPES.items()} | {
    "EJOUR": "article-journal",
    "EBOOK": "book",
    "EDBOOK": "book",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "GOVDOC": "report",
    "BLOG": "webpage",
    "DBASE": "dataset",
    "BILL": "legislation",
    "LEGAL": "legislation",
}
_FIELDS = (
    ("container-title", "JO"),
    ("collection-title", "T3"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("edition", "ET"),
    ("DOI", "DO"),
    ("URL", "UR"),
    ("abstract", "AB"),
    ("language", "LA"),
    ("note", "N1"),
    ("genre", "M3"),
)


def read_ris(text: str) -> tuple[list[Item], list[Fault]]:
    """Every record that can be read, and a fault for each that cannot."""
    items: list[Item] = []
    faults: list[Fault] = []
    straight = "\n".join(_NEARLY_TAG.sub(r"\1  - ", line) for line in text.splitlines())
    for line, record in _records(straight):
        try:
            items.append(_item(_fields(record)))
        except ValueError as error:
            faults.append(Fault(line, str(error), record.strip()[:2_000]))
    return items, faults


def write_ris(items: list[Item]) -> str:
    """The items as RIS, in their order."""
    return "\n".join(_record(one) for one in items)


def _records(text: str) -> list[tuple[int, str]]:
    """Each record with the line it begins on. One that never ends ends where the next begins."""
    found: list[tuple[int, list[str]]] = []
    open_ = False
    for number, line in enumerate(text.splitlines(), start=1):
        tag = _TAG.match(line)
        if tag and tag.group(1) == "TY":
            found.append((number, [line]))
            open_ = True
        elif open_:
            found[-1][1].append(line)
            open_ = not (tag and tag.group(1) == "ER")
        elif line.strip():
            found.append((number, [line]))
            # Loose lines belong together until a record begins.
            open_ = True
    return [(number, "\n".join(lines)) for number, lines in found]


def _fields(record: str) -> dict[str, Any]:
    if not _TAG.match(record):
        raise ValueError("It is not a record: the line before says no type (TY).")
    lines = record.splitlines()
    if not any(line.startswith("ER  -") for line in lines):
        lines.append("ER  - ")
    try:
        found = rispy.loads("\n".join(lines))
    except Exception as error:
        # rispy raises whatever it stumbles over (KeyError, IndexError …); the record is at fault either way.
        raise ValueError("It is not written as RIS wants it.") from error
    if len(found) != 1:
        raise ValueError("It is not written as RIS wants it.")
    return dict(found[0])


def _item(fields: dict[str, Any]) -> Item:
    def first(*names: str) -> str:
        values = (fields.get(name) for name in names)
        return next((value if isinstance(value, str) else " ".join(value) for value in values if value), "")

    title = first("title", "primary_title")
    if not title.strip():
        raise ValueError("It has no title (TI).")
    kind = _TYPE_OF.get(fields.get("type_of_reference", ""), "document")
    number = "ISSN" if kind.startswith("article") else "ISBN"
    pages = [part for part in (first("start_page"), first("end_page")) if part]
    urls = fields.get("urls") or []
    return finished(
        {
            "type": kind,
            "title": title,
            "author": [person(one) for one in (fields.get("authors") or fields.get("first_authors") or [])],
            "editor": [person(one) for one in (fields.get("secondary_authors") or [])],
            "issued": issued(first("date")) or issued(first("year", "publication_year")),
            "container-title": first("journal_name", "secondary_title", "alternate_title3", "alternate_title2"),
            "collection-title": first("tertiary_title"),
            "publisher": first("publisher"),
            "publisher-place": first("place_published"),
            "volume": first("volume"),
            "issue": first("number"),
            "page": "–".join(pages),
            "edition": first("edition"),
            "DOI": first("doi"),
            "URL": urls[0] if urls else "",
            number: first("issn"),
            "abstract": first("abstract", "notes_abstract"),
            "keyword": ", ".join(fields.get("keywords") or []),
            "language": first("language"),
            "note": first("notes", "note"),
            "genre": first("type_of_work"),
        }
    )


def _record(item: Item) -> str:
    lines = [("TY", TYPES.get(item.get("type", ""), TYPES["document"])[0]), ("TI", item.get("title", ""))]
    lines += [("AU", name_of(one)) for one in item.get("author", [])]
    lines += [("A2", name_of(one)) for one in item.get("editor", [])]
    if year := year_of(item):
        parts = [str(part) for part in item["issued"]["date-parts"][0]]
        lines += [("PY", str(year)), ("DA", "/".join(parts))]
    lines += [(tag, item[name]) for name, tag in _FIELDS if item.get(name)]
    if item.get("page"):
        first, _, last = str(item["page"]).replace("--", "–").replace("-", "–").partition("–")
        lines += [(tag, value.strip()) for tag, value in (("SP", first), ("EP", last)) if value.strip()]
    lines += [("SN", item[name]) for name in ("ISSN", "ISBN") if item.get(name)][:1]
    lines += [("KW", one.strip()) for one in str(item.get("keyword", "")).split(",") if one.strip()]
    return "".join(f"{tag}  - {' '.join(str(value).split())}\n" for tag, value in lines) + "ER  - \n"
