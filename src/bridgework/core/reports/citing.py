"""How a report is cited: as a reference of its own, in the styles that people are asked for."""

from __future__ import annotations

from typing import Final

from bridgework.core.references import Item, formatted
from bridgework.core.references.item import issued, person
from bridgework.core.reports.record import ReportRecord

STYLES: Final = (
    ("apa", "APA"),
    ("harvard-cite-them-right", "Harvard"),
    ("elsevier-vancouver", "Vancouver"),
)
"""CSL styles, each with its name."""
FORMATS: Final = {
    "ris": ("RIS", "application/x-research-info-systems", "ris"),
    "bibtex": ("BibTeX", "application/x-bibtex", "bib"),
    "csl-json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", "json"),
}
"""What can be downloaded: name, media type, ending."""


def item_of(record: ReportRecord) -> Item:
    """The report as CSL-JSON. Without an author who is named, the programme stands for the team."""
    item: Item = {"id": record.id, "type": "report", "title": record.title}
    named = [one for one in record.authors if one.role]
    item["author"] = [_name(one.shown_as) for one in named] or [{"literal": record.programme}]
    when = issued(record.dated or record.published_on)
    if when:
        item["issued"] = when
    if record.programme:
        item["publisher"] = record.programme
    item["genre"] = f"Version {record.version}"
    if record.address:
        item["URL"] = record.address
    return item


def citations_of(record: ReportRecord) -> list[tuple[str, str]]:
    """The name of each style with the report cited in it."""
    item = item_of(record)
    # A numbered style begins with the number in a list of one.
    return [(name, formatted([item], style=style)[0].removeprefix("[1]")) for style, name in STYLES]


def citation(record: ReportRecord) -> str:
    """The plain citation that stands in every document."""
    named = [one.shown_as for one in record.authors if one.role]
    who = ", ".join(named) or record.programme
    year = (record.dated or record.published_on)[:4] or "no date"
    return f"{who} ({year}): {record.title}. {f'{record.programme}. ' if named else ''}Version {record.version}."


def _name(shown_as: str) -> Item:
    """A name as somebody writes it, "Ada Lovelace" or "Lovelace, Ada"."""
    if "," in shown_as:
        return person(shown_as)
    given, _, family = shown_as.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": shown_as}
