"""What stands in a report, in order: the one account from which page, PDF and Word document are made.

The summaries come first, then what is recommended, then the team's own sections, then what it all rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bridgework.core.papers.documents.blocks import Block, Para, Run, Runs, blocks_of
from bridgework.core.papers.documents.elements import (
    About,
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Listing,
    Picture,
    Table,
    Title,
    levelled,
)
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.core.reports.citing import citation
from bridgework.core.reports.outline import EXECUTIVE_SUMMARY, PLAIN_SUMMARY
from bridgework.core.reports.record import NOT_PUBLIC, CitedSource, MadeRecommendation, ReportRecord, StatedFinding
from bridgework.core.reports.referring import references_in
from bridgework.core.reports.resolving import (
    figure_anchor,
    finding_anchor,
    numbers_of,
    paragraphs,
    reference_alone,
    resolved,
    source_anchor,
    source_words,
)

INVENTED: Final = "Invented example. No such council or question exists."
RECOMMENDATIONS: Final = "recommendations"
_BEARINGS: Final = {"supports": "Supported by", "complicates": "Complicated by", "contradicts": "Contradicted by"}
_NOTES: Final = (
    ("How the sources were made", "methods"),
    ("How well it fits them", "coherence"),
    ("How much there is", "adequacy"),
    ("How near it is to our question", "relevance"),
)


@dataclass(frozen=True)
class Pictures:
    """Where the pictures are: their bytes for files, their addresses for pages; by the key of the figure."""

    data: Mapping[str, bytes] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of the report under its own heading, with the anchor that contents lead to."""

    anchor: str
    title: str
    elements: tuple[Element, ...]


def laid_out(record: ReportRecord, pictures: Pictures | None = None) -> tuple[Element, ...]:
    """The whole report as elements, for a document of its own."""
    elements: list[Element] = list(_front(record))
    for part in parts_of(record, pictures):
        elements.append(Heading(f"part.{part.anchor}", f"“{part.title}”", level=2, text=part.title, name=part.anchor))
        elements += part.elements
    return levelled(elements)


def about(record: ReportRecord) -> About:
    """What the documents of a report say of themselves."""
    return About(
        title=record.title,
        author="; ".join(one.shown_as for one in record.authors),
        subject=record.question,
        organisation=record.programme,
        reference=f"Version {record.version}",
        running=record.title,
        language=record.language,
    )


def parts_of(record: ReportRecord, pictures: Pictures | None = None) -> tuple[Part, ...]:
    """The parts in the order of reading; those without a word are left out."""
    return tuple(one for one in _parts(record, _Printer(record, pictures or Pictures())) if one.elements)


def _front(record: ReportRecord) -> Iterator[Element]:
    yield Title("title", "the title", text=record.title)
    if record.is_invented:
        yield Fixed("invented", "a line above the text", text=INVENTED, emphasis=True)
    lines = (
        ("Question", record.question),
        ("Programme", record.programme),
        ("Written by", ", ".join(_author(one.shown_as, one.role) for one in record.authors)),
        ("Part of", record.part_of),
        ("Dated", day(record.dated)),
        ("Published", day(record.published_on)),
        ("Version", f"{record.version}{f', frozen {day(record.frozen_on)}' if record.frozen_on else ''}"),
        ("Parts", "; ".join(record.parts)),
    )
    for label, words in lines:
        if words:
            yield Front(f"front.{label}", f"“{label}”", label=label, blocks=(Para((Run(words),)),))
    if record.redacted_on:
        yield Fixed("redacted", "a line above the text", text=redaction_words(record))


def redaction_words(record: ReportRecord) -> str:
    """What is said of a version from which words were taken out."""
    if not record.redacted_on:
        return ""
    return (
        f"Words in this version were taken out on {day(record.redacted_on)}, because whoever gave them withdrew them. "
        "The check sum is that of the version as it was saved."
    )


