"""Appendices and source documents: a title each, and an address where the paper gives one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.drafts import LinkDraft, ParagraphDraft, continues
from bridgework.core.papers.reading.labels import heading_role, plain
from bridgework.core.papers.reading.units import Row, Unit
from bridgework.core.papers.reading.values import is_not_applicable

_URL: Final = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+[^\s<>()\".,;:]")
_NONE: Final = re.compile(
    r"^\W*(?:there (?:are|were|is) (?:no|none)\b|no (?:background|source|appendi|attachments?)|none\b"
    r"|not applicable|n/?a\b|nil\b)",
    re.IGNORECASE,
)
_INTRO: Final = re.compile(
    r"local government act|the following|used in (?:the )?prepar|relied (?:up)?on|available for inspection"
    r"|section 100d|s\.?\s?100",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(r"^(?:source documents?|location|documents?|title|background papers?|appendix|appendices"
    r"|no|ref|where held|url"
                          r"|link|available (?:from|at)|description|number|name)$")  # fmt: skip
_ATTACHED: Final = re.compile(
    r"\b(?:attached|appended|set out|included|provided|contained|shown|detailed|given"
    r"|available)\b[^.]{0,60}?\b(?:at|in|as|to|under)"
    r"\s+(?:\(?see\s+)?(?P<what>Appendi(?:x|ces)\s+[A-Z0-9]{1,3})\b|\((?:see\s+)?(?P<round>Appendix\s+[A-Z0-9]{1,3})\)",
    re.IGNORECASE,
)


@dataclass
class LinksHolder:
    """One list of documents; `heads` are the letters that introduce it or say that there is none."""

    links: list[LinkDraft] = field(default_factory=list)
    heads: list[Piece] = field(default_factory=list)
    said_none: bool = False

    def take(self, unit: Unit) -> None:
        """A line of the list."""
        words = unit.words
        if _NONE.match(words) or is_not_applicable(words):
            self.said_none = True
            self.heads += unit.pieces
            return
        if words.rstrip().endswith(":") or (_INTRO.search(words) and not unit.links and len(words.split()) > 6):
            self.heads += unit.pieces
            return
        if self.links and unit.mark is None and (continues(self.links[-1].title, words) or _only_url(words)):
            self._more(unit)
            return
        self._add(unit, words)

    def _add(self, unit: Unit, words: str) -> None:
        made = LinkDraft(title=_title(words), url=_url(unit, words))
        if not made.title and made.url:
            made.title = made.url
        made.made_of(unit)
        self.links.append(made)

    def _more(self, unit: Unit) -> None:
        last = self.links[-1]
        last.url = last.url or _url(unit, unit.words)
        title = _title(unit.words)
        last.title = squeezed(f"{last.title} {title}") if title else last.title
        last.made_of(unit)

    def take_row(self, row: Row) -> None:
        """A row of a table: title, then where it is kept; only an address is a value."""
        cells = row.filled
        if all(_HEAD.match(plain(cell.text)) or heading_role(cell.text) in ("sources", "appendices") for cell in cells):
            self.heads += [piece for cell in cells for piece in cell.pieces]
            return
        if is_not_applicable(cells[0].text) or _NONE.match(cells[0].text):
            self.said_none = True
            self.heads += [piece for cell in cells for piece in cell.pieces]
            return
        named = 1 if len(cells) > 1 and re.fullmatch(r"(?:\d+|[A-Z])[.)]?", cells[0].text) else 0
        made = LinkDraft(title=_title(cells[named].words), confidence=0.85)
        if re.match(r"(?:appendix|annex)\s+\w{1,3}$", cells[0].text, re.I) and len(cells) > 1:
            made.title = f"{squeezed(cells[0].text)} – {_title(cells[1].words)}"
        for cell in cells:
            made.made_of(cell)
            made.url = made.url or _url(cell, cell.text)
        if made.url is None and row.links:
            made.url = row.links[0][1]
        self.links.append(made)


def _only_url(words: str) -> bool:
    return _URL.fullmatch(words.strip(" .,;()")) is not None


def _title(words: str) -> str:
    return squeezed(_URL.sub("", words)).strip(" :;,–-()|").removesuffix(" available at").strip()


def _url(unit: Unit, words: str) -> str | None:
    for text, url in unit.links:
        if text in squeezed(unit.text) and re.match(r"https?://", url):
            return url
    found = _URL.search(words)
    return found.group() if found else None


def mentioned(paragraphs: list[ParagraphDraft]) -> list[tuple[str, Piece]]:
    """Appendices that a paper without a list of them says are attached, each with the letters that say so."""
    found: dict[str, Piece] = {}
    for paragraph in paragraphs:
        for one in _ATTACHED.finditer(paragraph.text):
            title = squeezed(one["what"] or one["round"])
            if title.lower() not in (each.lower() for each in found):
                found[title] = paragraph.pieces[0]
    return list(found.items())
