"""The Markdown of a paragraph as a small tree of our own, and back.

Every document is made from this tree, never from markup that a person wrote: what is not in it cannot be printed, and
nothing in it can act. Raw HTML and pictures stay as the plain text they were typed as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_parser: Final = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")
_parser.disable("image")
SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
"""What a link may begin with; any other is printed as its words."""


_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Run:
    """A piece of text with one look. A line break inside a paragraph is the text `\\n`."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True)
class Subheading:
    """A heading inside a section; `level` counts from 1, whatever the section's own is."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Items:
    """A list; each item is blocks. `start` is the first number of a numbered one, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True)
class Grid:
    """A table: the header row, then the rows. Every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Literal:
    """Text that keeps its line ends and spaces."""

    text: str


Block = Para | Subheading | Items | Grid | Quote | Literal


@lru_cache(maxsize=4096)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The tree of some Markdown."""
    return _Tree(_parser.parse(text.replace("\x00", ""))).blocks()


def runs_of(text: str) -> Runs:
    """The runs of a text that is one paragraph; where it is more, they follow each other on lines of their own."""
    found: list[Run] = []
    for words in _paragraphs(blocks_of(text)):
        found += ([Run("\n")] if found else []) + list(words)
    return joined(found)


def plain(blocks: Iterable[Block]) -> str:
    """The words alone, one block to a line."""
    return "\n".join("".join(run.text for run in runs) for runs in _paragraphs(blocks))


def writable(text: str) -> str:
    """The text without what neither XML nor HTML can hold."""
    return _UNSEEN.sub("", text)


def text_runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run in some blocks, in order."""
    for runs in _paragraphs(blocks):
        yield from runs


def joined(runs: Iterable[Run]) -> Runs:
    """The runs with neighbours of the same look made one, and empty ones left out."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def trimmed(runs: Sequence[Run]) -> Runs:
    """The runs without space at the ends and around line breaks; looks of mere space are dropped."""
    found: list[Run] = []
    for run in runs:
        for piece in re.split(r"(\n)", run.text):
            if piece.strip(" \t") == "" and piece != "\n":
                found.append(Run(re.sub(r"[ \t]+", " ", piece), link=run.link))
            else:
                found.append(replace(run, text=piece if run.code else re.sub(r"[ \t]+", " ", piece)))
    whole = list(joined(found))
    while whole and not whole[0].text.lstrip(" \n"):
        whole.pop(0)
    while whole and not whole[-1].text.rstrip(" \n"):
        whole.pop()
    if whole:
        whole[0] = replace(whole[0], text=whole[0].text.lstrip(" \n"))
        whole[-1] = replace(whole[-1], text=whole[-1].text.rstrip(" \n"))
    return joined(replace(one, text=re.sub(r" *\n *", "\n", one.text)) for one in whole)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Runs]:
    for block in blocks:
        if isinstance(block, Para | Subheading):
            yield block.runs
        elif isinstance(block, Literal):
            yield (Run(block.text, code=True),)
        elif isinstance(block, Items):
            for item in block.items:
                yield from _paragraphs(item)
        elif isinstance(block, Quote):
            yield from _paragraphs(block.blocks)
        else:
            for row in (block.header, *block.rows):
                yield from row


class _Tree:
    """Reads the flat list of tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def blocks(self, until: str = "") -> tuple[Block, ...]:
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == until:
                break
            block = self._block(token)
            if block is not None:
                found.append(block)
        return tuple(found)

    def _block(self, token: Token) -> Block | None:
        if token.type == "paragraph_open":
            return Para(self._inline("paragraph_close"))
        if token.type == "heading_open":
            return Subheading(int(token.tag[1]), self._inline("heading_close"))
        if token.type in ("bullet_list_open", "ordered_list_open"):
            close = token.type.replace("open", "close")
            start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
            return Items(tuple(self._items(close)), start)
        if token.type == "blockquote_open":
            return Quote(self.blocks("blockquote_close"))
        if token.type in ("fence", "code_block"):
            return Literal(token.content.rstrip("\n"))
        if token.type == "table_open":
            return self._grid()
        return None

    def _items(self, close: str) -> Iterator[tuple[Block, ...]]:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == close:
                return
            if token.type == "list_item_open":
                yield self.blocks("list_item_close")

    def _grid(self) -> Grid:
        rows: list[list[Runs]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_runs(token))
        width = len(rows[0])
        body = (tuple([*row, *[()] * width][:width]) for row in rows[1:])
        return Grid(tuple(rows[0]), tuple(body))

    def _inline(self, close: str) -> Runs:
        runs: Runs = ()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == close:
                break
            if token.type == "inline":
                runs = _runs(token)
        return runs


def _runs(token: Token) -> Runs:
    found: list[Run] = []
    bold = italic = 0
    link = ""
    for child in token.children or ():
        if child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.type == "em_open":
            italic += 1
        elif child.type == "em_close":
            italic -= 1
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            link = address if SAFE_LINK.match(address) else ""
        elif child.type == "link_close":
            link = ""
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
            found.append(Run(text, bool(bold), bool(italic), child.type == "code_inline", link))
    return trimmed(found)
