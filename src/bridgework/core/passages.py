"""Long texts as passages: some 60 to 150 words of one section, each with the section and page where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

FEWEST_WORDS: Final = 60
MOST_WORDS: Final = 150
_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*$")
_PAGE: Final = re.compile(r"^[-–\s]*(?:page|p\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*$", re.IGNORECASE)
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_SIGNS: Final = re.compile(r"(?m)^\s*(?:[>*+-]|\d+[.)])\s+|\\(?=[^\w\s])|[*`|]|(?<!\w)_|_(?!\w)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[”\")\]]*\s+(?=[^a-z])")


@dataclass(frozen=True)
class Passage:
    """Some words of a text. `section` is the heading they stand under, `page` the page they begin on; 0: not known."""

    text: str
    section: str = ""
    page: int = 0


def passages(markdown: str) -> list[Passage]:
    """The passages of a text in Markdown, without its signs. No passage goes beyond its section.

    A section of fewer than 60 words is one passage; a sentence longer than 150 words is cut.
    """
    found: list[Passage] = []
    for section, paragraphs in _sections(markdown):
        held: list[str] = []
        count, page, first = 0, 0, len(found)
        for at_page, sentence in _sentences(paragraphs):
            size = len(sentence.split())
            if held and (count + size > MOST_WORDS or (count >= FEWEST_WORDS and sentence.startswith("\n"))):
                found.append(Passage(" ".join(held), section, page))
                held, count = [], 0
            page = page if held else at_page
            held.append(sentence.strip())
            count += size
        if not held:
            continue
        last = Passage(" ".join(held), section, page)
        before = found[-1] if len(found) > first else None
        if before is not None and len(before.text.split()) + count <= MOST_WORDS and count < FEWEST_WORDS:
            found[-1] = Passage(f"{before.text} {last.text}", section, before.page)
        else:
            found.append(last)
    return found


def _sections(markdown: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Every heading with its paragraphs, each with its page."""
    section, page = "", 0
    paragraphs: list[tuple[int, str]] = []
    for block in re.split(r"\n\s*\n", markdown.replace("\r\n", "\n")):
        kept: list[str] = []
        for line in block.split("\n"):
            heading, at_page = _HEADING.match(line), _PAGE.match(line)
            if at_page is not None:
                page = int(at_page[1])
            elif heading is not None:
                if kept:
                    paragraphs.append((page, "\n".join(kept)))
                    kept = []
                if paragraphs:
                    yield section, paragraphs
                section, paragraphs = _plain(heading[2]), []
            elif line.strip():
                kept.append(line)
        if kept:
            paragraphs.append((page, "\n".join(kept)))
    if paragraphs:
        yield section, paragraphs


def _sentences(paragraphs: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Every sentence with its page; the first of a paragraph begins with a line end."""
    for page, paragraph in paragraphs:
        start = "\n"
        for sentence in _SENTENCE_END.split(_plain(paragraph)):
            words = sentence.split()
            for at in range(0, len(words), MOST_WORDS):
                yield page, start + " ".join(words[at : at + MOST_WORDS])
                start = ""


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", text)).split())
