"""Reading what a data portal keeps of a report: a DKAN or CKAN record as JSON, or its page as HTML or text.

Nothing is guessed: what the entry does not say is listed, so that somebody can fill it in. A portal's time stamp is the
day it got the file, never the day the report was issued.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree, html

from bridgework.core.reading import DateUnreadable, PartialDate, read_date
from bridgework.core.references import doi_of

LONGEST: Final = 400_000
WANTED: Final = (
    "title", "summary", "authors", "publisher", "issued", "licence", "identifier", "keywords", "files", "media type",
    "checksum", "question", "committee", "recommendations",
)  # fmt: skip
"""What an archive wants to know of a report; what an entry lacks of it is named by these words."""
_ROWS: Final = (
    "filesize", "file size", "resource type", "timestamp", "created", "modified", "last updated", "release date",
    "issued", "license", "licence", "author", "publisher", "tags", "format", "mimetype", "identifier", "contact name",
    "hash",
)  # fmt: skip
_BOILERPLATE: Final = frozenset(
    {"primary tabs", "view", "edit", "revisions", "(active tab)", "view(active tab)", "home", "skip to main content"}
)
_ADDITIONAL: Final = "additional information"


class EntryUnreadable(ValueError):
    """This is nothing a portal holds of a report."""


@dataclass(frozen=True)
class EntryFile:
    """A file as the portal names it."""

    name: str
    address: str = ""
    media_type: str = ""
    size: str = ""


@dataclass(frozen=True)
class Entry:
    """What a portal says of a report. Dates are partial dates in ISO form; empty where it does not say."""

    title: str
    summary: str = ""
    authors: str = ""
    publisher: str = ""
    issued: str = ""
    uploaded: str = ""
    licence: str = ""
    identifier: str = ""
    keywords: tuple[str, ...] = ()
    files: tuple[EntryFile, ...] = ()
    checksum: str = ""
    form: str = ""
    """Which kind of record it was read from: DKAN, CKAN, HTML or text."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What the entry does not say, in the order of `WANTED`."""
        there = {
            "title": self.title,
            "summary": self.summary,
            "authors": self.authors,
            "publisher": self.publisher,
            "issued": self.issued,
            "licence": self.licence,
            "identifier": self.identifier,
            "keywords": self.keywords,
            "files": self.files,
            "media type": any(one.media_type for one in self.files),
            "checksum": self.checksum,
        }
        return tuple(one for one in WANTED if not there.get(one))


def read_entry(text: str) -> Entry:
    """Read one entry. Raises `EntryUnreadable`, with a sentence for the person."""
    cleaned = text.replace("\x00", "").lstrip("\ufeff").strip()
    if not cleaned or len(cleaned) > LONGEST:
        raise EntryUnreadable("Paste the portal’s page or record; at most 400,000 characters are read.")
    if cleaned[0] in "{[":
        return _from_json(cleaned)
    if re.match(r"<(!doctype|html|\w)", cleaned, re.IGNORECASE):
        return _from_lines(_lines_of(cleaned), "HTML")
    return _from_lines([line.strip() for line in cleaned.splitlines()], "text")


def _from_json(text: str) -> Entry:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EntryUnreadable("This begins like JSON but cannot be read to its end.") from error
    if isinstance(told, list):
        told = told[0] if len(told) == 1 else None
    if isinstance(told, Mapping) and isinstance(told.get("result"), Mapping):
        told = told["result"]
    if isinstance(told, Mapping) and isinstance(told.get("dataset"), list):
        told = told["dataset"][0] if len(told["dataset"]) == 1 else None
    if not isinstance(told, Mapping):
        raise EntryUnreadable("Give the record of one report, not a list of several.")
    entry = _from_ckan(told) if "resources" in told or "notes" in told else _from_dkan(told)
    if not entry.title:
        raise EntryUnreadable("This record has no title.")
    _is_title(entry.title, 'the field "title"')
    return entry


def _from_dkan(told: Mapping[str, Any]) -> Entry:
    files = [one for one in _list(told.get("distribution")) if isinstance(one, Mapping)]
    return Entry(
        title=_line(told.get("title")),
        summary=_plain(told.get("description")),
        authors=_line(told.get("author")),
        publisher=_name(told.get("publisher")),
        issued=_date(told.get("issued")),
        uploaded=_date(told.get("modified")) or _date(told.get("timestamp")),
        licence=_address(told.get("license")),
        identifier=doi_of(_line(told.get("identifier"))),
        keywords=tuple(_line(one) for one in _list(told.get("keyword")) if _line(one)),
        files=tuple(
            EntryFile(
                _line(one.get("title")) or _line(one.get("downloadURL")).rpartition("/")[2],
                _address(one.get("downloadURL")) or _address(one.get("accessURL")),
                _line(one.get("mediaType")),
                _line(one.get("byteSize")),
            )
            for one in files
        ),
        form="DKAN",
    )


