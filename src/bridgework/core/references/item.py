"""One reference as CSL-JSON (citeproc-js schema 1.0.2), and what can be read off it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]
"""A reference as CSL-JSON: `type`, `title`, `author`, `issued`, `container-title`, `DOI`, `URL` …"""

TEXTS = (
    "title",
    "container-title",
    "collection-title",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "page",
    "edition",
    "DOI",
    "URL",
    "ISBN",
    "ISSN",
    "abstract",
    "keyword",
    "language",
    "note",
    "genre",
)
"""The fields of an item that are one text; these travel through every format."""

TYPES = {
    "article-journal": ("JOUR", "article"),
    "article-magazine": ("MGZN", "article"),
    "article-newspaper": ("NEWS", "article"),
    "book": ("BOOK", "book"),
    "chapter": ("CHAP", "incollection"),
    "paper-conference": ("CPAPER", "inproceedings"),
    "report": ("RPRT", "techreport"),
    "thesis": ("THES", "phdthesis"),
    "webpage": ("ELEC", "online"),
    "dataset": ("DATA", "dataset"),
    "legislation": ("STAT", "legislation"),
    "manuscript": ("UNPB", "unpublished"),
    "document": ("GEN", "misc"),
}
"""The types we know, with their name in RIS and in BibTeX."""

LONGEST_FIELD = 20_000
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True)
class Fault:
    """An entry that could not be read: the line it begins on, what is wrong, and its words."""

    line: int
    why: str
    text: str


@dataclass(frozen=True)
class Brought:
    """What a file gave."""

    format: str
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]

    @property
    def entries(self) -> int:
        """How many entries the file has, good and bad."""
        return len(self.items) + len(self.faults)


def doi_of(text: str) -> str:
    """The DOI in a text such as an address, in lower case and without prefix; empty where there is none."""
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found.group().rstrip(".,;]}")
    # A bracket that the DOI did not open belongs to the sentence around it.
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;")
    return doi.lower()


def year_of(item: Item) -> int | None:
    """The year an item was issued."""
    try:
        return int(item["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def issued(text: str) -> Item | None:
    """A date such as 2020, 2020-03-05 or 2020/3/5 as CSL's `issued`; None where no year can be read."""
    numbers = [int(part) for part in re.split(r"[-/]", text.strip()) if part.isascii() and part.isdigit()][:3]
    if numbers and 1500 <= numbers[0] <= 2099:
        parts = numbers[:1]
        if len(numbers) > 1 and 1 <= numbers[1] <= 12:
            parts.append(numbers[1])
            if len(numbers) > 2 and 1 <= numbers[2] <= 31:
                parts.append(numbers[2])
        return {"date-parts": [parts]}
    year = _YEAR.search(text)
    return {"date-parts": [[int(year.group())]]} if year else None


def person(text: str) -> Item:
    """A name written "Family, Given"; without a comma it is taken whole, as of an organisation."""
    family, comma, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": text.strip(" ,")}


def name_of(one: Item) -> str:
    """The name as "Family, Given", or whole."""
    if one.get("literal"):
        return str(one["literal"])
    return ", ".join(str(one[part]) for part in ("family", "given") if one.get(part))


def finished(item: Item) -> Item:
    """Without what is empty, every text cleaned and cut, the DOI in its plain form."""
    kept: Item = {}
    for name, value in item.items():
        if isinstance(value, str):
            value = " ".join(value.replace("\x00", " ").split())[:LONGEST_FIELD]
        if value:
            kept[name] = value
    if "DOI" in kept:
        kept["DOI"] = doi_of(kept["DOI"]) or kept["DOI"]
    elif doi := doi_of(kept.get("URL", "")):
        kept["DOI"] = doi
    return kept


def citation_key(item: Item, taken: Collection[str] = ()) -> str:
    """A short key such as `doe2020`, with a letter after it where that is taken already."""
    authors = item.get("author") or [{}]
    name = str(authors[0].get("family") or authors[0].get("literal") or item.get("title", "source"))
    plain = unicodedata.normalize("NFD", name.split()[0] if name.split() else "source")
    plain = re.sub(r"[^a-z0-9]", "", plain.lower().encode("ascii", "ignore").decode()) or "source"
    key = f"{plain[:30]}{year_of(item) or ''}"
    if key not in taken:
        return key
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"
