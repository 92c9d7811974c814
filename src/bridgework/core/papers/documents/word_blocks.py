"""Paragraphs and tables of Word as our tree of blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bridgework.core.papers.documents import word_names as named
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
    trimmed,
)
from bridgework.core.papers.documents.word_reading import Fragment, Piece, WordParagraph, WordTable

PARAGRAPHS = frozenset({named.PARAGRAPH.lower(), named.UNNUMBERED.lower()})
CONTINUES = frozenset(
    one.lower()
    for one in (
        named.CONTINUED,
        named.BULLET,
        named.NUMBER_ITEM,
        named.ITEM_MORE,
        named.LITERAL,
        named.QUOTE,
        named.TABLE_CELL,
        named.TABLE_HEAD,
    )
)
LISTS_OF_OURS = frozenset({*PARAGRAPHS, named.PROPOSAL.lower()})
"""Numbered by Word, yet no list of the text."""

Kept = Callable[[Fragment], bool]


def stands(fragment: Fragment) -> bool:
    """The text once every change is taken in."""
    return fragment.stands


def was(fragment: Fragment) -> bool:
    """The text before any tracked change."""
    return fragment.state not in ("inserted", "moved in")


def is_item(piece: Piece) -> bool:
    """Whether a paragraph is an item of a list inside the text."""
    if not isinstance(piece, WordParagraph) or piece.level is not None or piece.style in LISTS_OF_OURS:
        return False
    return piece.item is not None


def blocks_from(pieces: Iterable[Piece], kept: Kept = stands) -> tuple[Block, ...]:
    """The pieces as blocks. Labels and numbers of ours are no text; empty paragraphs are left out."""
    found: list[Block] = []
    items: list[tuple[bool, int, int, list[Block]]] = []
    for piece in pieces:
        if isinstance(piece, WordParagraph):
            runs = runs_from(piece, kept)
            if not runs:
                continue
            if is_item(piece) and piece.item is not None:
                items.append((*piece.item, [Para(runs)]))
                continue
            if items and piece.style == named.ITEM_MORE.lower():
                items[-1][3].append(Para(runs))
                continue
        found += _lists(items)
        items = []
        block = _grid(piece, kept) if isinstance(piece, WordTable) else _block(piece, runs, kept)
        if isinstance(block, Quote) and found and isinstance(found[-1], Quote):
            found[-1] = Quote((*found[-1].blocks, *block.blocks))
        elif block is not None:
            found.append(block)
    return (*found, *_lists(items))


def runs_from(paragraph: WordParagraph, kept: Kept = stands) -> Runs:
    """The words of a paragraph without our labels and numbers."""
    return trimmed([one.run for one in paragraph.fragments if kept(one) and not one.role])


def _block(paragraph: WordParagraph, runs: Runs, kept: Kept) -> Block:
    if paragraph.level is not None:
        return Subheading(paragraph.level, tuple(replace(one, bold=False) for one in runs))
    if paragraph.style == named.QUOTE.lower():
        return Quote((Para(runs),))
    if paragraph.style == named.LITERAL.lower():
        return Literal("".join(one.run.text for one in paragraph.fragments if kept(one)).strip("\n"))
    return Para(runs)


def _grid(table: WordTable, kept: Kept) -> Grid | None:
    rows = [[_cell(cell, kept) for cell in row] for row in table.rows]
    if not rows or not any(any(row) for row in rows):
        return None
    width = max(map(len, rows))
    even = [(*row, *[()] * (width - len(row))) for row in rows]
    return Grid(even[0], tuple(even[1:]))


def _cell(paragraphs: Sequence[WordParagraph], kept: Kept) -> Runs:
    runs: list[Run] = []
    for one in paragraphs:
        words = runs_from(one, kept)
        if words:
            runs += ([Run("\n")] if runs else []) + list(words)
    return trimmed(runs)


def _lists(items: Sequence[tuple[bool, int, int, list[Block]]]) -> list[Block]:
    """Items with their depths as lists inside lists. A list changes where bullets become numbers."""
    found: list[Block] = []
    at = 0
    while at < len(items):
        ordered, depth, start, _ = items[at]
        made: list[tuple[Block, ...]] = []
        while at < len(items) and items[at][1] >= depth and (items[at][1] > depth or items[at][0] == ordered):
            blocks = list(items[at][3])
            at += 1
            inner = at
            while at < len(items) and items[at][1] > depth:
                at += 1
            made.append((*blocks, *_lists(items[inner:at])))
        found.append(Items(tuple(made), start if ordered else None))
    return found
