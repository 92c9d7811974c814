"""HTML as blocks. Nothing is fetched, no script is looked at; what stands in a page's frame is listed as unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import lxml.html
from lxml import etree

from bridgework.core.papers.reading.blocks import CELL, HEADING, PARAGRAPH, ROW, RUNNING, Block, clean, squeezed
from bridgework.core.papers.reading.marks import ROMANS
from bridgework.core.papers.reading.refusing import FileRefused

_SILENT: Final = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe", "meta"}
)
_FRAME: Final = frozenset({"nav", "header", "footer", "aside"})
_APART: Final = frozenset(
    {"p", "div", "section", "article", "main", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
     "dl", "dt", "dd", "pre", "blockquote", "address", "figure", "figcaption", "form", "fieldset", "details",
     "summary", "body", "html", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption", *_FRAME}
)  # fmt: skip
_MOST_ELEMENTS: Final = 200_000
_DEEPEST: Final = 200


def html_blocks(text: str) -> list[Block]:
    """The blocks of a page. Raises `FileRefused`."""
    if re.search(r"<!\s*(?:ENTITY|ELEMENT|ATTLIST)\b|<!DOCTYPE[^>]*\[", text[:200_000], re.IGNORECASE):
        raise FileRefused("document-type")
    try:
        root = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("damaged") from error
    reader = _Page()
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise FileRefused("too-long")
    reader.follow(root, 0, framed=False)
    reader.close()
    return reader.blocks


class _Page:
    """Walks a page; text gathers until an element that stands apart begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._strong = self._letters = 0
        self._links: list[tuple[str, str]] = []
        self._prefix = ""
        self._kind, self._level = PARAGRAPH, 0
        self._tables = 0

    def close(self) -> None:
        """End the block that is open."""
        text = _tidy("".join(self._words))
        if text:
            bold = self._letters > 0 and self._strong * 10 >= self._letters * 9
            place = f"paragraph {len(self.blocks) + 1}"
            whole = f"{self._prefix} {text}" if self._prefix else text
            self.blocks.append(Block(whole, place, self._kind, level=self._level, bold=bold, links=tuple(self._links)))
            self._prefix = ""
        self._words, self._links, self._strong, self._letters = [], [], 0, 0

    def follow(self, element: etree._Element, depth: int, *, framed: bool) -> None:
        """Read an element and what is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if depth > _DEEPEST:
            raise FileRefused("damaged")
        if tag in _SILENT or not tag or element.get("hidden") is not None:
            return
        framed = framed or tag in _FRAME
        if tag == "table" and _is_data(element):
            self.close()
            self._table(element, framed=framed)
            return
        apart = tag in _APART
        if apart:
            self.close()
        heading = re.fullmatch(r"h([1-6])", tag)
        self._kind, self._level = (HEADING, int(heading[1])) if heading else (RUNNING if framed else PARAGRAPH, 0)
        if framed:
            self._kind = RUNNING
        if tag == "li":
            self._prefix = _label(element)
        if tag == "br":
            self._words.append("\n")
        begun = len(self._words)
        self._say(element.text, element)
        for one in element:
            self.follow(one, depth + 1, framed=framed)
            self._say(one.tail, element)
        if tag == "a" and re.match(r"https?://", element.get("href", "")):
            words = squeezed(clean("".join(self._words[begun:])))
            if words:
                self._links.append((words, element.get("href", "")))
        if apart:
            self.close()
            self._kind, self._level = (RUNNING if framed else PARAGRAPH), 0

    def _say(self, text: str | None, element: etree._Element) -> None:
        if not text:
            return
        keeps_lines = any(one.tag == "pre" for one in (element, *element.iterancestors()))
        self._words.append(text if keeps_lines else re.sub(r"[ \t\r\n\f]+", " ", text))
        letters = len(text.strip())
        self._letters += letters
        if any(one.tag in ("b", "strong", "th") for one in (element, *element.iterancestors())):
            self._strong += letters

    def _table(self, table: etree._Element, *, framed: bool) -> None:
        self._tables += 1
        number = self._tables
        for row in _rows(table):
            cells = [one for one in row if one.tag in ("td", "th")]
            texts = [_cell(one) for one in cells]
            if not any(texts):
                continue
            links = tuple(
                (squeezed(clean("".join(map(str, a.itertext())))), a.get("href", ""))
                for a in row.iter("a")
                if re.match(r"https?://", a.get("href", ""))
            )
            bold = all(one.tag == "th" for one in cells)
            place = f"table {number}, row {sum(block.table == number for block in self.blocks) + 1}"
            kind = RUNNING if framed else ROW
            self.blocks.append(Block(CELL.join(texts), place, kind, table=number, bold=bold, links=links))


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds rows of cells, rather than the whole page."""
    return table.find(".//table") is None and any(
        len([c for c in row if c.tag in ("td", "th")]) > 1 for row in _rows(table)
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(one)


def _cell(cell: etree._Element) -> str:
    page = _Page()
    page.follow(cell, 0, framed=False)
    page.close()
    return "\n".join(squeezed(line) for block in page.blocks for line in block.text.split("\n") if line.strip())


def _tidy(text: str) -> str:
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n")]
    return "\n".join(line for line in lines if line)


def _label(item: etree._Element) -> str:
    """The number or bullet a browser would show before a list's item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    before = list(item.itersiblings("li", preceding=True))
    start = parent.get("start", "1")
    value = (int(start) if start.lstrip("-").isdigit() else 1) + len(before)
    given = item.get("value", "")
    value = int(given) if given.isdigit() else value
    form = parent.get("type", "") or _styled_form(parent.get("style", ""))
    if form in ("a", "A") and 0 < value < 27:
        return f"{chr(ord(form) + value - 1)})"
    if form in ("i", "I") and 0 < value < 16:
        roman = ROMANS[value - 1]
        return f"{roman if form == 'i' else roman.upper()})"
    return f"{value}."


def _styled_form(style: str) -> str:
    for words, form in (("lower-alpha", "a"), ("lower-latin", "a"), ("upper-alpha", "A"), ("lower-roman", "i")):
        if words in style:
            return form
    return ""