def _parts(record: ReportRecord, printer: _Printer) -> Iterator[Part]:
    written = {one.key: one for one in record.sections}
    first = ((EXECUTIVE_SUMMARY, "In short", record.summary), (PLAIN_SUMMARY, "In plain words", record.plain_summary))
    for key, title, text in first:
        section = written.pop(key, None)
        words = section.text if section is not None else text
        yield Part(
            key,
            section.title if section is not None else title,
            tuple(printer.text(key, section.title if section is not None else title, words)),
        )
    placed = RECOMMENDATIONS in written
    if not placed:
        yield Part(RECOMMENDATIONS, "What it recommends", tuple(_recommendations(record)))
    for section in written.values():
        title = section.title or "The report"
        elements = list(printer.text(section.key, title, section.text))
        if section.key == RECOMMENDATIONS:
            elements += _recommendations(record)
        yield Part(f"section-{section.key}" if section.key != RECOMMENDATIONS else section.key, title, tuple(elements))
    yield Part("stands-on", "What the recommendations rest on", tuple(_resting(record)))
    yield Part("findings", "Findings one by one", tuple(_findings(record)))
    yield Part("sources", "Sources", tuple(_sources(record)))
    notes: list[Element] = []
    for count, note in enumerate(record.dissent, start=1):
        notes.append(Heading(f"dissent.{count}", f"another view, {count}", level=3, text=note.shown_as))
        notes.append(Body(f"dissent.text.{count}", f"another view, {count}", blocks=blocks_of(note.text)))
    yield Part("another-view", "Another view", tuple(notes))
    later = tuple((("", (Run(text),))) for text in record.future_work)
    yield Part(
        "future-work", "Work for others", (Listing("future", "the work for others", rows=later),) if later else ()
    )
    yield Part("cite", "How to cite it", tuple(_citing(record)))


class _Printer:
    """Texts of the report as elements, with each figure set where it is first called on its own."""

    def __init__(self, record: ReportRecord, pictures: Pictures) -> None:
        self._record = record
        self._pictures = pictures
        self._set: set[str] = set()

    def text(self, key: str, title: str, text: str) -> Iterator[Element]:
        """The elements of one text. A figure named only inside a sentence follows the text."""
        waiting: list[str] = []
        count = 0
        for paragraph in paragraphs(text):
            alone = reference_alone(paragraph)
            if alone is None or alone.kind != "figure" or self._record.figure(alone.name) is None:
                waiting.append(paragraph)
                continue
            yield from self._words(key, title, count, waiting)
            waiting, count = [], count + 1
            yield from self._figure(alone.name)
        yield from self._words(key, title, count, waiting)
        for one in references_in(text):
            if one.kind == "figure" and self._record.figure(one.name) is not None:
                yield from self._figure(one.name)

    def _words(self, key: str, title: str, count: int, waiting: list[str]) -> Iterator[Element]:
        blocks = blocks_of(resolved(self._record, "\n\n".join(waiting), figures=False))
        if blocks:
            yield Body(f"text.{key}.{count}", f"“{title}”", key, blocks=blocks)

    def _figure(self, key: str) -> Iterator[Element]:
        figure = self._record.figure(key)
        if figure is None or key in self._set:
            return
        self._set.add(key)
        caption = f"Figure {figure.number}. {figure.title}"
        place = f"figure {figure.number}"
        yield Picture(
            f"figure.{figure.number}",
            place,
            name=figure_anchor(figure),
            caption=caption,
            description=figure.description,
            address=self._pictures.addresses.get(key, ""),
            data=self._pictures.data.get(key, b""),
        )
        if figure.columns:
            grid = numbers_of(figure)
            if figure.file:
                yield Fixed(f"figure.{figure.number}.intro", place, text=f"The numbers of figure {figure.number}:")
            yield Table(f"figure.{figure.number}.data", place, header=figure.columns, rows=grid.rows)


def _recommendations(record: ReportRecord) -> Iterator[Element]:
    for count, one in enumerate(record.recommendations, start=1):
        title = f"Recommendation {one.number}{f': {one.heading}' if one.heading else ''}"
        place = f"recommendation {one.number}"
        yield Heading(f"recommendation.{count}", place, level=3, text=title, name=one.id)
        yield Body(f"recommendation.{count}.text", place, blocks=blocks_of(one.text) + tuple(_details(record, one)))


def _details(record: ReportRecord, one: MadeRecommendation) -> Iterator[Block]:
    told: list[Run] = []
    for label, words in (
        ("Asked of", one.addressee),
        ("For whom", one.for_whom),
        ("By when", one.by_when),
        ("Cost", one.cost_band),
        ("Strength", one.strength),
    ):
        if words:
            told += [Run(f"{label}: ", bold=True), Run(f"{words} · ")]
    yield Para((*told, Run("Rests on: ", bold=True), *_rests_on(record, one)))
    for label, words in (("It would fail if", one.would_fail_if), *one.from_evidence):
        if words:
            yield Para((Run(f"{label}: ", bold=True), Run(words)))
    if one.address:
        yield Para((Run(f"What became of recommendation {one.number}", link=one.address),))


