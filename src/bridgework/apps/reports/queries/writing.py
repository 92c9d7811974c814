"""Reads for writing a report in place: its sections, what can be referred to, what leads nowhere, what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import (
    DissentNote,
    FactCheckComment,
    Figure,
    Report,
    ReportBroughtIn,
    ReportComment,
    ReportEdit,
    ReportSection,
)
from bridgework.apps.reports.rules import SEE
from bridgework.apps.workspace.queries import findings_for_report, quotes_for_report, sources_of
from bridgework.core.differences import Segment, difference
from bridgework.core.reports.passages import places_of
from bridgework.core.reports.referring import Reference, as_written, references_in
from bridgework.kernel.errors import NotFound


@dataclass(frozen=True)
class Offered:
    """Something a text can refer to: the exact words to put in, and what it is."""

    written: str
    label: str
    words: str


@dataclass(frozen=True)
class Referable:
    """All that the text of a report can refer to, by kind."""

    findings: tuple[Offered, ...]
    sources: tuple[Offered, ...]
    quotes: tuple[Offered, ...]
    figures: tuple[Offered, ...]

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Offered, ...]], ...]:
        """Heading, what to do where there is none, and what is there."""
        return (
            ("Findings", "No finding is written down yet.", self.findings),
            ("Sources", "No source is in the register yet.", self.sources),
            ("Quotes", "No quote is approved yet by the person who said it.", self.quotes),
            ("Figures", "No figure is added yet.", self.figures),
        )

    @property
    def known(self) -> frozenset[tuple[str, str]]:
        """Kind and name of everything that can be referred to."""
        rows = (*self.findings, *self.sources, *self.quotes, *self.figures)
        return frozenset((one.kind, one.name) for row in rows for one in references_in(row.written))


@dataclass(frozen=True)
class Broken:
    """A reference that leads nowhere: as written, and why."""

    written: str
    why: str


@dataclass(frozen=True)
class SectionShown:
    """A section of a report being written, with what waits in it."""

    section: ReportSection
    comments: tuple[ReportComment, ...]
    broken: tuple[Broken, ...]

    @property
    def open_comments(self) -> tuple[ReportComment, ...]:
        """Those nobody has settled."""
        return tuple(one for one in self.comments if one.settled_at is None)

    @property
    def settled_comments(self) -> tuple[ReportComment, ...]:
        """Those that were settled."""
        return tuple(one for one in self.comments if one.settled_at is not None)


@dataclass(frozen=True)
class ProposalShown:
    """Words proposed by an officer: the difference, and the section they could be put into."""

    comment: FactCheckComment
    segments: tuple[Segment, ...]
    section: ReportSection | None
    """Where the passage stands exactly once; None where it stands nowhere, or more than once."""

    @property
    def segments_shown(self) -> list[tuple[str, str]]:
        """The difference as the component takes it."""
        return [(one.kind, one.text) for one in self.segments]


_WHY = {
    "source": "This source is not in the register, or is there twice and set aside.",
    "finding": "There is no such finding on this question.",
    "quote": "This quote is not approved, or was withdrawn.",
    "figure": "This report has no such figure.",
}


def referable(report: Report) -> Referable:
    """What the text of a report can refer to. Seven queries, however many there are."""
    challenge: Challenge = report.challenge
    return Referable(
        findings=tuple(
            Offered(as_written("finding", one.finding.public_id), f"Finding {one.finding.number}", one.finding.text)
            for one in findings_for_report(challenge)
        ),
        sources=tuple(
            Offered(
                as_written("source", one.public_id),
                one.title,
                ", ".join(part for part in (one.authors, str(one.year or ""), one.get_kind_display()) if part),
            )
            for one in sources_of(challenge)
        ),
        quotes=tuple(
            Offered(as_written("quote", one.public_id), one.attribution, one.text)
            for one in quotes_for_report(challenge)
        ),
        figures=tuple(
            Offered(as_written("figure", one.key), one.title, one.description) for one in report.figures.order_by("id")
        ),
    )


def broken_in(text: str, there: Referable) -> tuple[Broken, ...]:
    """The references of a text that lead nowhere, each once."""
    known = there.known
    found: dict[str, Broken] = {}
    for one in references_in(text):
        if (one.kind, one.name) not in known:
            written = text[one.start : one.end]
            found.setdefault(written, Broken(written, _why(one)))
    return tuple(found.values())


def sections_of(report: Report, there: Referable | None = None) -> list[SectionShown]:
    """The sections in their order, with comments and, where `there` is given, broken references. Two queries."""
    rows = report.sections.filter(removed_at=None).prefetch_related(
        Prefetch("comments", ReportComment.objects.select_related("author").order_by("created_at", "id"))
    )
    return [
        SectionShown(one, tuple(one.comments.all()), broken_in(one.text, there) if there is not None else ())
        for one in rows.order_by("order", "id")
    ]


def removed_sections(report: Report) -> QuerySet[ReportSection]:
    """The sections that were taken out, the latest first; each can be put back."""
    return report.sections.exclude(removed_at=None).order_by("-removed_at", "id")


def section_of(report: Report, key: str) -> ReportSection:
    """One section, also one that was taken out. Raises `NotFound`."""
    found = report.sections.filter(key=key[:60]).select_related("report__challenge").first()
    if found is None:
        raise NotFound("This report has no such section.", rule=SEE.name)
    return found


def edits_of(section: ReportSection) -> list[ReportEdit]:
    """Every text saved of a section, the newest first."""
    return list(section.edits.select_related("author").order_by("-version"))


def comment_of(report: Report, public_id: str) -> ReportComment:
    """One comment on a section of a report. Raises `NotFound`."""
    found = (
        ReportComment.objects.filter(section__report=report, public_id=public_id[:14])
        .select_related("section__report__challenge")
        .first()
    )
    if found is None:
        raise NotFound("There is no such comment.", rule=SEE.name)
    return found


def open_comments_count(report: Report) -> int:
    """How many comments on its sections nobody has settled."""
    shown = Count("comments", filter=Q(comments__settled_at=None))
    return sum(report.sections.filter(removed_at=None).annotate(n=shown).values_list("n", flat=True))


def figure_of(report: Report, key: str) -> Figure:
    """One figure. Raises `NotFound`."""
    found = report.figures.filter(key=key[:60]).select_related("file", "report__challenge").first()
    if found is None:
        raise NotFound("This report has no such figure.", rule=SEE.name)
    return found


def figures_of(report: Report) -> QuerySet[Figure]:
    """The figures in the order they were added."""
    return report.figures.select_related("file").order_by("id")


def brought_in_of(report: Report, public_id: str) -> ReportBroughtIn:
    """One document that was brought in. Raises `NotFound`."""
    found = report.brought_in.filter(public_id=public_id[:14]).select_related("file", "by", "report__challenge").first()
    if found is None:
        raise NotFound("There is no such document.", rule=SEE.name)
    return found


def dissent_of(report: Report) -> QuerySet[DissentNote]:
    """The dissent notes that stand."""
    return report.dissent_notes.filter(withdrawn_at=None).select_related("author").order_by("created_at", "id")


def proposals_of(report: Report, comments: Sequence[FactCheckComment]) -> dict[int, ProposalShown]:
    """By the comment's key: what officers propose, and where it could be put in. One query."""
    proposing = [one for one in comments if one.proposed]
    sections = list(report.sections.filter(removed_at=None).order_by("order")) if proposing else []
    return {
        one.pk: ProposalShown(one, difference(one.passage, one.proposed), _only_place(one.passage, sections))
        for one in proposing
    }


def _only_place(passage: str, sections: Sequence[ReportSection]) -> ReportSection | None:
    places = [(section, len(places_of(passage, section.text))) for section in sections]
    found = [section for section, times in places for _ in range(times)]
    return found[0] if len(found) == 1 else None


def _why(one: Reference) -> str:
    return _WHY[one.kind]
