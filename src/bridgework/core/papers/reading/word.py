"""Word documents as blocks: automatic numbers as Word shows them, tracked changes as if accepted.

Text that was deleted, comments, notes, headers and footers become blocks of their own kind, so that they are listed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from bridgework.core.papers.documents.word_file import R, W, WordFileRefused, parts_of, w, xml
from bridgework.core.papers.reading.blocks import ASIDE, CELL, HEADING, PARAGRAPH, ROW, RUNNING, Block, clean, squeezed
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.core.papers.reading.word_numbers import Numbering
from bridgework.core.papers.reading.word_styles import Styles
from bridgework.core.papers.record import Warned

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MOST_RATIO: Final = 200
"""Times a document may grow when it is unpacked, once it is larger than `_SMALL`."""
_SMALL: Final = 8 * 1024 * 1024
_DEEPEST: Final = 80
_REFUSED: Final = (
    ("macros", "macros"),
    ("type", "document-type"),
    ("larger", "too-large"),
    ("too large", "unpacks-too-large"),
    ("too many parts", "unpacks-too-large"),
    ("too long", "too-long"),
)


def word_blocks(data: bytes) -> tuple[list[Block], list[Warned]]:
    """The blocks of a Word document and what it warns of. Raises `FileRefused`."""
    _bounded(data)
    try:
        parts = parts_of(data)
        if "word/document.xml" not in parts:
            raise FileRefused("unknown-type")
        body = xml(parts["word/document.xml"]).find(w("body"))
        if body is None:
            raise FileRefused("damaged")
        return _Reader(parts).read(body)
    except WordFileRefused as error:
        said = str(error).lower()
        raise FileRefused(next((code for words, code in _REFUSED if words in said), "damaged")) from error
    except RecursionError as error:
        raise FileRefused("damaged") from error


def _bounded(data: bytes) -> None:
    """Refuse what grows beyond measure; only the list of parts is looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefused("damaged") from error
    unpacked = sum(one.file_size for one in entries)
    if unpacked > _SMALL and unpacked > _MOST_RATIO * max(1, len(data)):
        raise FileRefused("unpacks-too-large")
    if any(one.flag_bits & 1 for one in entries):
        raise FileRefused("encrypted")


