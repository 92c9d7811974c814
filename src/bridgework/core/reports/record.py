"""A whole report as one record: `bridgework/report@1`. Every page and document of a report is made from it alone.

It holds what readers may see and nothing else: a source or finding that is not public keeps its number and loses its
words, and a quotation whose consent was withdrawn has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

FORMAT: Final = "bridgework/report@1"
WITHDRAWN: Final = "[A quotation was withdrawn by the person who gave it.]"
NOT_APPROVED: Final = "[A quotation that the person has not approved yet.]"
NOT_PUBLIC: Final = "Not public."
"""Said of whatever has no words to show. It must not tell that somebody took their words back, nor blame the team."""

FROM_EVIDENCE: Final = (
    ("problem", "How big the problem is"),
    ("benefits", "What it would bring"),
    ("harms", "What it could harm"),
    ("certainty", "How certain that is"),
    ("values", "What matters to the people it is for"),
    ("resources", "What it takes"),
    ("fairness", "Who gains and who loses"),
    ("acceptability", "Whether those concerned would accept it"),
    ("feasibility", "Whether it can be done here"),
)
"""The row from evidence to recommendation: key and heading."""


@dataclass(frozen=True)
class Author:
    """Who wrote it, as they want to be shown; `role` such as researcher."""

    shown_as: str
    role: str = ""


@dataclass(frozen=True)
class SectionText:
    """A section in Markdown, with the references as they were written."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class CitedSource:
    """A source of the register, by its number in this report. `csl` is empty for what is no publication."""

    id: str
    number: int
    kind: str
    title: str = ""
    formatted: str = ""
    csl: dict[str, Any] = field(default_factory=dict)
    says: str = ""
    place: str = ""
    population: str = ""
    confidence: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class Bearing:
    """How a source bears on a finding: supports, complicates, contradicts."""

    source: str
    bearing: str
    page: str = ""


@dataclass(frozen=True)
class StatedFinding:
    """A finding with its confidence note in four parts."""

    id: str
    number: int
    text: str = ""
    confidence: str = ""
    methods: str = ""
    coherence: str = ""
    adequacy: str = ""
    relevance: str = ""
    superseded_note: str = ""
    is_public: bool = True
    bearings: tuple[Bearing, ...] = ()


@dataclass(frozen=True)
class QuotedWords:
    """Words of an interview. Without text they are not printed: not approved, or withdrawn."""

    id: str
    key: str
    text: str = ""
    attribution: str = ""
    is_withdrawn: bool = False

    @property
    def shown(self) -> str:
        """What stands in its place where the words may not."""
        return "" if self.text else WITHDRAWN if self.is_withdrawn else NOT_APPROVED


@dataclass(frozen=True)
class DrawnFigure:
    """A figure: its picture where there is one, what it shows in words, and its numbers."""

    key: str
    number: int
    title: str
    description: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    """Public id of the stored picture; empty for a figure of numbers alone."""
    file_name: str = ""
    media_type: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class MadeRecommendation:
    """A recommendation in the team's words and order. All but id, number and text is optional."""

    id: str
    number: str
    text: str
    code: str = ""
    address: str = ""
    heading: str = ""
    addressee: str = ""
    for_whom: str = ""
    by_when: str = ""
    cost_band: str = ""
    strength: str = ""
    would_fail_if: str = ""
    from_evidence: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dissent:
    """What a member of the team does not share, in their own words."""

    shown_as: str
    text: str


@dataclass(frozen=True)
class ReportRecord:
    """A report, whole. Dates are ISO 8601, also partial ones; empty where not known."""

    id: str
    title: str
    version: int
    question: str = ""
    programme: str = ""
    organisation: str = ""
    address: str = ""
    language: str = "en-GB"
    is_invented: bool = False
    part_of: str = ""
    parts: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    dated: str = ""
    published_on: str = ""
    frozen_on: str = ""
    redacted_on: str = ""
    sha256: str = ""
    """Of the text and file of the version as they were saved, also where words were withdrawn since."""
    summary: str = ""
    plain_summary: str = ""
    sections: tuple[SectionText, ...] = ()
    recommendations: tuple[MadeRecommendation, ...] = ()
    findings: tuple[StatedFinding, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    quotes: tuple[QuotedWords, ...] = ()
    figures: tuple[DrawnFigure, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    future_work: tuple[str, ...] = ()

    def source(self, id: str) -> CitedSource | None:
        """A source by its id."""
        return next((one for one in self.sources if one.id == id), None)

    def finding(self, id: str) -> StatedFinding | None:
        """A finding by its id."""
        return next((one for one in self.findings if one.id == id), None)

    def quote(self, id: str) -> QuotedWords | None:
        """A quotation by its id."""
        return next((one for one in self.quotes if one.id == id), None)

    def figure(self, key: str) -> DrawnFigure | None:
        """A figure by its key."""
        return next((one for one in self.figures if one.key == key), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything in which references may stand, each with where that is."""
        yield "the summary", self.summary
        yield "the summary in plain words", self.plain_summary
        for one in self.sections:
            yield f"“{one.title}”", one.text