def _from_ckan(told: Mapping[str, Any]) -> Entry:
    files = [one for one in _list(told.get("resources")) if isinstance(one, Mapping)]
    return Entry(
        title=_line(told.get("title")) or _line(told.get("name")),
        summary=_plain(told.get("notes")),
        authors=_line(told.get("author")),
        publisher=_name(told.get("organization")),
        issued=_date(_extra(told, "issued")),
        uploaded=_date(told.get("metadata_created")),
        licence=_address(told.get("license_url")),
        identifier=doi_of(_line(_extra(told, "doi"))),
        keywords=tuple(_name(one) for one in _list(told.get("tags")) if _name(one)),
        files=tuple(
            EntryFile(
                _line(one.get("name")) or _line(one.get("url")).rpartition("/")[2],
                _address(one.get("url")),
                _line(one.get("mimetype")),
                _line(one.get("size")),
            )
            for one in files
        ),
        checksum=next((_line(one.get("hash")) for one in files if one.get("hash")), ""),
        form="CKAN",
    )


def _from_lines(lines: list[str], form: str) -> Entry:
    told = [line for line in lines if line and line.casefold() not in _BOILERPLATE]
    if not told:
        raise EntryUnreadable("There is no text on this page.")
    title, in_rows = " ".join(told[0].split())[:300], False
    _is_title(title, f"line {lines.index(told[0]) + 1} of the page")
    rows: dict[str, str] = {}
    summary: list[str] = []
    for line in told[1:]:
        if line.casefold().rstrip(":") == _ADDITIONAL:
            in_rows = True
        elif in_rows:
            rows.update(_row(line))
        elif line.casefold() != "summary":
            summary.append(re.sub(r"^Summary[:\s]+", "", line) if not summary else line)
    size = rows.get("filesize") or rows.get("file size", "")
    kind = rows.get("resource type", "")
    return Entry(
        title=title,
        summary="\n\n".join(summary)[:20_000],
        authors=rows.get("author", ""),
        publisher=rows.get("publisher", ""),
        issued=_date(rows.get("issued") or rows.get("release date")),
        uploaded=_date(
            rows.get("timestamp") or rows.get("created") or rows.get("modified") or rows.get("last updated")
        ),
        licence=_address(rows.get("license") or rows.get("licence")),
        identifier=doi_of(rows.get("identifier", "")),
        keywords=tuple(one.strip() for one in rows.get("tags", "").split(",") if one.strip()),
        files=(EntryFile("", size=size, media_type=rows.get("mimetype", "")),) if size or kind else (),
        checksum=rows.get("hash", ""),
        form=form,
    )


def _row(line: str) -> dict[str, str]:
    """A line such as `filesize1.72 MB`, as a page's table is copied: the name of the row, then at once its value."""
    folded = line.casefold()
    for name in _ROWS:
        if folded.startswith(name):
            return {name: line[len(name) :].strip(" :\t")[:300]}
    return {}


def _lines_of(page: str) -> list[str]:
    """The text of a page's main part, a line for every block and every row of a table."""
    try:
        tree: Any = html.fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise EntryUnreadable("This page cannot be read.") from error
    for gone in tree.xpath("//script|//style|//nav|//header|//footer|//form|//head"):
        if gone.getparent() is not None:
            gone.drop_tree()
    found = tree.xpath("//main") or tree.xpath("//*[@role='main']") or [tree]
    main = found[0]
    heading = main.xpath(".//h1") or tree.xpath("//h1")
    lines = [" ".join(heading[0].text_content().split())] if heading else []
    for block in main.xpath(".//p|.//li|.//h2|.//h3|.//tr|.//dt|.//dd|.//div[not(*)]"):
        words = " ".join(" ".join(block.itertext()).split())
        if words and words not in lines[:1]:
            lines.append(words)
    return lines


def _is_title(title: str, place: str) -> None:
    """Raise `EntryUnreadable` where what stands in the place of a title names nothing, as a number alone."""
    if not any(letter.isalpha() for letter in title):
        raise EntryUnreadable(f"The title, in {place}, is “{title[:40]}”. A title has at least one letter in it.")


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else []


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:500] if isinstance(value, (str, int, float)) else ""


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        return _line(value.get("title")) or _line(value.get("name")) or _line(value.get("display_name"))
    return _line(value)


def _plain(value: Any) -> str:
    """A description without its tags."""
    text = value if isinstance(value, str) else ""
    if "<" in text and text.strip():
        try:
            text = "\n\n".join(_lines_of(f"<div>{text}</div>")) or "".join(
                str(one) for one in html.fromstring(f"<div>{text}</div>").itertext()
            )
        except (EntryUnreadable, etree.ParserError, ValueError):
            return ""
    return text.strip()[:20_000]


def _extra(told: Mapping[str, Any], name: str) -> Any:
    found = [one for one in _list(told.get("extras")) if isinstance(one, Mapping) and one.get("key") == name]
    return found[0].get("value") if found else None


def _address(value: Any) -> str:
    text = _line(value)
    return text if text.startswith(("https://", "http://")) and len(text) <= 200 else ""


def _date(value: Any) -> str:
    text = _line(value)
    if not text:
        return ""
    try:
        return PartialDate.from_iso(text[:10]).iso()
    except DateUnreadable:
        pass
    try:
        return read_date(text).iso()
    except DateUnreadable:
        return ""
