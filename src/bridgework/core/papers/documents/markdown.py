"""Our tree of blocks as Markdown: what comes back from Word as the text of a paragraph.

`blocks_of(markdown_of(blocks)) == blocks` for every tree a document can give; that is a property test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

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
    blocks_of,
    joined,
    trimmed,
)

_ACTS: Final = re.compile(r"([\\`*_\[\]<>&~|!])")
_SIGNS: Final = " \t\n.,;:!?()[]{}\"'“”‘’–—-/&*_"
_ACTS_FIRST: Final = re.compile(r"^(?:(#{1,6}(?=\s|$)|[-+=]|~~~)|(\d{1,9})([.)](?=\s|$)))")


def markdown_of(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        parts.append(_block(block, flip=_follows_its_like(before, block, parts)))
        before = block
    return "\n\n".join(parts)


def _follows_its_like(before: Block | None, block: Block, parts: list[str]) -> bool:
    """Whether a list comes right after one of the same kind: another sign keeps the two apart."""
    if not isinstance(block, Items) or not isinstance(before, Items):
        return False
    if (block.start is None) != (before.start is None):
        return False
    return parts[-1][:1] == "-" if block.start is None else parts[-1].lstrip("0123456789")[:1] == "."


def _block(block: Block, *, flip: bool = False) -> str:
    if isinstance(block, Para):
        return inline(block.runs)
    if isinstance(block, Subheading):
        return f"{'#' * block.level} {inline(block.runs).replace(chr(10), ' ')}"
    if isinstance(block, Quote):
        return "\n".join(f"> {line}".rstrip() for line in markdown_of(block.blocks).split("\n"))
    if isinstance(block, Literal):
        longest = max((len(one) for one in re.findall(r"`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    if isinstance(block, Grid):
        return _grid(block)
    return _items(block, flip=flip)


def _items(block: Items, *, flip: bool) -> str:
    lines: list[str] = []
    loose = any(sum(not isinstance(one, Items) for one in item) > 1 for item in block.items)
    for place, item in enumerate(block.items):
        mark = ("*" if flip else "-") if block.start is None else f"{block.start + place}{')' if flip else '.'}"
        text = markdown_of(item) if loose else "\n".join(_block(one) for one in item)
        indent = " " * (len(mark) + 1)
        first, *rest = text.split("\n")
        lines.append("\n".join([f"{mark} {first}".rstrip(), *(indent + one if one else "" for one in rest)]))
    return ("\n\n" if loose else "\n").join(lines)


def _grid(block: Grid) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    rows = [line(inline(cell).replace("\\\n", " ").replace("\n", " ") for cell in block.header)]
    rows.append(line("---" for _ in block.header))
    rows += [line(inline(cell).replace("\\\n", " ").replace("\n", " ") for cell in row) for row in block.rows]
    return "\n".join(rows)


def inline(runs: Runs) -> str:
    """Runs as the Markdown of one paragraph. Where marks would be misread beside a letter, the words alone stay."""
    for tried in (runs, _tightened(runs), tuple(Run(run.text, link=run.link) for run in runs)):
        text = _inline(trimmed(tried))
        blocks = blocks_of(text)
        if len(blocks) == 1 and isinstance(blocks[0], Para) and blocks[0].runs == trimmed(tried):
            return text
    return _inline((Run("".join(run.text for run in runs)),))


def _inline(runs: Runs) -> str:
    parts: list[str] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        words = _marked(list(group))
        if link:
            parts.append(f"[{words}](<{link}>)" if re.search(r"[\s()<>]", link) else f"[{words}]({link})")
        else:
            parts.append(words)
    lines = "".join(parts).split("\n")
    return "\\\n".join(_ACTS_FIRST.sub(_escaped_first, line) for line in lines)


def _tightened(runs: Runs) -> Runs:
    """Bold and italic end at a letter or digit: signs at their edges become plain."""
    found: list[Run] = []
    for run in runs:
        words = run.text.strip(_SIGNS)
        if not (run.bold or run.italic) or run.code or not words or words == run.text:
            found.append(run)
            continue
        start = run.text.index(words)
        found += [
            Run(run.text[:start], link=run.link),
            replace(run, text=words),
            Run(run.text[start + len(words) :], link=run.link),
        ]
    return joined(found)


def _marked(runs: list[Run]) -> str:
    """Nested marks without ambiguity: bold goes outside italic where both begin."""
    parts: list[str] = []
    for bold, group in groupby(runs, key=lambda run: run.bold):
        inner = "".join(_slanted(list(same), italic) for italic, same in groupby(group, key=lambda run: run.italic))
        parts.append(_wrapped(inner, "**") if bold else inner)
    return "".join(parts)


def _slanted(runs: list[Run], italic: bool) -> str:
    words = "".join(_code(run.text) if run.code else _ACTS.sub(r"\\\1", run.text) for run in runs)
    return _wrapped(words, "*") if italic else words


def _wrapped(words: str, mark: str) -> str:
    """Marks close to the words: with a space inside, Markdown would not see them."""
    inner = words.strip()
    if not inner:
        return words
    start = words[: len(words) - len(words.lstrip())]
    return f"{start}{mark}{inner}{mark}{words[len(words.rstrip()) :]}"


def _code(text: str) -> str:
    longest = max((len(one) for one in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _escaped_first(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
