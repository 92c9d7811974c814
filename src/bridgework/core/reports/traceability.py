"""What in a report stands on nothing: advice to its authors, never a lock."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bridgework.core.reports.record import MadeRecommendation, ReportRecord, StatedFinding
from bridgework.core.reports.referring import references_in
from bridgework.core.reports.resolving import leading_nowhere

Kind = Literal["recommendation", "finding", "reference", "quotation", "hidden", "sign"]
_NOUNS: Final = {"source": "source", "finding": "finding", "quote": "quotation", "figure": "figure"}


@dataclass(frozen=True)
class Gap:
    """One thing to look at: what it is about, the sentence, and what would help."""

    kind: Kind
    about: str
    """Id of the recommendation, finding or source; of a reference, what it names."""
    text: str
    remedy: str


def gaps_in(record: ReportRecord, *, unprintable: Collection[str] = ()) -> tuple[Gap, ...]:
    """Everything that stands on nothing, in the order in which a reader would meet it.

    `unprintable`: the ids of quotations that may not be printed. Those alone also stop publication.
    """
    return (
        *_quotations(record, unprintable),
        *_references(record),
        *(gap for one in record.recommendations for gap in _recommendation(record, one)),
        *(gap for one in record.findings for gap in _finding(record, one)),
        *_hidden(record),
    )


def gaps_of(gaps: Collection[Gap], id: str) -> list[Gap]:
    """Those about one record."""
    return [one for one in gaps if one.about == id]


def _quotations(record: ReportRecord, unprintable: Collection[str]) -> Iterator[Gap]:
    for one in record.quotes:
        if one.id not in unprintable and one.text:
            continue
        named = ("quote", one.id)
        places = [place for place, text in record.texts() if named in {(r.kind, r.name) for r in references_in(text)}]
        yield Gap(
            "quotation",
            one.id,
            f"The quotation {one.key} in {', '.join(places)} may not be printed"
            + (": it was withdrawn." if one.is_withdrawn else "."),
            "Take it out there. The report cannot be published with it."
            if one.is_withdrawn
            else "Ask the person to approve it, or take it out. The report cannot be published with it.",
        )


def _references(record: ReportRecord) -> Iterator[Gap]:
    for place, one in leading_nowhere(record):
        yield Gap(
            "reference",
            one.name,
            f"In {place} a reference to a {_NOUNS[one.kind]} leads nowhere: {one.name}.",
            "Insert it again from the list, or take it out.",
        )


def _recommendation(record: ReportRecord, one: MadeRecommendation) -> Iterator[Gap]:
    if not one.findings:
        yield Gap(
            "recommendation",
            one.id,
            f"Recommendation {one.number} rests on no finding.",
            "Choose the findings it rests on, or say in the text why it needs none.",
        )


def _finding(record: ReportRecord, one: StatedFinding) -> Iterator[Gap]:
    if not one.is_public:
        return
    carrying = {each.source for each in one.bearings if each.bearing == "supports"}
    if not one.bearings:
        yield Gap("finding", one.id, f"Finding {one.number} rests on no source.", "Add what it rests on.")
    elif not carrying:
        yield Gap(
            "finding", one.id, f"No source supports finding {one.number}.", "Add one, or word the finding differently."
        )
    elif len(carrying) == 1:
        yield Gap(
            "finding",
            one.id,
            f"Finding {one.number} rests on one source only.",
            "Look for a second, or say that there is only one.",
        )


def _hidden(record: ReportRecord) -> Iterator[Gap]:
    for finding in record.findings:
        if not finding.is_public:
            yield Gap(
                "hidden",
                finding.id,
                f"Finding {finding.number} is not public: readers see that there is one, and not what it says.",
                "Make it public where findings are written, then freeze the version again.",
            )
    for source in record.sources:
        if not source.is_public:
            yield Gap(
                "hidden",
                source.id,
                f"Source {source.number} is not public: readers see its number and nothing else.",
                "Make it public in the register, then freeze the version again.",
            )