def _rests_on(record: ReportRecord, one: MadeRecommendation) -> Runs:
    found = [record.finding(key) for key in one.findings]
    runs: list[Run] = []
    for finding in found:
        if finding is not None:
            runs += [Run(", ")] if runs else []
            runs.append(Run(f"finding {finding.number}", link=f"#{finding_anchor(finding.number)}"))
    return tuple(runs) or (Run("no finding is given"),)


def _resting(record: ReportRecord) -> Iterator[Element]:
    """Recommendation, findings, sources: one row each."""
    if not record.findings or not record.recommendations:
        return
    rows = []
    for one in record.recommendations:
        found = [finding for key in one.findings if (finding := record.finding(key)) is not None]
        sources = dict.fromkeys(each.source for finding in found for each in finding.bearings)
        numbers = [source.number for key in sources if (source := record.source(key)) is not None]
        words = one.heading or (one.text if len(one.text) <= 90 else f"{one.text[:90].rsplit(' ', 1)[0]} …")
        rows.append(
            (
                (Run(f"{one.number}. {words}", link=f"#{one.id}"),),
                _rests_on(record, one),
                _numbers(sorted(numbers)) or (Run("none given"),),
            )
        )
    yield Table("resting", "what it rests on", header=("Recommendation", "Findings", "Sources"), rows=tuple(rows))


def _findings(record: ReportRecord) -> Iterator[Element]:
    for one in record.findings:
        place = f"finding {one.number}"
        yield Heading(
            f"finding.{one.number}", place, level=3, text=f"Finding {one.number}", name=finding_anchor(one.number)
        )
        if not one.is_public:
            yield Fixed(f"finding.{one.number}.hidden", place, text=NOT_PUBLIC)
            continue
        yield Body(f"finding.{one.number}.text", place, blocks=(*blocks_of(one.text), *_grounds(record, one)))


def _grounds(record: ReportRecord, one: StatedFinding) -> Iterator[Block]:
    for bearing, label in _BEARINGS.items():
        runs: list[Run] = []
        bearing_so = [(record.source(each.source), each.page) for each in one.bearings if each.bearing == bearing]
        known = [(source, page) for source, page in bearing_so if source is not None]
        for source, page in sorted(known, key=lambda pair: pair[0].number):
            runs += [Run(", ")] if runs else []
            words = f"[{source.number}{f', {page}' if page else ''}]"
            runs.append(Run(words, link=f"#{source_anchor(source)}"))
        if runs:
            yield Para((Run(f"{label}: ", bold=True), *runs))
    if not one.bearings:
        yield Para((Run("No source is given.", italic=True),))
    if one.superseded_note:
        yield Para((Run("Against it: ", bold=True), Run(one.superseded_note)))
    notes = [(label, getattr(one, name)) for label, name in _NOTES if getattr(one, name)]
    if one.confidence:
        yield Para((Run("How sure the team is: ", bold=True), Run(one.confidence)))
    for label, words in notes:
        yield Para((Run(f"{label}: ", bold=True), Run(words)))


def _sources(record: ReportRecord) -> Iterator[Element]:
    if record.sources:
        rows = tuple((source_anchor(one), _source(one)) for one in record.sources)
        yield Listing("sources", "the list of sources", rows=rows)


def _source(one: CitedSource) -> Runs:
    address = str(one.csl.get("URL") or (f"https://doi.org/{one.csl['DOI']}" if one.csl.get("DOI") else ""))
    told = source_words(one)
    words = Run(f"[{one.number}] {told}{'' if told.endswith('.') else '.'}")
    said = (Run(f" It says: {one.says}"),) if one.says and one.is_public else ()
    link = (Run(" "), Run("Open the source", link=address)) if address.startswith("http") else ()
    return (words, *said, *link) if one.is_public else (words,)


def _citing(record: ReportRecord) -> Iterator[Element]:
    yield Fixed("cite", "how to cite it", text=citation(record))
    told = [record.address, f"SHA-256 of this version: {record.sha256}" if record.sha256 else ""]
    for count, words in enumerate(filter(None, told)):
        link = words if words.startswith("http") else ""
        yield Body(f"cite.{count}", "how to cite it", blocks=(Para((Run(words, link=link),)),))


def _numbers(numbers: list[int]) -> Runs:
    runs: list[Run] = []
    for number in numbers:
        runs += [Run(", ")] if runs else []
        runs.append(Run(f"[{number}]", link=f"#source-{number}"))
    return tuple(runs)


def _author(shown_as: str, role: str) -> str:
    return f"{shown_as} ({role})" if role else shown_as


def day(partial: str) -> str:
    """A date of the record, also a partial one, in words."""
    try:
        return PartialDate.from_iso(partial).human() if partial else ""
    except DateUnreadable:
        return partial
