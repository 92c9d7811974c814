"""From stored rows to the records of a thread. Nothing is read here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from bridgework.apps.committees.models import Paper, Resolution
from bridgework.kernel.roles import ROLES
from bridgework.threads.facts import histories_of
from bridgework.threads.material import Material, Row, grouped
from bridgework.threads.records import (
    ActionRecord,
    BelongingRecord,
    EffectRecord,
    EvidenceRecord,
    FindingRecord,
    PaperRecord,
    ProblemRecord,
    ProposalRecord,
    PropositionRecord,
    ReaderRecord,
    RecommendationRecord,
    ReportRecord,
    ResolutionRecord,
    StakeholderAnswer,
    TeamRecord,
    WordingRecord,
)
from bridgework.threads.wording import (
    change_words,
    changed_words,
    decision_words,
    grade_meaning,
    grade_words,
    partial,
    partial_of,
    pounds,
    source_notes,
)

# What a source says against a finding's figure begins with its own: "45%: the commission of 2021".
_FIGURE_AGAINST = re.compile(r"([^:]{0,40}[0-9][^:]{0,40}): (.+)", re.DOTALL)
DELIVERERS: Mapping[str, str] = {
    "council": "the council",
    "partner": "a partner",
    "jointly": "the council and a partner",
}


@dataclass(frozen=True)
class Told:
    """Every record of one challenge."""

    problem: ProblemRecord | None
    wordings: tuple[WordingRecord, ...]
    belongings: tuple[BelongingRecord, ...]
    teams: tuple[TeamRecord, ...]
    findings: tuple[FindingRecord, ...]
    propositions: tuple[PropositionRecord, ...]
    reports: tuple[ReportRecord, ...]
    recommendations: tuple[RecommendationRecord, ...]
    papers: tuple[PaperRecord, ...]
    actions: tuple[ActionRecord, ...]
    effects: tuple[EffectRecord, ...]
    reader_notes: tuple[ReaderRecord, ...]


def told(material: Material) -> Told:
    """The records of everything that was read."""
    codes = {one.pk: one.code for one in material.recommendations}
    return Told(
        problem=_problem(material),
        wordings=tuple(
            WordingRecord(
                one.public_id, one.number, one.text, one.why, one.author_role, one.is_current, one.is_quotation,
                one.order_known, one.source, None if material.challenge.question.programme.is_history else
                partial_of(timezone.localdate(one.created_at)),
            )
            for one in material.wordings
        ),
        belongings=_belongings(material),
        teams=tuple(_team(rows) for rows in grouped(material.teams)),
        findings=findings_of(material.findings),
        propositions=tuple(_proposition(rows) for rows in grouped(material.propositions)),
        reports=_reports(material),
        recommendations=_recommendations(material),
        papers=_papers(material, codes),
        actions=tuple(action_of(rows, codes) for rows in grouped(material.actions)),
        effects=tuple(effect(rows, codes) for rows in grouped(material.effects)),
        reader_notes=tuple(
            ReaderRecord(one.public_id, one.station, one.text, one.evidence) for one in material.reader_notes
        ),
    )  # fmt: skip


def _problem(material: Material) -> ProblemRecord | None:
    one = material.challenge.question.problem_statement
    if one is None:
        return None
    brought = partial_of(one.created_at.date())
    assert brought is not None
    return ProblemRecord(one.public_id, one.text, one.who_is_affected, brought, one.source)


def _belongings(material: Material) -> tuple[BelongingRecord, ...]:
    found = []
    for one in material.belongings:
        when = partial(one.decided_on)
        name = material.body_name(one.body_id, when.first_day if when else None)
        found.append(
            BelongingRecord(one.public_id, one.council_programme, name, when, one.reason, one.is_current, one.source)
        )
    return tuple(found)


def _team(rows: list[Row]) -> TeamRecord:
    first = rows[0]
    roles = Counter(row["member_role"] for row in rows if row["member_state"] == "accepted")
    left = sum(row["member_state"] == "left" for row in rows)
    size = sum(roles.values()) or first["size_known"]
    makeup = tuple((ROLES[role].label, number) for role, number in roles.items() if role in ROLES)
    return TeamRecord(first["public_id"], first["name"], size, first["size_basis"], makeup, left, first["run"] or "")


def findings_of(rows: Iterable[Row]) -> tuple[FindingRecord, ...]:
    """Findings from joined rows."""
    return tuple(_finding(one) for one in grouped(rows))


def _finding(rows: list[Row]) -> FindingRecord:
    first = rows[0]
    evidence = tuple(_evidence(row) for row in rows if row["source_title"] and row["source_public"])
    return FindingRecord(
        first["public_id"], first["number"], first["text"], first["confidence"], first["figure"], first["figure_of"],
        first["superseded_note"], evidence,
    )  # fmt: skip


def _evidence(row: Row) -> EvidenceRecord:
    says = row["source_says"] or ""
    contested = _FIGURE_AGAINST.match(says) if row["bearing"] == "contradicts" else None
    return EvidenceRecord(
        kind=row["source_kind"].replace("_", " "),
        title=row["source_title"],
        bearing=row["bearing"],
        authors=row["source_authors"] or "",
        year=row["source_year"],
        address=row["source_address"] or "",
        page=row["page"] or "",
        says=contested[2] if contested else says,
        figure=contested[1] if contested else "",
    )


def _proposition(rows: list[Row]) -> PropositionRecord:
    first = rows[0]
    answers = tuple(
        StakeholderAnswer(row["answer_role"], row["answer_stance"], row["answer_text"] or "")
        for row in rows
        if row["answer_role"]
    )
    return PropositionRecord(
        first["public_id"], first["text"], first["put_to"], partial(first["put_on"]), first["answer"],
        first["did_next"], first["state"], first["source"], answers,
    )  # fmt: skip


def _reports(material: Material) -> tuple[ReportRecord, ...]:
    found = [_report(rows) for rows in grouped(material.reports)]
    below = {one.public_id: tuple(sub.title for sub in found if sub.parent == one.public_id) for one in found}
    return tuple(replace(one, sub_reports=below[one.public_id]) for one in found)


def _report(rows: list[Row]) -> ReportRecord:
    first = rows[0]
    return ReportRecord(
        public_id=first["public_id"],
        title=first["title"],
        title_is_quotation=first["title_is_quotation"],
        dated=partial(first["dated"]) or partial_of(first["published_on"]),
        summary=first["summary"],
        themes_note=first["themes_note"],
        note=first["note"],
        parent=first["parent_public_id"] or "",
        has_text=any(row["version_number"] for row in rows),
        sources=source_notes(first["sources"]),
    )


def _recommendations(material: Material) -> tuple[RecommendationRecord, ...]:
    effects: dict[int, list[EffectRecord]] = defaultdict(list)
    for rows in grouped(material.effects):
        stated = effect(rows, {})
        for row in rows:
            if row["recommendation_id"] is not None:
                effects[row["recommendation_id"]].append(stated)
    facts: dict[int, list[Row]] = defaultdict(list)
    for row in material.facts:
        facts[row["recommendation_id"]].append(row)
    found = []
    for one in material.recommendations:
        histories = histories_of(facts.get(one.pk, ()), effects.get(one.pk, ()))
        found.append(
            RecommendationRecord(
                public_id=one.public_id,
                code=one.code,
                number=one.number,
                heading=one.heading,
                text=one.text,
                basis=one.basis,
                place=one.place,
                source=one.source,
                theme=one.theme,
                addressee=one.addressee,
                by_when=one.by_when,
                state=one.state,
                facts=histories.current,
                contradictions=histories.contradictions,
            )
        )
    return tuple(found)


def _papers(material: Material, codes: Mapping[int, str]) -> tuple[PaperRecord, ...]:
    proposals: dict[int, list[ProposalRecord]] = defaultdict(list)
    resolutions: dict[int, list[Resolution]] = defaultdict(list)
    for resolution in material.resolutions:
        resolutions[resolution.proposal_id].append(resolution)
    for rows in grouped(material.proposals):
        first = rows[0]
        put = tuple(codes[row["recommendation_id"]] for row in rows if row["recommendation_id"] in codes)
        proposals[first["paper_id"]].append(_proposal(first, put, resolutions.get(first["pk"], ())))
    return tuple(_paper(paper, material, tuple(proposals[paper.pk])) for paper in material.papers)


def _paper(paper: Paper, material: Material, proposals: tuple[ProposalRecord, ...]) -> PaperRecord:
    meeting = paper.committee_meeting
    when = partial_of(meeting.on, meeting.on_precision)
    assert when is not None
    return PaperRecord(
        public_id=paper.public_id,
        reference=paper.reference,
        title=paper.title,
        title_is_quotation=paper.title_is_quotation,
        summary="" if paper.is_private else paper.summary,
        from_role=paper.from_role,
        body=material.body_name(meeting.body_id, meeting.on),
        meeting_on=when,
        date_basis=meeting.date_basis,
        meeting_public_id=meeting.public_id,
        address=paper.address,
        source=paper.source,
        state=paper.state,
        proposals=proposals,
    )


def _proposal(row: Row, put: tuple[str, ...], resolutions: Iterable[Resolution]) -> ProposalRecord:
    kept = [(_resolution(one, row["text"]), one.superseded_by_id is not None) for one in resolutions]
    return ProposalRecord(
        row["public_id"], row["letter"], row["text"], put,
        resolution=next((record for record, gone in kept if not gone), None),
        superseded=tuple(record for record, gone in kept if gone),
    )  # fmt: skip


def _resolution(one: Resolution, proposed: str) -> ResolutionRecord:
    return ResolutionRecord(
        one.public_id, one.outcome, decision_words(one.outcome), one.words,
        changed_words(proposed, one.words), one.reason,
        partial_of(one.resolved_on), one.report_back_on, one.owner_role, one.source, one.superseded_reason,
    )  # fmt: skip


def action_of(rows: list[Row], codes: Mapping[int, str]) -> ActionRecord:
    """One action from its joined rows."""
    first = rows[0]
    owner = first["owner_role"] or ("its owner" if first["owner_id"] else "")
    return ActionRecord(
        first["public_id"], first["text"], owner, DELIVERERS.get(first["deliverer"], first["deliverer"]),
        first["due_on"], first["state"], first["source"],
        tuple(codes[row["recommendation_id"]] for row in rows if row["recommendation_id"] in codes),
    )  # fmt: skip


def effect(rows: list[Row], codes: Mapping[int, str]) -> EffectRecord:
    """One statement of effect from its joined rows."""
    first = rows[0]
    return EffectRecord(
        public_id=first["public_id"],
        kind=first["kind"],
        kind_words=change_words(first["kind"]),
        grade=first["grade"],
        grade_words=grade_words(first["grade"]),
        grade_meaning=grade_meaning(first["grade"]),
        text=first["text"],
        amount=pounds(first["amount"], first["amount_period"]),
        stated_by=first["stated_by"],
        confidence=first["confidence"],
        other_causes=first["other_causes"],
        counter_evidence=first["counter_evidence"],
        credit_also=first["credit_also"],
        observed_on=partial(first["observed_on"]),
        source=first["source"],
        recommendations=tuple(codes[row["recommendation_id"]] for row in rows if row["recommendation_id"] in codes),
    )
