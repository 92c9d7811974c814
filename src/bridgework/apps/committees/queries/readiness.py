"""“Ready to publish?”: what a paper lacks and what was let pass, for one or many in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bridgework.apps.calendar.deadlines import Ground, grounds_of, last_day_to_publish
from bridgework.apps.committees.models import BuiltDocument, Implication, Paper, PaperSection, PublicationOverride
from bridgework.apps.committees.queries.clearing import (
    ClearanceView,
    TextRows,
    clearances_of_papers,
    pieces_of,
    text_rows,
)
from bridgework.core.deadlines import Deadline
from bridgework.core.papers import coverage
from bridgework.core.papers.numbering import number_under, numbered, section_numbers
from bridgework.core.papers.readiness import (
    ClearanceFact,
    DocumentFact,
    Facts,
    Failure,
    PrivatePart,
    Written,
    failures,
)
from bridgework.core.papers.record import ImplicationRow, LetteredProposal, Link, PaperRecord, Paragraph, Section
from bridgework.core.papers.templates import WRITTEN_KINDS, TemplateContent, implication_places, parse

SIMPLE: frozenset[str] = frozenset({"no-proposal", "late"})
"""What is asked of a paper that was not written with a template."""


@dataclass(frozen=True)
class Found:
    """A failure, and who let it pass where somebody did."""

    failure: Failure
    override: PublicationOverride | None

    @property
    def blocks(self) -> bool:
        """Whether it still keeps the paper from being published."""
        return self.override is None


@dataclass(frozen=True)
class Readiness:
    """How ready one paper is, as it stands now."""

    paper: Paper
    found: tuple[Found, ...]
    clearances: tuple[ClearanceView, ...]
    deadline: Deadline
    """Counted as if it were published now."""
    text_sha256: str

    @property
    def blocking(self) -> tuple[Failure, ...]:
        """What keeps it from being published."""
        return tuple(one.failure for one in self.found if one.blocks)

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not self.blocking

    @property
    def is_late(self) -> bool:
        """Whether it would go out late now."""
        return self.deadline.in_time is False


def readiness_of(paper: Paper, now: datetime, *, late_reason: str | None = None) -> Readiness:
    """How ready a paper is; `late_reason` as it would be given with publishing."""
    return readiness_of_papers([paper], now, late_reason=late_reason)[paper.pk]


def readiness_of_papers(
    papers: Sequence[Paper], now: datetime, *, late_reason: str | None = None
) -> dict[int, Readiness]:
    """How ready each paper is, by its key. Ten queries, and those for the ground of each council.

    The papers come with `committee_meeting__body__organisation` and `template_version`.
    """
    rows = text_rows(papers)
    clearances = clearances_of_papers(papers, rows)
    documents: dict[int, list[BuiltDocument]] = defaultdict(list)
    for one in BuiltDocument.objects.filter(paper__in=[paper.pk for paper in papers]).order_by("version_number", "id"):
        documents[one.paper_id].append(one)
    overrides: dict[int, list[PublicationOverride]] = defaultdict(list)
    found = PublicationOverride.objects.filter(paper__in=[paper.pk for paper in papers]).select_related("by")
    for override in found:
        overrides[override.paper_id].append(override)
    grounds = grounds_of(one.committee_meeting.body.organisation for one in papers)
    return {
        paper.pk: _readiness(
            paper,
            rows,
            clearances[paper.pk],
            documents[paper.pk],
            overrides[paper.pk],
            grounds[paper.committee_meeting.body.organisation_id],
            now,
            paper.late_reason if late_reason is None else late_reason,
        )
        for paper in papers
    }


def text_sha256_of(paper: Paper, rows: TextRows | None = None) -> str:
    """The hash of the whole text of a paper: an override holds for this text alone."""
    return coverage.hash_of(pieces_of(paper, rows or text_rows([paper]))[0])


def _readiness(
    paper: Paper,
    rows: TextRows,
    clearances: list[ClearanceView],
    documents: list[BuiltDocument],
    overrides: list[PublicationOverride],
    ground: Ground,
    now: datetime,
    late_reason: str,
) -> Readiness:
    meeting = paper.committee_meeting
    counted = last_day_to_publish(meeting.body, meeting.on, published=paper.published_at or now, ground=ground)
    content = parse(paper.template_version.content) if paper.template_version is not None else None
    facts = _facts(paper, content, rows, clearances, documents, counted, late_reason)
    every = failures(facts)
    if content is None:
        every = tuple(one for one in every if one.code in SIMPLE)
    sha256 = text_sha256_of(paper, rows)
    let_pass = {(one.code, one.place): one for one in overrides if one.text_sha256 == sha256}
    return Readiness(
        paper,
        tuple(Found(one, let_pass.get((one.code, one.place)) if one.can_be_overridden else None) for one in every),
        tuple(clearances),
        counted,
        sha256,
    )


def _facts(
    paper: Paper,
    content: TemplateContent | None,
    rows: TextRows,
    clearances: list[ClearanceView],
    documents: list[BuiltDocument],
    counted: Deadline,
    late_reason: str,
) -> Facts:
    record = light_record(paper, content, rows)
    sections = rows.sections.get(paper.pk, [])
    attachments = rows.attachments.get(paper.pk, [])
    newest = max((one.version_number for one in documents), default=0)
    private = [
        PrivatePart(f"sections/{one.key}", one.title, one.exempt_paragraph, one.public_interest_test, one.text)
        for one in sections
        if one.is_private
    ] + [
        PrivatePart(f"attachments/{one.public_id}", one.title, one.exempt_paragraph, one.public_interest_test)
        for one in attachments
        if one.is_private
    ]
    public = [(f"sections/{one.key}", one.text) for one in sections if not one.is_private]
    public += [(f"{one.group}/{one.key}", one.text) for one in rows.implications.get(paper.pk, ())]
    public += [("proposals", one.text) for one in rows.proposals.get(paper.pk, ())]
    public += [("front", paper.summary), *(("front", str(value)) for value in paper.front.values())]
    return Facts(
        record=record,
        written=tuple(_written(content, sections, rows.implications.get(paper.pk, []))) if content else (),
        clearances=tuple(ClearanceFact(one.key, one.question, one.role, one.state) for one in clearances),
        private=tuple(private),
        public_texts=() if paper.is_private else tuple(public),
        says_no_background=paper.has_no_background_papers,
        has_equality_analysis=any(one.kind == "equality" for one in attachments),
        equality_reason=paper.no_equality_analysis,
        documents=tuple(
            DocumentFact(one.kind, one.part, one.error) for one in documents if one.version_number == newest
        ),
        lateness=counted.verdict if counted.in_time is False else "",
        late_reason=late_reason,
    )


def light_record(paper: Paper, content: TemplateContent | None, rows: TextRows) -> PaperRecord:
    """The text and numbers of a paper, without what only its documents print: enough to look for broken citations."""
    attachments = rows.attachments.get(paper.pk, [])
    numbers = section_numbers((one.key, one.numbered) for one in content.sections) if content is not None else {}
    kinds = {one.kind: one.key for one in content.sections} if content is not None else {}
    positions = {one.key: one.position for one in implication_places(content)} if content is not None else {}
    groups: dict[str, list[ImplicationRow]] = {"implications": [], "priorities": []}
    for row in rows.implications.get(paper.pk, ()):
        position = positions.get(row.key, (row.order,)) if row.group == "implications" else (row.order,)
        number = number_under(numbers.get(kinds.get(row.group, "")), position)
        groups[row.group].append(ImplicationRow(number, row.title, row.status or None, row.text or None, row.key))
    return PaperRecord(
        title=paper.title,
        purpose=str(paper.front.get("purpose") or "") or None,
        outcome=str(paper.front.get("outcome") or "") or None,
        proposals=tuple(LetteredProposal(one.letter, one.text) for one in rows.proposals.get(paper.pk, ())),
        sections=_sections(content, rows.sections.get(paper.pk, []), numbers),
        priorities=tuple(groups["priorities"]),
        implications=tuple(groups["implications"]),
        appendices=tuple(Link(one.title) for one in attachments if one.kind in ("appendix", "supplement")),
        source_documents=tuple(Link(one.title) for one in attachments if one.kind == "background"),
    )


def _sections(
    content: TemplateContent | None, rows: Iterable[PaperSection], numbers: dict[str, str | None]
) -> tuple[Section, ...]:
    """Those of the template in its order, also without text of their own, so that their numbers are known."""
    written = {one.key: one for one in rows}
    places = [(one.key, one.title, one.kind) for one in content.sections] if content is not None else []
    known = {key for key, _, _ in places}
    places += [(one.key, one.title, "text") for one in written.values() if one.key not in known]
    found = []
    for key, title, kind in places:
        number = numbers.get(key)
        text = written[key].text if key in written else ""
        paragraphs = tuple(Paragraph(one.number, one.text) for one in numbered(number, text)) if text else ()
        found.append(Section(number, title, paragraphs, key=key, kind="" if kind in WRITTEN_KINDS else kind))
    return tuple(found)


def _written(
    content: TemplateContent, sections: Iterable[PaperSection], rows: Iterable[Implication]
) -> Iterable[Written]:
    texts = {one.key: one.text for one in sections}
    for place in content.sections:
        if place.kind in WRITTEN_KINDS:
            yield Written(f"sections/{place.key}", place.title, texts.get(place.key, ""), place.required)
    headings = {one.key for one in implication_places(content) if one.has_parts}
    for row in rows:
        yield Written(
            f"{row.group}/{row.key}",
            row.title,
            row.text,
            is_required=row.key not in headings,
            status=row.status if row.has_status else None,
            is_none=row.is_none,
        )
