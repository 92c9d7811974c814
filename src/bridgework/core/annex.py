"""The annex of a team's report: what it looked for, what it found, and what each finding rests on, to take away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from bridgework.core.papers.documents.word_file import write as write_entry
from bridgework.core.prisma import Flow, drawn

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1d1d1b}"
    "h1,h2,h3{line-height:1.25}table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border-bottom:1px solid #999;padding:.35em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "svg{max-width:30em;width:100%;height:auto}blockquote{margin:1em 0;padding-left:1em;border-left:3px solid #777}"
    "section{break-inside:avoid}.wide{overflow-x:auto}"
)


@dataclass(frozen=True)
class AnnexSource:
    """A source: its number in the annex, what it is, its citation, and what it says for the question."""

    number: int
    kind: str
    citation: str
    says: str = ""
    place: str = ""
    population: str = ""
    confidence: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class AnnexFinding:
    """A finding, how sure the team is and why, and which sources bear on it: number, bearing, page."""

    number: int
    text: str
    confidence: str
    notes: tuple[tuple[str, str], ...]
    bearings: tuple[tuple[int, str, str], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnnexSearch:
    """A search as it was noted."""

    on: str
    where: str
    terms: str
    hits: str
    for_the_contrary: bool


@dataclass(frozen=True)
class Annex:
    """Everything of it that may leave the team."""

    title: str
    made_on: date
    flow: Flow
    sources: tuple[AnnexSource, ...]
    findings: tuple[AnnexFinding, ...]
    searches: tuple[AnnexSearch, ...]
    quotes: tuple[tuple[str, str], ...]
    """Words and attribution, those that may be printed now."""


def as_page(annex: Annex) -> str:
    """The annex as one page that stands by itself, to print or to open in a word processor."""
    made = f"{annex.made_on:%d %B %Y}".lstrip("0")
    flow = _table("From found to included", ("Step", "Sources"), [(words, str(n)) for words, n in annex.flow.rows()])
    body = [
        f"<h1>Evidence annex: {escape(annex.title)}</h1><p>As it stood on {made}. Quotations may be taken back by the "
        "people who gave them: use the latest annex.</p>",
        "<h2>Searches</h2>" + _searches(annex.searches),
        f"<h2>From found to included</h2>{drawn(annex.flow)}{flow}",
        "<h2>Findings</h2>" + ("".join(map(_finding, annex.findings)) or "<p>None.</p>"),
        "<h2>Sources</h2>" + (_table("Sources", _SOURCE_HEADS, map(_source, annex.sources))),
        "<h2>Quotations</h2>" + ("".join(map(_quote, annex.quotes)) or "<p>None may be printed.</p>"),
    ]
    head = f'<meta charset="utf-8"><title>Evidence annex: {escape(annex.title)}</title><style>{_STYLE}</style>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f'<!doctype html><html lang="en-GB"><head>{head}{view}</head><body>{"".join(body)}</body></html>'


def as_files(annex: Annex) -> bytes:
    """The page and its tables as CSV in one ZIP archive. The same annex gives the same bytes."""
    bearings = [(one.number, *row) for one in annex.findings for row in one.bearings]
    notes = [(one.number, *row) for one in annex.findings for row in one.notes]
    tables = {
        "sources.csv": (_SOURCE_HEADS, map(_source, annex.sources)),
        "findings.csv": (
            ("number", "finding", "confidence", "look at this"),
            [(one.number, one.text, one.confidence, " ".join(one.warnings)) for one in annex.findings],
        ),
        "findings-sources.csv": (("finding", "source", "bearing", "page"), bearings),
        "findings-why.csv": (("finding", "part", "note"), notes),
        "searches.csv": (
            ("day", "where", "words", "hits", "for the contrary"),
            [(one.on, one.where, one.terms, one.hits, _yes(one.for_the_contrary)) for one in annex.searches],
        ),
        "flow.csv": (("step", "sources"), annex.flow.rows()),
        "quotations.csv": (("words", "said by"), annex.quotes),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        write_entry(packed, "annex.html", as_page(annex).encode())
        for name, (heads, rows) in tables.items():
            write_entry(packed, name, _csv(heads, rows))
    return made.getvalue()


def texts_of(annex: Annex) -> list[tuple[str, str]]:
    """Every free text of the annex with where it stands, to be looked through for names before it leaves."""
    texts = [
        (f"Finding {one.number}", "\n".join([one.text, *(note for _, note in one.notes)])) for one in annex.findings
    ]
    texts += [(f"Source {one.number}", f"{one.says}\n{one.place}\n{one.population}") for one in annex.sources]
    texts += [(f"Search of {one.on}", f"{one.where}\n{one.terms}") for one in annex.searches]
    texts += [("Reasons for leaving out", "\n".join(reason for reason, _ in annex.flow.reasons))]
    return texts + [("A quotation", f"{words}\n{by}") for words, by in annex.quotes]


_SOURCE_HEADS: Final = ("number", "kind", "source", "what it says", "where", "of whom", "confidence", "sorted")


def _source(one: AnnexSource) -> tuple[str, ...]:
    return (
        str(one.number), one.kind, one.citation, one.says, one.place, one.population, one.confidence, one.sorted,
    )  # fmt: skip


def _finding(one: AnnexFinding) -> str:
    bearings = "".join(
        f"<li>Source {number} {escape(bearing)} it{f', {escape(page)}' if page else ''}</li>"
        for number, bearing, page in one.bearings
    )
    notes = "".join(f"<p><strong>{escape(part)}:</strong> {escape(note)}</p>" for part, note in one.notes)
    looked = "".join(f"<p><em>{escape(each)}</em></p>" for each in one.warnings)
    sure = escape(one.confidence or "not judged")
    return (
        f"<section><h3>{one.number}. {escape(one.text)}</h3><p>How sure the team is: {sure}.</p>{notes}"
        f"<ul>{bearings}</ul>{looked}</section>"
    )


def _searches(found: Sequence[AnnexSearch]) -> str:
    if not found:
        return "<p>None is noted.</p>"
    heads = ("Day", "Where", "Words", "Hits", "For what speaks against the team")
    rows = [(one.on, one.where, one.terms, one.hits, _yes(one.for_the_contrary)) for one in found]
    return _table("Searches", heads, rows)


def _quote(pair: tuple[str, str]) -> str:
    return f"<blockquote><p>{escape(pair[0])}</p><p>{escape(pair[1])}</p></blockquote>"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one).capitalize()}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(heads)
    writer.writerows([[_cell(str(cell)) for cell in row] for row in rows])
    return f"\ufeff{made.getvalue()}".encode()


def _cell(text: str) -> str:
    """An apostrophe stands before what a spreadsheet would compute."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _yes(value: bool) -> str:
    return "yes" if value else "no"
