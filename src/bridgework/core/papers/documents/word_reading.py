"""What stands in an edited Word document: paragraphs and tables with who inserted, deleted and moved what.

Nothing is dropped without a word: what is neither text nor a mark of Word's own is described in `others`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from bridgework.core.papers.documents.blocks import SAFE_LINK, Run
from bridgework.core.papers.documents.word_file import R, WordFileRefused, parts_of, w, xml
from bridgework.core.papers.documents.word_parts import (
    Styles,
    WordComment,
    comments_of,
    lines,
    links_of,
    mark_of,
    notes_of,
    value_of,
    whole,
    words_of,
)

DEEPEST: Final = 60
"""Elements inside each other that are followed."""
_STATES: Final = {w("ins"): "inserted", w("del"): "deleted", w("moveFrom"): "moved out", w("moveTo"): "moved in"}
_WRAPPERS: Final = {w(name) for name in ("smartTag", "customXml", "sdtContent", "dir", "bdo", "fldSimple")}
_SILENT: Final = {
    w(name)
    for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "proofErr", "bookmarkEnd",
        "lastRenderedPageBreak", "commentRangeEnd", "permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "tblPrEx", "customXmlPr", "smartTagPr", "altChunk_", "softHyphen", "instrText",
        "delInstrText", "fldChar", "bookmarkStart", "commentRangeStart", "commentReference", "pgNum", "fldData",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    )
}  # fmt: skip
_TEXTS: Final = {
    w("t"): None, w("delText"): None, w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("ptab"): "\t",
}  # fmt: skip


@dataclass(frozen=True)
class Fragment:
    """A piece of text. `state`: kept, inserted, deleted, moved in, moved out. `role`: "", label or number."""

    run: Run
    state: str = "kept"
    author: str = ""
    at: str = ""
    role: str = ""

    @property
    def stands(self) -> bool:
        """Whether it is in the text once every change is taken in."""
        return self.state not in ("deleted", "moved out")


@dataclass(frozen=True)
class WordParagraph:
    """A paragraph. `item`: whether it is in a numbered list, its depth, and the list's first number."""

    style: str
    level: int | None
    bookmarks: tuple[str, ...]
    item: tuple[bool, int, int] | None
    fragments: tuple[Fragment, ...]
    end: str = "kept"
    end_author: str = ""
    comments: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    formatted_by: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as it stands once every change is taken in, with labels and numbers."""
        return "".join(one.run.text for one in self.fragments if one.stands)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who changed it, as the tracked changes say."""
        names = [one.author for one in self.fragments if one.state != "kept"]
        if self.end != "kept":
            names.append(self.end_author)
        return tuple(dict.fromkeys(filter(None, [*names, *self.formatted_by])))


