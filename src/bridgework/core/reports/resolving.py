"""References of a report's text in the words that readers see.

A reference that stands alone in its paragraph is set as a block: a quotation, a finding, a figure. Inside a sentence
it is a short citation. What leads nowhere says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bridgework.core.papers.documents.blocks import Grid, Para, Quote, Run
from bridgework.core.papers.documents.markdown import inline, markdown_of
from bridgework.core.reports.record import NOT_PUBLIC, CitedSource, DrawnFigure, QuotedWords, ReportRecord
from bridgework.core.reports.referring import Reference, references_in, with_references

NOWHERE: Final = "[a reference that leads nowhere]"
_BLANK: Final = re.compile(r"\n[ \t]*\n")


def resolved(record: ReportRecord, text: str, *, linked: bool = True, figures: bool = True) -> str:
    """The Markdown of a text with its references in words; `linked` makes each a link to its anchor in the document.

    With `figures` a figure that stands alone is set in words and numbers; else its paragraph is left out, for
    documents that set the picture.
    """
    parts: list[str] = []
    for paragraph in paragraphs(text):
        if paragraph.lstrip().startswith("```"):
            parts.append(paragraph)
            continue
        alone = reference_alone(paragraph)
        if alone is not None and alone.kind != "source":
            block = _block(record, alone, linked=linked, figures=figures)
            if block:
                parts.append(block)
        else:
            parts.append(with_references(paragraph, lambda one: _inside(record, one, linked=linked)))
    return "\n\n".join(parts)


def whole_text(record: ReportRecord) -> str:
    """The report as one text in Markdown: what a version shows where nothing but a text is shown."""
    parts: list[str] = []
    for one in record.sections:
        if one.title:
            parts.append(f"# {inline((Run(one.title),))}")
        parts.append(resolved(record, one.text, linked=False))
    if record.sources and any(references_in(one.text) for one in record.sections):
        parts.append("# Sources")
        parts.append("\n".join(f"{one.number}. {inline((Run(source_words(one)),))}" for one in record.sources))
    for note in record.dissent:
        parts += [f"# Another view: {inline((Run(note.shown_as),))}", note.text]
    return "\n\n".join(part for part in parts if part)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a Markdown text, as far as blank lines part them; a fenced block stays whole."""
    found: list[str] = []
    fenced = False
    for part in _BLANK.split(text.replace("\r\n", "\n")):
        if fenced:
            found[-1] = f"{found[-1]}\n\n{part}"
        elif part.strip():
            found.append(part)
        fenced ^= part.count("```") % 2 == 1 and bool(found)
    return found


def reference_alone(paragraph: str) -> Reference | None:
    """The reference that a paragraph consists of; None where it has other words."""
    words = paragraph.strip()
    found = references_in(words)
    alone = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words.rstrip(".")))
    return found[0] if alone else None


def leading_nowhere(record: ReportRecord) -> Iterator[tuple[str, Reference]]:
    """Every reference whose record is not there, with the place where it stands."""
    for place, text in record.texts():
        for one in references_in(text):
            if _target(record, one) is None:
                yield place, one


def source_words(source: CitedSource) -> str:
    """A source as the list of sources tells it."""
    if not source.is_public:
        return NOT_PUBLIC
    return source.formatted or source.title


def source_anchor(source: CitedSource) -> str:
    """Where a citation of it leads."""
    return f"source-{source.number}"


def finding_anchor(number: int) -> str:
    """Where a reference to a finding leads."""
    return f"finding-{number}"


def figure_anchor(figure: DrawnFigure) -> str:
    """Where a reference to a figure leads."""
    return f"figure-{figure.number}"


def _target(record: ReportRecord, one: Reference) -> object | None:
    reading = {"source": record.source, "finding": record.finding, "quote": record.quote, "figure": record.figure}
    return reading[one.kind](one.name)


def _inside(record: ReportRecord, one: Reference, *, linked: bool) -> str:
    if one.kind == "source" and (source := record.source(one.name)) is not None:
        words = f"[{source.number}, {one.locator}]" if one.locator else f"[{source.number}]"
        return _linked(words, source_anchor(source), linked)
    if one.kind == "finding" and (finding := record.finding(one.name)) is not None:
        return _linked(f"finding {finding.number}", finding_anchor(finding.number), linked)
    if one.kind == "figure" and (figure := record.figure(one.name)) is not None:
        return _linked(f"figure {figure.number}", figure_anchor(figure), linked)
    if one.kind == "quote" and (quote := record.quote(one.name)) is not None:
        by = f" ({quote.attribution})" if quote.attribution else ""
        return inline((Run(f"“{' '.join(quote.text.split())}”{by}" if quote.text else quote.shown),))
    return inline((Run(NOWHERE),))


def _block(record: ReportRecord, one: Reference, *, linked: bool, figures: bool) -> str:
    if one.kind == "quote" and (quote := record.quote(one.name)) is not None:
        return _quotation(quote)
    if one.kind == "finding" and (finding := record.finding(one.name)) is not None:
        link = _linked(f"Finding {finding.number}", finding_anchor(finding.number), linked)
        return f"**{link}.** {inline((Run(finding.text or NOT_PUBLIC),))}"
    if one.kind == "figure" and (figure := record.figure(one.name)) is not None:
        return _figure(figure) if figures else ""
    return inline((Run(NOWHERE),))


def _quotation(quote: QuotedWords) -> str:
    if not quote.text:
        return inline((Run(quote.shown),))
    lines = [Para((Run(line),)) for line in quote.text.splitlines() if line.strip()]
    by = (Para((Run(f"— {quote.attribution}"),)),) if quote.attribution else ()
    return markdown_of((Quote((*lines, *by)),))


def _figure(figure: DrawnFigure) -> str:
    words = (Run(f"Figure {figure.number}. {figure.title}", bold=True), Run(f"\n{figure.description}"))
    parts: list[Para | Grid] = [Para(words)]
    if figure.columns:
        parts.append(numbers_of(figure))
    return markdown_of(parts)


def numbers_of(figure: DrawnFigure) -> Grid:
    """The numbers of a figure as a table; every row as wide as the head."""
    width = len(figure.columns)
    rows = (tuple([*row, *[""] * width][:width]) for row in figure.rows)
    return Grid(
        tuple((Run(one),) for one in figure.columns), tuple(tuple((Run(cell),) for cell in row) for row in rows)
    )


def _linked(words: str, anchor: str, linked: bool) -> str:
    return inline((Run(words, link=f"#{anchor}" if linked else ""),))
