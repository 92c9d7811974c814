"""A report as one record: what it says, what it refers to, and what its recommendations rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from django.db.models import Prefetch
from django.utils import timezone

from bridgework.apps.people.models import Consent, RoleHolding
from bridgework.apps.people.queries import held_on, names_of_organisations
from bridgework.apps.reports.models import Figure, Recommendation, Report, ReportVersion
from bridgework.apps.workspace.models import Finding, FindingSource, Quote, Source
from bridgework.apps.workspace.queries import csl_of, quotes_for_report
from bridgework.apps.workspace.queries.references import NOT_CITED
from bridgework.core.references import formatted
from bridgework.core.reports.as_json import from_json
from bridgework.core.reports.record import (
    FROM_EVIDENCE,
    Author,
    Bearing,
    CitedSource,
    Dissent,
    DrawnFigure,
    MadeRecommendation,
    QuotedWords,
    ReportRecord,
    SectionText,
    StatedFinding,
)
from bridgework.core.reports.referring import references_in
from bridgework.kernel.roles import ROLES, TEAM_ROLES

NAMED: Final = "reports.named-as-author"
"""The consent by which a researcher is shown by name in a report; without it they are only counted."""
T = TypeVar("T")


def assembled(report: Report, *, today: date, instead: Mapping[str, str] | None = None) -> ReportRecord:
    """The report as it is being written now, from its sections; one that is not written here has its latest text.

    `instead` holds texts by the key of their section that are typed and not saved.
    """
    typed = instead or {}
    version = report.versions.order_by("-number").first()
    if not report.is_written_here:
        return _whole(report, _typed(version), today) if version is None else record_of(version, today=today)
    sections = tuple(
        SectionText(one.key, one.title, typed.get(one.key, one.text))
        for one in report.sections.filter(removed_at=None).order_by("order", "id")
        if typed.get(one.key, one.text).strip()
    )
    return replace(_whole(report, sections, today), version=(version.number if version else 0) + 1)


def record_of(version: ReportVersion, *, today: date | None = None, settled: bool = False) -> ReportRecord:
    """What readers see of a version. What was frozen stays; recommendations and dissent follow until publication.

    `settled` gives the record to be kept at publication, when the report is public already.
    """
    report = version.report
    frozen = from_json(version.record) if version.record else None
    if frozen is not None and frozen.published_on and not settled:
        return frozen
    sections = frozen.sections if frozen is not None else _typed(version)
    live = _whole(report, sections, today or timezone.localdate(version.created_at))
    if frozen is not None:
        live = _as_frozen(live, frozen)
    return replace(
        live,
        version=version.number,
        frozen_on=timezone.localdate(version.created_at).isoformat(),
        redacted_on=timezone.localdate(version.redacted_at).isoformat() if version.redacted_at else "",
        sha256=version.sha256,
    )


def references_of(record: ReportRecord) -> list[tuple[str, str]]:
    """What a version rests on, cites or quotes: (record kind, public id), each once."""
    kinds = ((Source, record.sources), (Finding, record.findings), (Quote, record.quotes))
    return [(kind.record_kind(), one.id) for kind, rows in kinds for one in rows]


def _typed(version: ReportVersion | None) -> tuple[SectionText, ...]:
    return (SectionText("text", "", version.text),) if version is not None else ()


def _as_frozen(live: ReportRecord, frozen: ReportRecord) -> ReportRecord:
    """What was frozen stays word for word; what only recommendations brought since is added."""
    numbers = {one.id: one.number for one in frozen.sources}
    free = max(numbers.values(), default=0)
    sources = list(frozen.sources)
    for one in live.sources:
        if one.id not in numbers:
            free += 1
            sources.append(replace(one, number=free))
    return replace(
        live,
        sources=tuple(sources),
        findings=_kept(live.findings, frozen.findings, "id"),
        quotes=_kept(live.quotes, frozen.quotes, "id"),
        figures=_kept(live.figures, frozen.figures, "key"),
    )


def _kept(live: Sequence[T], frozen: Sequence[T], by: str) -> tuple[T, ...]:
    known = {getattr(one, by) for one in frozen}
    return (*frozen, *(one for one in live if getattr(one, by) not in known))


def _whole(report: Report, sections: tuple[SectionText, ...], today: date) -> ReportRecord:
    challenge = report.challenge
    programme = challenge.question.programme
    texts = [report.summary, report.plain_summary, *(one.text for one in sections)]
    named: dict[str, list[str]] = {}
    for text in texts:
        for one in references_in(text):
            named.setdefault(one.kind, []).append(one.name)
    recommendations = _recommendations(report)
    wanted = {*named.get("finding", ()), *(key for one in recommendations for key in one.findings)}
    findings = _findings(report, wanted)
    order = [*named.get("source", ()), *(each.source for one in findings for each in one.bearings)]
    parent = report.parent
    return ReportRecord(
        id=report.public_id,
        title=report.title,
        version=0,
        question=challenge.question.title,
        programme=programme.name,
        organisation=names_of_organisations([programme.council_id], today).get(programme.council_id, ""),
        is_invented=programme.is_invented,
        part_of=parent.title if parent else "",
        parts=tuple(report.sub_reports.order_by("order", "id").values_list("title", flat=True)),
        authors=_authors(report, today),
        dated=report.dated,
        published_on=report.published_on.isoformat() if report.published_on else "",
        summary=report.summary,
        plain_summary=report.plain_summary,
        sections=sections,
        recommendations=recommendations,
        findings=findings,
        sources=_sources(report, order),
        quotes=_quotes(report, named.get("quote", ())),
        figures=_figures(report, named.get("figure", ())),
        dissent=tuple(Dissent(one.shown_as, one.text) for one in report.dissent_notes.filter(withdrawn_at=None)),
        future_work=tuple(report.future_work.order_by("id").values_list("text", flat=True)),
    )


def _recommendations(report: Report) -> tuple[MadeRecommendation, ...]:
    rows = (
        Recommendation.objects.filter(report=report, merged_into=None, parts__isnull=True)
        .prefetch_related(Prefetch("findings", Finding.objects.order_by("number")))
        .order_by("order", "id")
    )
    return tuple(
        MadeRecommendation(
            id=one.public_id,
            number=one.number,
            text=one.text,
            code=one.code,
            heading=one.heading,
            addressee=one.addressee,
            for_whom=one.for_whom,
            by_when=one.by_when,
            cost_band=one.cost_band,
            strength=one.strength,
            would_fail_if=one.would_fail_if,
            from_evidence=tuple(
                (label, one.from_evidence[key]) for key, label in FROM_EVIDENCE if one.from_evidence.get(key)
            ),
            findings=tuple(each.public_id for each in one.findings.all() if each.challenge_id == report.challenge_id),
        )
        for one in rows
    )


def _findings(report: Report, wanted: set[str]) -> tuple[StatedFinding, ...]:
    rows = (
        Finding.objects.filter(challenge=report.challenge_id, public_id__in=wanted)
        .prefetch_related(Prefetch("bearings", FindingSource.objects.select_related("source").order_by("id")))
        .order_by("number")
    )
    return tuple(_finding(one) for one in rows)


def _finding(one: Finding) -> StatedFinding:
    if not one.is_public:
        return StatedFinding(one.public_id, one.number, is_public=False)
    return StatedFinding(
        id=one.public_id,
        number=one.number,
        text=one.text,
        confidence=one.confidence,
        methods=one.methods_note,
        coherence=one.coherence_note,
        adequacy=one.adequacy_note,
        relevance=one.relevance_note,
        superseded_note=one.superseded_note,
        bearings=tuple(Bearing(each.source.public_id, each.bearing, each.page) for each in one.bearings.all()),
    )


def _sources(report: Report, order: Iterable[str]) -> tuple[CitedSource, ...]:
    """In the order in which a reader meets them."""
    wanted = list(dict.fromkeys(order))
    rows = Source.objects.filter(challenge=report.challenge_id, public_id__in=wanted)
    found: Mapping[str, Source] = {one.public_id: one for one in rows}
    known = [found[key] for key in wanted if key in found]
    shown = [one for one in known if one.is_public and one.kind not in NOT_CITED]
    # Without an author the style repeats the title in the author's place: our own words are plainer there.
    authored = [one for one in shown if csl_of(one).get("author") or csl_of(one).get("editor")]
    words = dict(zip((one.pk for one in authored), formatted([csl_of(one) for one in authored]), strict=True))
    return tuple(_source(one, number, words.get(one.pk, "")) for number, one in enumerate(known, start=1))


def _source(one: Source, number: int, words: str) -> CitedSource:
    if not one.is_public:
        return CitedSource(one.public_id, number, one.kind, is_public=False)
    told = ", ".join(part for part in (one.title, str(one.year or "")) if part)
    return CitedSource(
        id=one.public_id,
        number=number,
        kind=one.kind,
        title=one.title,
        formatted=words or f"{told} ({one.get_kind_display()})",
        csl=csl_of(one) if one.kind not in NOT_CITED else {},
        says=one.says,
        place=one.place,
        population=one.population,
        confidence=one.confidence,
    )


def _quotes(report: Report, names: Iterable[str]) -> tuple[QuotedWords, ...]:
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return ()
    printable = {one.public_id: one for one in quotes_for_report(report.challenge)}
    rows = {one.public_id: one for one in Quote.objects.filter(challenge=report.challenge_id, public_id__in=wanted)}
    made: list[QuotedWords] = []
    for key in wanted:
        if key in printable:
            made.append(QuotedWords(key, printable[key].key, printable[key].text, printable[key].attribution))
        elif key in rows:
            made.append(QuotedWords(key, rows[key].key, is_withdrawn=rows[key].state in ("withdrawn", "refused")))
    return tuple(made)


def _figures(report: Report, names: Iterable[str]) -> tuple[DrawnFigure, ...]:
    found = {one.key: one for one in Figure.objects.filter(report=report).select_related("file")}
    known = [found[key] for key in dict.fromkeys(names) if key in found]
    return tuple(
        DrawnFigure(
            key=one.key,
            number=number,
            title=one.title,
            description=one.description,
            columns=tuple(map(str, one.data.get("columns", ()))),
            rows=tuple(tuple(map(str, row)) for row in one.data.get("rows", ())),
            file=one.file.public_id if one.file else "",
            file_name=one.file.name if one.file else "",
            media_type=one.file.media_type if one.file else "",
            sha256=one.file.sha256 if one.file else "",
        )
        for number, one in enumerate(known, start=1)
    )


def _authors(report: Report, today: date) -> tuple[Author, ...]:
    """The team: by name who agreed to that, the others counted."""
    rows = (
        RoleHolding.objects.filter(held_on(today), scope__under=report.scope, role__in=TEAM_ROLES)
        .select_related("person")
        .order_by("person__name", "person_id", "role")
    )
    agreed = Consent.objects.filter(purpose=NAMED, withdrawn_at=None, person__in=[one.person_id for one in rows])
    named = set(agreed.values_list("person_id", flat=True))
    shown = {one.person_id: Author(one.person.name, ROLES[one.role].label) for one in rows if one.person_id in named}
    others = len({one.person_id for one in rows} - named)
    if not others:
        return tuple(shown.values())
    if not shown:
        return (Author("one researcher" if others == 1 else f"a team of {others}"),)
    return (*shown.values(), Author("one other of the team" if others == 1 else f"{others} others of the team"))
