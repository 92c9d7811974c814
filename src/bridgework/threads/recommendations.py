"""One recommendation with its four dated histories, and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from bridgework.apps.committees.models import ProposalRecommendation
from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.reports.models import Recommendation
from bridgework.core import ledger as core
from bridgework.core.reading import PartialDate
from bridgework.kernel.errors import NotFound
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import Actor
from bridgework.threads import bodies
from bridgework.threads.facts import Histories, histories_of
from bridgework.threads.ledger import LedgerEntry, entry_of, rows_visible_to
from bridgework.threads.material import action_rows, effects_where, facts_of, finding_rows, grouped
from bridgework.threads.reach import PUBLIC_PAPER_STATES
from bridgework.threads.records import ActionRecord, EffectRecord, FindingRecord, SourceNote
from bridgework.threads.telling import action_of, effect, findings_of
from bridgework.threads.wording import partial_of, source_notes


@dataclass(frozen=True)
class PutBy:
    """A proposal of a paper that put the recommendation to a committee."""

    public_id: str
    letter: str
    text: str
    paper: str
    body: str
    meeting_on: PartialDate | None


@dataclass(frozen=True)
class Closing:
    """When the programme closed or reopened it, and why."""

    event: str
    on: date
    reason: str


@dataclass(frozen=True)
class RecommendationStory:
    """Everything the ledger holds on one recommendation."""

    public_id: str
    entry: LedgerEntry
    question: str
    place: str
    source: str
    addressee: str
    by_when: str
    cost_band: str
    strength: str
    histories: Histories
    effects: tuple[EffectRecord, ...]
    actions: tuple[ActionRecord, ...]
    put_by: tuple[PutBy, ...]
    closings: tuple[Closing, ...]
    split_from: str
    merged_into: str
    parts: tuple[str, ...]
    ladder: tuple[tuple[core.Rung, date, bool], ...]
    sources: tuple[SourceNote, ...]
    rests_on: tuple[FindingRecord, ...]
    heading: str
    programme: str
    is_public: bool
    is_put: bool
    """Whether a committee was asked to agree it, or its kind of programme asks none."""


def recommendation(code: str, *, actor: Actor, today: date) -> RecommendationStory:
    """One recommendation by its code (`2019-net-zero/3`). Raises `NotFound`. A fixed number of queries."""
    row = (
        rows_visible_to(actor)
        .filter(recommendation__code=code[:70])
        .select_related(
            "recommendation__split_from",
            "recommendation__merged_into",
            "challenge__question",
            "challenge__type",
            "round__programme",
        )
        .first()
    )
    if row is None:
        raise NotFound(
            "There is no recommendation with this address.",
            rule="ledger.read",
            remedy="Look through the ledger, or search for its words.",
        )
    one = row.recommendation
    effects = tuple(effect(rows, {}) for rows in grouped(effects_where(Q(recommendations=one.pk))))
    put_by, names = _put_by(one, row)
    return RecommendationStory(
        public_id=one.public_id,
        entry=entry_of(row, names, today),
        question=row.challenge.question.title,
        place=one.place,
        source=one.source,
        addressee=one.addressee,
        by_when=one.by_when,
        cost_band=one.cost_band,
        strength=one.strength,
        histories=histories_of(facts_of(Q(recommendation=one.pk)), effects),
        effects=effects,
        actions=tuple(action_of(rows, {}) for rows in grouped(action_rows(Q(recommendations=one.pk)))),
        put_by=put_by,
        closings=_closings(one),
        split_from=one.split_from.code if one.split_from else "",
        merged_into=one.merged_into.code if one.merged_into else "",
        parts=tuple(one.parts.filter(is_public=True).order_by("order").values_list("code", flat=True)),
        ladder=_ladder(row, today),
        sources=source_notes(row.challenge.sources),
        rests_on=findings_of(finding_rows(Q(recommendations=one.pk))),
        heading=one.heading,
        programme=row.round.programme.name,
        is_public=row.is_public,
        is_put=bool(put_by) or "decision" not in (row.challenge.type.data.get("stations") or ["decision"]),
    )


def _put_by(one: Recommendation, row: LedgerRow) -> tuple[tuple[PutBy, ...], bodies.Names]:
    links = list(
        ProposalRecommendation.objects.filter(recommendation=one, proposal__paper__state__in=PUBLIC_PAPER_STATES)
        .order_by("proposal__paper__committee_meeting__on", "pk")
        .values(
            public_id=F("proposal__public_id"),
            letter=F("proposal__letter"),
            text=F("proposal__text"),
            private=F("proposal__paper__is_private"),
            paper=F("proposal__paper__title"),
            body=F("proposal__paper__committee_meeting__body_id"),
            on=F("proposal__paper__committee_meeting__on"),
            precision=F("proposal__paper__committee_meeting__on_precision"),
        )
    )
    names = bodies.names_of([*(link["body"] for link in links), *([row.body_id] if row.body_id else [])])
    found = tuple(
        PutBy(
            link["public_id"],
            link["letter"],
            # Of a paper that is private as a whole only its title is told.
            "" if link["private"] else link["text"],
            link["paper"],
            bodies.name_on(names, link["body"], link["on"]),
            partial_of(link["on"], link["precision"]),
        )
        for link in links
    )
    return found, names


def _closings(one: Recommendation) -> tuple[Closing, ...]:
    moves = Transition.objects.filter(record_public_id=one.public_id).exclude(event="create").order_by("id")
    return tuple(Closing(move.event.replace("_", " "), move.at.date(), move.reason) for move in moves)


def _ladder(row: LedgerRow, today: date) -> tuple[tuple[core.Rung, date, bool], ...]:
    """The steps taken while a word is overdue: the step, its day, whether it has come. Empty while in time."""
    due = row.reply_due_on
    late = core.overdue(due, today) if due is not None else None
    if late is None or due is None:
        return ()
    days = [(rung, due + timedelta(days=rung.days_late)) for rung in core.LADDER]
    return tuple((rung, day, day <= today) for rung, day in days)