@dataclass(frozen=True)
class WordTable:
    """A table; each cell is its paragraphs. Rows that were deleted are left out, with who did it in `authors`."""

    rows: tuple[tuple[tuple[WordParagraph, ...], ...], ...]
    bookmarks: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its cells, one to a line."""
        return "\n".join(one.text for row in self.rows for cell in row for one in cell)


Piece = WordParagraph | WordTable


@dataclass(frozen=True)
class WordText:
    """All of a document. `edges` are the lines of its headers and footers."""

    pieces: tuple[Piece, ...]
    comments: dict[str, WordComment] = field(default_factory=dict)
    edges: tuple[str, ...] = ()
    mark: str = ""
    accepts_tracking: bool = False


def read_word(data: bytes) -> WordText:
    """The text of a Word document. Raises `WordFileRefused`."""
    parts = parts_of(data)
    if "word/document.xml" not in parts:
        raise WordFileRefused("This is not a Word document (.docx).")
    root = xml(parts["word/document.xml"])
    body = root.find(w("body"))
    if body is None:
        raise WordFileRefused("The document has no text.")
    styles = Styles(parts)
    notes = notes_of(parts)
    pieces = tuple(_Reader(styles, links_of(parts), notes).pieces(body))
    edges = tuple(
        line
        for name in sorted(parts)
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
        for line in lines(xml(parts[name]))
    )
    return WordText(pieces, comments_of(parts), edges, mark_of(parts))


class _Reader:
    def __init__(self, styles: Styles, links: dict[str, str], notes: dict[str, str]) -> None:
        self._styles = styles
        self._links = links
        self._notes = notes

    def pieces(self, holder: etree._Element, depth: int = 0) -> Iterator[Piece]:
        if depth > DEEPEST:
            raise WordFileRefused("The document is built in too many layers. Save it again in Word.")
        for one in holder:
            if one.tag == w("p"):
                yield self.paragraph(one)
            elif one.tag == w("tbl"):
                yield self._table(one, depth)
            elif one.tag == w("sdt"):
                content = one.find(w("sdtContent"))
                if content is not None:
                    yield from self.pieces(content, depth + 1)
            elif one.tag in _WRAPPERS or one.tag in _STATES:
                yield from self.pieces(one, depth + 1)
            elif isinstance(one.tag, str) and one.tag not in _SILENT and (words := words_of(one)):
                yield WordParagraph("", None, (), None, (), others=(words,))

    def paragraph(self, element: etree._Element) -> WordParagraph:
        properties = element.find(w("pPr"))
        key = value_of(properties, "pStyle")
        name = self._styles.names.get(key, key.lower())
        heading = re.fullmatch(r"(?:heading|überschrift|titre)\s*([1-6])", name)
        inside = _Inside(self._styles.names, self._links, self._notes)
        inside.all(element)
        ends, author = "kept", ""
        looks = properties.find(w("rPr")) if properties is not None else None
        for tag, state in _STATES.items():
            found = looks.find(tag) if looks is not None else None
            if found is not None:
                ends, author = state, found.get(w("author"), "")
        changed = [one.get(w("author"), "") for one in element.iter(w("rPrChange"), w("pPrChange"))]
        return WordParagraph(
            name,
            int(heading[1]) if heading else None,
            tuple(inside.bookmarks),
            self._styles.item(properties, key),
            tuple(inside.fragments),
            ends,
            author,
            tuple(inside.comments),
            tuple(inside.others),
            tuple(dict.fromkeys(filter(None, changed))),
        )

    def _table(self, element: etree._Element, depth: int) -> WordTable:
        rows: list[tuple[tuple[WordParagraph, ...], ...]] = []
        authors: list[str] = []
        for row in element.iter(w("tr")):
            if next(row.iterancestors(w("tbl"))) is not element:
                continue
            properties = row.find(w("trPr"))
            gone = properties.find(w("del")) if properties is not None else None
            come = properties.find(w("ins")) if properties is not None else None
            authors += [one.get(w("author"), "") for one in (gone, come) if one is not None]
            if gone is None:
                rows.append(tuple(self._cells(row, depth)))
        inside = [one for row in rows for cell in row for one in cell]
        authors += [name for one in inside for name in one.authors]
        marks = tuple(name for one in inside for name in one.bookmarks)
        return WordTable(tuple(rows), marks, tuple(dict.fromkeys(filter(None, authors))))

    def _cells(self, row: etree._Element, depth: int) -> Iterator[tuple[WordParagraph, ...]]:
        for cell in row.iter(w("tc")):
            if next(cell.iterancestors(w("tr"))) is not row:
                continue
            found: list[WordParagraph] = []
            for piece in self.pieces(cell, depth + 1):
                if isinstance(piece, WordParagraph):
                    found.append(piece)
                else:
                    found += [one for inner in piece.rows for each in inner for one in each]
            yield tuple(found)
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            for _ in range(min(whole(span.get(w("val"))), 60) - 1 if span is not None else 0):
                yield ()


class _Inside:
    """What a paragraph holds."""

    def __init__(self, names: dict[str, str], links: dict[str, str], notes: dict[str, str]) -> None:
        self._names = names
        self._links = links
        self._notes = notes
        self._field: list[str] = []
        self._field_link = ""
        self.bookmarks: list[str] = []
        self.comments: list[str] = []
        self.others: list[str] = []
        self.fragments: list[Fragment] = []

    def all(self, holder: etree._Element, now: Fragment = Fragment(Run("")), depth: int = 0) -> None:  # noqa: B008
        if depth > DEEPEST:
            raise WordFileRefused("The document is built in too many layers. Save it again in Word.")
        for one in holder:
            if one.tag == w("r"):
                self._run(one, now, depth)
            elif one.tag in _STATES:
                moved = replace(now, state=_STATES[one.tag], author=one.get(w("author"), ""), at=one.get(w("date"), ""))
                self.all(one, moved, depth + 1)
            elif one.tag == w("hyperlink"):
                anchor = one.get(w("anchor"))
                address = f"#{anchor}" if anchor else self._links.get(one.get(f"{{{R}}}id", ""), "")
                self.all(one, replace(now, run=replace(now.run, link=address)), depth + 1)
            elif one.tag == w("bookmarkStart"):
                self.bookmarks.append(one.get(w("name"), ""))
            elif one.tag == w("commentRangeStart"):
                self.comments.append(one.get(w("id"), ""))
            elif one.tag == w("sdt") or one.tag in _WRAPPERS:
                self.all(one, now, depth + 1)
            elif isinstance(one.tag, str) and one.tag not in _SILENT and (words := words_of(one)):
                self.others.append(words)

    def _run(self, run: etree._Element, now: Fragment, depth: int) -> None:
        looks = run.find(w("rPr"))
        style = self._names.get(value_of(looks, "rStyle"), "")
        base = replace(
            now.run,
            bold=_on(looks, "b") or style == "strong",
            italic=_on(looks, "i") or style == "emphasis",
            code=style == "paper code",
            link=now.run.link or self._field_link,
        )
        role = style.removeprefix("paper ") if style in ("paper label", "paper number") else ""
        for one in run:
            text = _TEXTS.get(one.tag, "") if isinstance(one.tag, str) else ""
            if one.tag in (w("t"), w("delText")):
                text = one.text or ""
            elif one.tag == w("br"):
                text = "" if one.get(w("type")) in ("page", "column") else "\n"
            elif one.tag == w("sym"):
                text = _symbol(one)
            elif one.tag == w("fldChar"):
                self._field_mark(one.get(w("fldCharType"), ""))
            elif one.tag == w("instrText"):
                self._field.append(one.text or "")
            elif one.tag in (w("footnoteReference"), w("endnoteReference")):
                self.others.append(self._notes.get(f"{one.tag}{one.get(w('id'), '')}", "a note without text"))
            elif one.tag == w("commentReference"):
                self.comments.append(one.get(w("id"), ""))
            elif isinstance(one.tag, str) and one.tag not in _SILENT and one.tag not in _TEXTS:
                self.others.append(words_of(one) or "a picture or object")
            if text:
                self.fragments.append(replace(now, run=replace(base, text=text), role=role))

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._field = []
        elif kind == "separate":
            found = re.search(r'HYPERLINK\s+"([^"]+)"', "".join(self._field))
            self._field_link = found[1] if found and SAFE_LINK.match(found[1]) else ""
        elif kind == "end":
            self._field_link = ""


def _symbol(one: etree._Element) -> str:
    """Word's own symbol fonts keep their signs in a private area; a bullet or tick of theirs has no name there."""
    code = whole(one.get(w("char"), "0"), 16)
    return chr(code) if 32 <= code < 0xE000 else "\ufffd"


def _on(looks: etree._Element | None, name: str) -> bool:
    found = looks.find(w(name)) if looks is not None else None
    return found is not None and found.get(w("val"), "1").lower() not in ("0", "false", "off")
