"""Everything a thread is composed of, read in a fixed number of queries whatever the thread holds.

Rows that belong together come in one joined query each, so that a full thread stays under the limit of queries a page
may make. What is not public never leaves this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Q, Value, When

from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.impact.models import Action, Decision, IndependentCheck, ReportBack, StatementOfEffect
from bridgework.apps.library.models import ReaderNote
from bridgework.apps.questions.models import Belonging, Challenge, Wording
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.teams.models import Team
from bridgework.apps.workspace.models import Finding, Milestone, Proposition
from bridgework.threads import bodies
from bridgework.threads.reach import PUBLIC_PAPER_STATES

Row = Mapping[str, Any]
WORKING = ("team_formed", "under_way")
"""States in which the next milestone says what happens next."""


@dataclass
class Material:
    """What was found about one challenge; lists are empty where nothing was."""

    challenge: Challenge
    wordings: list[Wording] = field(default_factory=list)
    belongings: list[Belonging] = field(default_factory=list)
    teams: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    propositions: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    proposals: list[Row] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    effects: list[Row] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    reader_notes: list[ReaderNote] = field(default_factory=list)
    body_names: bodies.Names = field(default_factory=dict)

    def body_name(self, body_id: int | None, day: date | None) -> str:
        """What a body was called on a day."""
        return bodies.name_on(self.body_names, body_id, day)


CHALLENGE_WITH = (
    "question__problem_statement",
    "round",
    "type",
    "question__programme",
    "target_meeting",
)


def material_of(challenge: Challenge) -> Material:
    """Read everything public about a challenge that was loaded with `CHALLENGE_WITH`."""
    found = Material(challenge)
    found.wordings = list(challenge.question.wordings.order_by("number"))
    found.belongings = list(challenge.belongings.order_by("id"))
    found.teams = _teams(challenge)
    found.findings = finding_rows(Q(challenge=challenge))
    found.propositions = _propositions(challenge)
    found.reports = _reports(challenge)
    found.recommendations = list(challenge.recommendations.filter(is_public=True).order_by("order", "id"))
    found.papers = list(
        challenge.papers.filter(state__in=PUBLIC_PAPER_STATES)
        .select_related("committee_meeting")
        .order_by("committee_meeting__on", "id")
    )
    if found.papers:
        # Of a paper that is private as a whole only its title is told.
        told = [paper for paper in found.papers if not paper.is_private]
        found.proposals = _proposals(told)
        found.resolutions = list(Resolution.objects.filter(proposal__paper__in=told).order_by("id"))
    if found.recommendations:
        found.facts = facts_of(Q(recommendation__challenge=challenge.pk, recommendation__is_public=True))
    found.actions = action_rows(Q(challenge=challenge))
    found.effects = effects_where(Q(challenge=challenge))
    if challenge.state in WORKING:
        found.milestones = list(challenge.milestones.order_by("order"))
    found.reader_notes = list(challenge.reader_notes.filter(state="accepted").order_by("id"))
    found.body_names = bodies.names_of(_body_ids(found))
    return found


def _body_ids(found: Material) -> set[int]:
    ids = {belonging.body_id for belonging in found.belongings}
    ids |= {paper.committee_meeting.body_id for paper in found.papers}
    if found.challenge.target_meeting is not None:
        ids.add(found.challenge.target_meeting.body_id)
    return {one for one in ids if one is not None}


def _teams(challenge: Challenge) -> list[Row]:
    return list(
        Team.objects.filter(challenge=challenge)
        .exclude(state__in=("draft", "disbanded"))
        .values(
            "pk", "public_id", "name", "size_known", "size_basis", "state",
            member_role=F("team_members__role"),
            member_state=F("team_members__state"),
            run=F("formed_by__public_id"),
        )
        .order_by("pk", "team_members__pk")
    )  # fmt: skip


def finding_rows(condition: Q) -> list[Row]:
    """Public findings with the sources each rests on, one row a pair."""
    return list(
        Finding.objects.filter(condition, is_public=True)
        .values(
            "pk", "public_id", "number", "text", "confidence", "figure", "figure_of", "superseded_note",
            bearing=F("bearings__bearing"),
            page=F("bearings__page"),
            source_kind=F("bearings__source__kind"),
            source_title=F("bearings__source__title"),
            source_authors=F("bearings__source__authors"),
            source_year=F("bearings__source__year"),
            source_address=F("bearings__source__address"),
            source_says=F("bearings__source__says"),
            source_public=F("bearings__source__is_public"),
        )
        .order_by("number", "bearings__pk")
    )  # fmt: skip


def _propositions(challenge: Challenge) -> list[Row]:
    return list(
        Proposition.objects.filter(challenge=challenge, is_public=True)
        .values(
            "pk", "public_id", "text", "put_to", "put_on", "answer", "did_next", "state", "source",
            answer_role=F("answers__by_role"),
            answer_stance=F("answers__stance"),
            answer_text=F("answers__text"),
        )
        .order_by("pk", "answers__pk")
    )  # fmt: skip


def _reports(challenge: Challenge) -> list[Row]:
    return list(
        Report.objects.filter(challenge=challenge, state="published")
        .values(
            "pk", "public_id", "title", "title_is_quotation", "dated", "published_on", "summary", "themes_note", "note",
            "sources",
            parent_public_id=F("parent__public_id"),
            version_number=F("versions__number"),
        )
        .order_by("order", "pk", "versions__number")
    )  # fmt: skip


def _proposals(papers: Iterable[Paper]) -> list[Row]:
    return list(
        Proposal.objects.filter(paper__in=[paper.pk for paper in papers])
        .values(
            "pk", "public_id", "paper_id", "letter", "text",
            recommendation_id=F("recommendation_links__recommendation_id"),
        )
        .order_by("paper_id", "order", "recommendation_links__pk")
    )  # fmt: skip


def action_rows(condition: Q) -> list[Row]:
    """Public actions with the recommendations each is about, one row a pair."""
    return list(
        Action.objects.filter(condition, is_public=True)
        .values(
            "pk", "public_id", "text", "owner_id", "owner_role", "deliverer", "due_on", "state", "source",
            recommendation_id=F("recommendations__pk"),
        )
        .order_by("due_on", "pk", "recommendations__pk")
    )  # fmt: skip


def effects_where(condition: Q) -> list[Row]:
    """Public statements of effect with the recommendations each is about, one row a pair."""
    return list(
        StatementOfEffect.objects.filter(condition, is_public=True, is_superseded=False)
        .values(
            "pk", "public_id", "kind", "grade", "text", "amount", "amount_period", "stated_by", "confidence",
            "other_causes", "counter_evidence", "credit_also", "observed_on", "source", "created_at",
            recommendation_id=F("recommendations__pk"),
        )
        .order_by("pk", "recommendations__pk")
    )  # fmt: skip


FACT_COLUMNS = (
    "fact", "pk", "public_id", "recommendation_id", "value", "text", "reason", "on", "by", "source", "superseded",
    "link", "progress", "evidence_kind", "proposed",
)  # fmt: skip


def _unless_private(column: str) -> Case:
    """Words of the resolution a decision rests on; empty for a reply, and for a paper that is private as a whole."""
    told = When(resolution__proposal__paper__is_private=False, then=F(f"resolution__{column}"))
    return Case(told, default=Value(""), output_field=CharField())


def facts_of(condition: Q) -> list[Row]:
    """Decisions, report-backs and independent checks of some recommendations: three histories in one query."""
    none = Value("", output_field=CharField())
    resolved, proposed = _unless_private("words"), _unless_private("proposal__text")
    key = ("pk", "public_id", "recommendation_id")
    decided = Decision.objects.filter(condition).order_by().values_list(
        Value("decision", output_field=CharField()), *key,
        "outcome", resolved, "reason", "decided_on", "replied_by_role", "source", "is_superseded", "resolution_id",
        none, none, proposed,
    )  # fmt: skip
    reported = ReportBack.objects.filter(condition).order_by().values_list(
        Value("reported", output_field=CharField()), *key,
        "progress", "text", none, "reported_on", "reported_by_role", "source", "is_superseded", "action_id",
        none, none, none,
    )  # fmt: skip
    checked = IndependentCheck.objects.filter(condition).order_by().values_list(
        Value("checked", output_field=CharField()), *key,
        "result", "text", "evidence", "checked_on", "checked_by_role", none,
        Value(False, output_field=BooleanField()), "report_back_id", "progress", "evidence_kind",
        none,
    )  # fmt: skip
    rows = [dict(zip(FACT_COLUMNS, row, strict=True)) for row in decided.union(reported, checked, all=True)]
    return sorted(rows, key=lambda row: (row["on"] or date.max, row["pk"]))


def grouped(rows: Iterable[Row], key: str = "pk") -> list[list[Row]]:
    """Joined rows, by the record they begin with, in the order they came."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return list(found.values())