class _Reader:
    """Walks a document once."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.styles = Styles(xml(parts["word/styles.xml"]) if "word/styles.xml" in parts else None)
        numbers = xml(parts["word/numbering.xml"]) if "word/numbering.xml" in parts else None
        self.numbering = Numbering(numbers)
        self.links = _targets(parts)
        self.blocks: list[Block] = []
        self.paragraphs = 0
        self.tables = 0
        self.changes = 0
        self.pictures = 0
        self.unread_parts = 0
        self.asides: list[Block] = []

    def read(self, body: etree._Element) -> tuple[list[Block], list[Warned]]:
        self._children(body, 0)
        edges = self._edges()
        comments = self._asides("word/comments.xml", "comment")
        notes = [*self._asides("word/footnotes.xml", "footnote"), *self._asides("word/endnotes.xml", "endnote")]
        return [*self.blocks, *self.asides, *notes, *comments, *edges], self._warnings(len(comments))

    def _warnings(self, comments: int) -> list[Warned]:
        found = []
        if self.changes:
            found.append(Warned("tracked-changes", f"{self.changes} tracked changes were read as accepted.", None))
        if comments:
            found.append(Warned("comments-left", f"{comments} comments are listed as unread.", None))
        if self.pictures:
            found.append(Warned("pictures-not-read", f"{self.pictures} pictures were not read.", None))
        if self.unread_parts:
            found.append(Warned("part-not-read", f"{self.unread_parts} embedded parts were not read.", None))
        return found

    def _children(self, parent: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileRefused("damaged")
        for one in parent:
            if one.tag == w("p"):
                self._paragraph(one)
            elif one.tag == w("tbl"):
                self._table(one, depth)
            elif one.tag == w("altChunk"):
                self.unread_parts += 1
            elif one.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("ins"), w("moveTo")):
                self._children(one, depth + 1)
            elif one.tag == f"{_MC}AlternateContent":
                self._children(_choice(one), depth + 1)

    def _paragraph(self, p: etree._Element) -> None:
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        text, bold, links, style, level = self._words(p, place)
        if not text.strip():
            return
        kind = HEADING if level else PARAGRAPH
        self.blocks.append(Block(text, place, kind, style=style, level=level, bold=bold, links=links))

    def _words(self, p: etree._Element, place: str) -> tuple[str, bool, tuple[tuple[str, str], ...], str, int]:
        """The text of a paragraph with its number, whether all is bold, its links, its style and heading level."""
        properties = p.find(w("pPr"))
        style_id = _value(properties, "pStyle")
        runs = _Runs(self, place)
        runs.follow(p, 0)
        text = clean("".join(runs.texts)).strip(" \n")
        label = ""
        if text.strip() or runs.texts:
            label = self.numbering.label(*self.styles.numbering(style_id, properties)) if text.strip() else ""
        level = self.styles.heading_level(style_id, properties)
        bold = (runs.letters > 0 and runs.bold * 10 >= runs.letters * 9) or (
            self.styles.is_bold(style_id) and not runs.unbold
        )
        if label:
            text = f"{label} {text}"
        name = self.styles.name(style_id)
        for piece in runs.deleted:
            self.asides.append(Block(piece, f"{place}, deleted", ASIDE))
        for box in runs.boxes:
            self.asides += box
        return text, bold, tuple(runs.links), name, level

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileRefused("damaged")
        self.tables += 1
        number = self.tables
        for order, row in enumerate(_rows(table), start=1):
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                self.changes += 1
                self.asides.append(Block(_plain(row), f"table {number}, row {order}, deleted", ASIDE))
                continue
            self._row(row, number, f"table {number}, row {order}", depth)

    def _row(self, row: etree._Element, number: int, place: str, depth: int) -> None:
        cells: list[str] = []
        links: list[tuple[str, str]] = []
        bold = True
        elements = list(_cells(row))
        if len(elements) == 1 and elements[0].find(w("tbl")) is not None:
            self._children(elements[0], depth + 1)
            return
        for cell in elements:
            lines: list[str] = []
            for p in cell.iter(w("p")):
                if any(up.tag == w("txbxContent") for up in p.iterancestors()):
                    continue
                text, strong, found, _, _ = self._words(p, place)
                if text.strip():
                    lines.append(squeezed_lines(text))
                    bold = bold and strong
                links += found
            cells.append("\n".join(lines))
        if any(cells):
            self.blocks.append(Block(CELL.join(cells), place, ROW, bold=bold, table=number, links=tuple(links)))

    def _edges(self) -> list[Block]:
        """Lines of headers and footers, each once."""
        found: dict[str, Block] = {}
        for name in sorted(self.parts):
            known = re.fullmatch(r"word/(header|footer)\d*\.xml", name)
            if known is None:
                continue
            for p in xml(self.parts[name]).iter(w("p")):
                text = squeezed(clean(_plain(p)))
                if text:
                    found.setdefault(text, Block(text, known[1], RUNNING))
        return list(found.values())

    def _asides(self, name: str, kind: str) -> list[Block]:
        if name not in self.parts:
            return []
        found: list[Block] = []
        for one in xml(self.parts[name]):
            text = squeezed(clean(_plain(one)))
            if text and one.get(w("type")) not in ("separator", "continuationSeparator"):
                found.append(Block(text, f"{kind} {len(found) + 1}", ASIDE))
        return found


class _Runs:
    """The runs of one paragraph."""

    def __init__(self, reader: _Reader, place: str) -> None:
        self.reader, self.place = reader, place
        self.texts: list[str] = []
        self.deleted: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.boxes: list[list[Block]] = []
        self.letters = self.bold = 0
        self.unbold = False

    def follow(self, parent: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileRefused("damaged")
        for one in parent:
            tag = one.tag
            if tag == w("r"):
                self._run(one)
            elif tag in (w("del"), w("moveFrom")):
                self.reader.changes += 1
                text = squeezed(clean(_plain(one, deleted=True)))
                if text and tag == w("del"):
                    self.deleted.append(text)
            elif tag in (w("ins"), w("moveTo")):
                self.reader.changes += 1
                self.follow(one, depth + 1)
            elif tag == w("hyperlink"):
                before = len(self.texts)
                self.follow(one, depth + 1)
                url = self.reader.links.get(one.get(f"{{{R}}}id") or "", "")
                text = squeezed(clean("".join(self.texts[before:])))
                if url and text:
                    self.links.append((text, url))
            elif tag in (w("smartTag"), w("sdt"), w("sdtContent"), w("fldSimple"), w("customXml"), w("dir"), w("bdo")):
                self.follow(one, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                self.follow(_choice(one), depth + 1)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(w("rPr"))
        hidden = properties is not None and _on(properties.find(w("vanish")))
        bold = properties is not None and _on(properties.find(w("b")))
        if properties is not None and properties.find(w("b")) is not None and not bold:
            self.unbold = True
        texts: list[str] = []
        for one in run:
            self._inside(one, texts)
        text = "".join(texts)
        if hidden:
            if text.strip():
                self.deleted.append(f"{squeezed(clean(text))}")
            return
        self.letters += len(text.strip())
        self.bold += len(text.strip()) if bold else 0
        self.texts.append(text)

    def _inside(self, one: etree._Element, texts: list[str]) -> None:
        tag = one.tag
        if tag == w("t"):
            texts.append(one.text or "")
        elif tag in (w("tab"), w("ptab")):
            texts.append("\t")
        elif tag in (w("br"), w("cr")):
            texts.append("\n")
        elif tag == w("noBreakHyphen"):
            texts.append("-")
        elif tag == w("sym"):
            texts.append("•")
        elif tag in (w("drawing"), w("pict"), w("object")):
            self._drawn(one)
        elif tag == f"{_MC}AlternateContent":
            for inner in _choice(one):
                self._inside(inner, texts)

    def _drawn(self, one: etree._Element) -> None:
        boxes = list(one.iter(w("txbxContent")))
        if not boxes:
            self.reader.pictures += 1
        for box in boxes:
            lines = [squeezed(clean(_plain(p))) for p in box.iter(w("p"))]
            self.boxes.append([Block(line, f"{self.place}, text box", ASIDE) for line in lines if line])


def squeezed_lines(text: str) -> str:
    """The lines of a cell without tabs, which stand between cells."""
    return "\n".join(squeezed(line) for line in text.split("\n") if line.strip())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for one in table:
        if one.tag == w("tr"):
            yield one
        elif one.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml")):
            yield from _rows(one)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for one in row:
        if one.tag == w("tc"):
            yield one
        elif one.tag in (w("sdt"), w("sdtContent"), w("customXml")):
            yield from _cells(one)


def _plain(element: etree._Element, *, deleted: bool = False) -> str:
    """Every letter below an element; what a tracked change deleted only with `deleted`."""
    found = []
    for one in element.iter():
        if one.tag == w("t") or (deleted and one.tag == w("delText")):
            found.append(one.text or "")
        elif one.tag in (w("tab"), w("br"), w("cr"), w("p"), w("tc")):
            found.append(" ")
    return "".join(found)


def _choice(alternatives: etree._Element) -> etree._Element:
    """One of several ways to say the same: the fallback has text in the oldest words."""
    for name in ("Choice", "Fallback"):
        found = alternatives.find(f"{_MC}{name}")
        if found is not None:
            return found
    return alternatives


def _targets(parts: dict[str, bytes]) -> dict[str, str]:
    """Addresses of links by their relation. Nothing is fetched from them."""
    data = parts.get("word/_rels/document.xml.rels")
    if data is None:
        return {}
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in xml(data)
        if one.get("TargetMode") == "External" and re.match(r"https?://|mailto:", one.get("Target", ""))
    }


def _value(properties: etree._Element | None, name: str) -> str | None:
    found = properties.find(w(name)) if properties is not None else None
    return found.get(w("val")) if found is not None else None


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{{{W}}}val") not in ("0", "false", "off")
