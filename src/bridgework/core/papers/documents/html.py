"""The paper as a fragment of HTML: the primary publication, for the page it stands on.

Headings begin at level 2, because the page has the title. Each numbered paragraph has the id that citations lead to.
Everything a person wrote is escaped here; citations inside the paper become links.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

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
    Picture,
    Status,
    Table,
    Title,
)
from bridgework.core.papers.documents.layout import laid_out
from bridgework.core.papers.numbering import anchor_of, citations_in, places_of
from bridgework.core.papers.record import PaperRecord


def as_html(record: PaperRecord) -> str:
    """The paper without its title, as HTML that needs no cleaning. `parting.public_part` comes first for the public."""
    return fragment(laid_out(record), places_of(record))


def fragment(elements: Iterable[Element], known: Iterable[str] = ()) -> str:
    """Any elements as a fragment; the title is left out. `known` are the places that words may cite by number."""
    return f'<div class="bw-paper">{"".join(_Page(known).all(elements))}</div>'


def as_page(record: PaperRecord) -> str:
    """The paper as a page of its own, without style sheet or program, for other systems and for keeping."""
    title = escape(record.title or "Untitled")
    about = " · ".join(filter(None, (record.organisation, record.body, record.reference)))
    return (
        f'<!doctype html>\n<html lang="{escape(record.language, quote=True)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>\n'
        f"<body><main><p>{escape(about)}</p><h1>{title}</h1>\n{as_html(record)}</main></body>\n</html>\n"
    )


class _Page:
    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._given: set[str] = set()
        self._tables = 0

    def all(self, elements: Iterable[Element]) -> Iterator[str]:
        fronts: list[Front] = []
        letters: list[Lettered] = []
        for one in elements:
            if fronts and not isinstance(one, Front):
                yield self._fronts(fronts)
                fronts = []
            if letters and not isinstance(one, Lettered):
                yield self._letters(letters)
                letters = []
            if isinstance(one, Front):
                fronts.append(one)
            elif isinstance(one, Lettered):
                letters.append(one)
            elif not isinstance(one, Title):
                yield self._one(one)
        if fronts:
            yield self._fronts(fronts)
        if letters:
            yield self._letters(letters)

    def _one(self, one: Element) -> str:
        if isinstance(one, Heading):
            number = f'<span class="bw-paper__number">{escape(one.number)}</span> ' if one.number else ""
            anchor = self._id(one.name or (anchor_of(one.number) if one.number else ""))
            return f"<h{one.level}{anchor}>{number}{escape(one.text)}</h{one.level}>"
        if isinstance(one, Body):
            return self._body(one)
        if isinstance(one, Status):
            return (
                f'<p class="bw-paper__status"><strong>{escape(one.label)}:</strong> {escape(one.text or NOT_GIVEN)}</p>'
            )
        if isinstance(one, Fixed):
            words = escape(one.text)
            return f'<p class="bw-paper__note"><strong>{words}</strong></p>' if one.emphasis else f"<p>{words}</p>"
        if isinstance(one, Table):
            header = [(Run(label),) for label in one.header]
            return self._table(header, one.rows)
        if isinstance(one, Listing):
            items = (f"<li{self._id(anchor)}>{self._runs(runs, cites=False)}</li>" for anchor, runs in one.rows)
            return f"<ul>{''.join(items)}</ul>"
        if isinstance(one, Picture):
            return self._picture(one)
        raise TypeError(type(one).__name__)

    def _picture(self, one: Picture) -> str:
        caption = f"<figcaption>{escape(one.caption)}</figcaption>" if one.caption else ""
        if one.address:
            alt = escape(one.description, quote=True)
            inside = f'<img src="{escape(one.address, quote=True)}" alt="{alt}">{caption}'
        else:
            inside = f"{caption}<p>{escape(one.description)}</p>"
        return f'<figure class="bw-drawn"{self._id(one.name)}>{inside}</figure>'

    def _fronts(self, lines: Iterable[Front]) -> str:
        rows = (
            f"<dt>{escape(one.label)}</dt><dd>{self._inside(one.blocks) or f'<em>{NOT_GIVEN}</em>'}</dd>"
            for one in lines
        )
        return f'<dl class="bw-paper__front">{"".join(rows)}</dl>'

    def _letters(self, rows: Iterable[Lettered]) -> str:
        items = []
        for one in rows:
            words = self._inside(one.blocks) or f"<em>{UNWRITTEN}</em>"
            note = f'<p class="bw-paper__note">{escape(one.note)}</p>' if one.note else ""
            anchor = self._id(f"proposal-{one.label}")
            items.append(
                f'<li{anchor}><span class="bw-paper__letter">({escape(one.label)})</span> <div>{words}{note}</div></li>'
            )
        return f'<ol class="bw-paper__proposals">{"".join(items)}</ol>'

    def _body(self, one: Body) -> str:
        words = self._blocks(one.blocks) or f"<p><em>{UNWRITTEN}</em></p>"
        if not one.number:
            return words
        number = f'<span class="bw-paper__number">{escape(one.number)}</span>'
        return f'<div class="bw-paper__paragraph"{self._id(one.anchor)}>{number}<div>{words}</div></div>'

    def _id(self, anchor: str) -> str:
        """An id once: where a paper numbers two places alike, the first has it."""
        if not anchor or anchor in self._given:
            return ""
        self._given.add(anchor)
        return f' id="{escape(anchor, quote=True)}"'

    def _inside(self, blocks: tuple[Block, ...]) -> str:
        """Blocks in a place that is one already: a single paragraph needs no mark of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], Para):
            return self._runs(blocks[0].runs)
        return self._blocks(blocks)

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        if isinstance(block, Para):
            return f"<p>{self._runs(block.runs)}</p>"
        if isinstance(block, Subheading):
            return f"<h{block.level}>{self._runs(block.runs)}</h{block.level}>"
        if isinstance(block, Items):
            tag = "ul" if block.start is None else "ol"
            start = f' start="{block.start}"' if block.start not in (None, 1) else ""
            return f"<{tag}{start}>{''.join(f'<li>{self._inside(item)}</li>' for item in block.items)}</{tag}>"
        if isinstance(block, Quote):
            return f"<blockquote>{self._blocks(block.blocks)}</blockquote>"
        if isinstance(block, Literal):
            return f"<pre>{escape(block.text)}</pre>"
        assert isinstance(block, Grid)
        return self._table(block.header, block.rows)

    def _table(self, header: Iterable[Runs], rows: Iterable[tuple[Runs, ...]]) -> str:
        self._tables += 1
        label = escape(f"Table {self._tables}", quote=True)
        head = "".join(f'<th scope="col">{self._runs(cell) or "–"}</th>' for cell in header)
        body = []
        for first, *rest in rows:
            cells = "".join(f"<td>{self._runs(cell)}</td>" for cell in rest)
            body.append(f'<tr><th scope="row">{self._runs(first) or "–"}</th>{cells}</tr>')
        return (
            f'<div class="bw-table__scroll" role="region" aria-label="{label}" tabindex="0"><table class="govuk-table">'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        )

    def _runs(self, runs: Iterable[Run], *, cites: bool = True) -> str:
        return "".join(self._run(run, cites=cites) for run in runs)

    def _run(self, run: Run, *, cites: bool) -> str:
        words = self._words(run) if cites else _text(run.text)
        if run.code:
            words = f"<code>{words}</code>"
        if run.italic:
            words = f"<em>{words}</em>"
        if run.bold:
            words = f"<strong>{words}</strong>"
        if run.link:
            rel = "" if run.link.startswith("#") else ' rel="noopener noreferrer"'
            words = f'<a href="{escape(run.link, quote=True)}"{rel}>{words}</a>'
        return words

    def _words(self, run: Run) -> str:
        """The text, with a link where it cites a paragraph of this paper."""
        if run.link or run.code:
            return _text(run.text)
        parts: list[str] = []
        end = 0
        for cited in citations_in(run.text, self._known):
            start = run.text.find(cited.words, end)
            if cited.anchor is None or start < 0:
                continue
            parts.append(_text(run.text[end:start]))
            parts.append(f'<a href="#{escape(cited.anchor, quote=True)}">{_text(cited.words)}</a>')
            end = start + len(cited.words)
        return "".join([*parts, _text(run.text[end:])])


def escape(text: str, *, quote: bool = False) -> str:
    """Text as HTML shows it."""
    return html.escape(writable(text), quote=quote)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
