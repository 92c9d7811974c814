"""Reads across all apps: one thread, many threads. They write nothing.

`thread` composes the story of one question; `public_threads` lists them; `related_to` walks its family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.core.threads import Fold, Holding, Known, ShownStation, Station, StationFacts, story
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.threads import reach
from bridgework.threads.family import family_of
from bridgework.threads.material import CHALLENGE_WITH, material_of
from bridgework.threads.records import RecommendationRecord
from bridgework.threads.rules import READ_THREAD
from bridgework.threads.stations import Case, arrival, facts_of_stations
from bridgework.threads.story import FoldPart, HeldBy, StationPart, Thread
from bridgework.threads.telling import Told, told
from bridgework.threads.wording import source_notes

_NOT_FOUND = "There is no question with this address."
_REMEDY = "Look through the list of questions, or search for it."


def challenges_visible_to(actor: Actor) -> QuerySet[Challenge]:
    """The challenges `actor` may read as threads: the public ones, and those they take part in."""
    return READ_THREAD.which(actor, Challenge.objects.all())


def challenge_of(code: str, *, actor: Actor) -> Challenge:
    """The challenge of a thread. Raises `NotFound` where there is none that `actor` may read."""
    found = challenges_visible_to(actor).select_related(*CHALLENGE_WITH).filter(code=code[:60]).first()
    if found is None:
        raise NotFound(_NOT_FOUND, rule=READ_THREAD.name, remedy=_REMEDY)
    return found


def thread(code: str, *, actor: Actor, today: date) -> Thread:
    """The story of one question.

    Shows the public record to everybody; an actor of the programme may also read a thread that is not public yet.
    Raises `NotFound`.
    """
    return thread_of(challenge_of(code, actor=actor), today=today)


def thread_of(challenge: Challenge, *, today: date) -> Thread:
    """The story of a challenge that was loaded with `CHALLENGE_WITH` and may be read."""
    material = material_of(challenge)
    records = told(material)
    case = Case(material, records, today)
    question, programme = challenge.question, challenge.question.programme
    stations = [Station(key) for key in (challenge.type.data.get("stations") or list(Station)) if key in set(Station)]
    known_of = facts_of_stations(case)
    composed = story(stations, known_of)
    known = reach.Evidence(
        report=bool(records.reports),
        paper=arrival(case) is not None,
        decision=_is_decided(records),
        action=bool(records.actions),
        effect=any(not one.none_found for one in records.effects),
    )
    current = next((one for one in records.wordings if one.is_current), None)
    return Thread(
        code=challenge.code,
        public_id=challenge.public_id,
        question_public_id=question.public_id,
        title=question.title,
        question=current.text if current else question.title,
        question_is_quotation=bool(current and current.is_quotation),
        programme=programme.name,
        programme_slug=programme.slug,
        programme_type=challenge.type.key,
        is_history=programme.is_history,
        is_invented=programme.is_invented,
        is_public=challenge.is_public,
        round=challenge.round.label,
        round_public_id=challenge.round.public_id,
        year=challenge.round.year,
        theme=question.theme,
        place=question.place,
        why_it_matters=question.why_it_matters,
        decision_informed=question.decision_informed,
        method=challenge.method,
        support_note=challenge.support_note,
        state=challenge.state,
        reach=known.furthest,
        reach_words=known.words(is_history=programme.is_history, state=challenge.state),
        reach_kind=known.kind(is_history=programme.is_history, state=challenge.state),
        held_by=_held_by(composed.holding, known_of, told_from_sources=programme.is_history),
        trail_goes_cold=composed.trail_goes_cold,
        parts=_with_committee([_part(one, records) for one in composed.parts], case),
        family=family_of(question.pk),
        problem=records.problem,
        wordings=records.wordings,
        belongings=records.belongings,
        teams=records.teams,
        findings=records.findings,
        propositions=records.propositions,
        reports=records.reports,
        recommendations=records.recommendations,
        papers=records.papers,
        actions=records.actions,
        effects=records.effects,
        reader_notes=records.reader_notes,
        sources=source_notes(challenge.sources),
    )


def _is_decided(records: Told) -> bool:
    facts = (one.facts.decision for one in records.recommendations)
    if any(one is not None and one.value not in reach.UNDECIDED for one in facts):
        return True
    return any(
        proposal.resolution is not None and proposal.resolution.outcome not in reach.UNDECIDED
        for paper in records.papers
        for proposal in paper.proposals
    )


def _held_by(holding: Holding, known_of: Mapping[Station, StationFacts], *, told_from_sources: bool) -> HeldBy:
    if told_from_sources and not holding.holder:
        return HeldBy("", "Nobody we could find. This question is told from public sources.")
    facts = known_of.get(holding.station) if holding.station is not None else None
    if facts is None:
        return HeldBy(holding.holder, holding.sentence)
    due = facts.planned.exact if facts.planned is not None else None
    return HeldBy(holding.holder, holding.sentence, facts.next_step, due)


class HasPublicId(Protocol):
    """Any record of a thread."""

    @property
    def public_id(self) -> str:
        """The record's permanent id."""
        ...


_REACHED = {
    Station.QUESTION: "Asked",
    Station.WORDING: "Worded",
    Station.TEAM: "Known",
    Station.FINDING: "Reported",
    Station.RECOMMENDATION: "Reported",
    Station.DECISION: "Decided",
    Station.ACTION: "Acted on",
    Station.CHECK: "Checked",
    Station.CHANGE: "Reported",
}


def _part(one: ShownStation | Fold, records: Told) -> StationPart | FoldPart:
    if isinstance(one, Fold):
        return FoldPart(
            tuple(station.value for station in one.stations),
            tuple(station.label for station in one.stations),
            one.sentence,
            one.at_end,
        )
    facts = one.facts
    kind, word = _standing(one, records)
    on = facts.on
    if one.station is Station.RECOMMENDATION and facts.known is Known.KNOWN:
        # The day it reached a committee belongs to the part after it.
        on = next((report.dated for report in records.reports if report.dated), None)
    return StationPart(
        key=one.station.value,
        label=one.label,
        known=facts.known.value,
        kind=kind,
        word=word,
        sentence=facts.sentence,
        on=on,
        planned=facts.planned if facts.known is Known.NOT_YET else None,
        holder=facts.holder,
        next_step=facts.next_step,
        records=_records_at(one.station, records),
    )


def _standing(one: ShownStation, records: Told) -> tuple[str, str]:
    """The shape and the word of a station that has something to show."""
    facts = one.facts
    if facts.known is Known.NOT_YET and one.station is Station.FINDING and (records.findings or records.propositions):
        return "current", "Under way"
    if facts.known is Known.NOT_YET:
        return ("waiting", "Waiting") if facts.holder else ("planned", "Still to come")
    if one.station is Station.ACTION and {action.state for action in records.actions if action.is_open} == {
        "reported_done"
    }:
        return "waiting", "Reported as done"
    if one.station is Station.DECISION and facts.holder:
        return "current", "Decided in part"
    if facts.holder:
        return "current", "Under way"
    if one.station is Station.CHANGE and all(effect.none_found for effect in records.effects):
        return "set-aside", "Looked for, none found"
    if one.station is Station.FINDING and any(finding.contested_by for finding in records.findings):
        return "contested", "Reported, and contested"
    if one.station is Station.CHECK and any(_disputed(recommendation) for recommendation in records.recommendations):
        return "contested", "Checked, and disputed"
    return "done", _REACHED[one.station]


def _disputed(one: RecommendationRecord) -> bool:
    return one.facts.checked is not None and one.facts.checked.value in ("disputes", "partly")


def _with_committee(parts: list[StationPart | FoldPart], case: Case) -> tuple[StationPart | FoldPart, ...]:
    """Where the report went, as a part of its own after what was recommended: a paper is no decision."""
    place = next((i for i, part in enumerate(parts) if part.key == Station.RECOMMENDATION.value), None)
    reached = arrival(case)
    if place is None or reached is None:
        return tuple(parts)
    when = reached.on
    still_to_come = when is not None and when.first_day > case.today
    part = StationPart(
        key="committee",
        label="Where it goes" if still_to_come else "Where it went",
        known=(Known.NOT_YET if still_to_come else Known.KNOWN).value,
        kind="planned" if still_to_come else "done",
        word="Still to come" if still_to_come else "Received",
        sentence=reached.body,
        on=None if still_to_come else when,
        planned=when if still_to_come else None,
        holder="",
        next_step="",
        records=tuple(paper.public_id for paper in case.told.papers),
        inferred_from=reached.inferred_from,
    )
    return (*parts[: place + 1], part, *parts[place + 1 :])


def _records_at(station: Station, records: Told) -> tuple[str, ...]:
    if station is Station.QUESTION:
        return (records.problem.public_id,) if records.problem else ()
    if station is Station.DECISION:
        return tuple(
            proposal.resolution.public_id
            for paper in records.papers
            for proposal in paper.proposals
            if proposal.resolution is not None
        )
    held: dict[Station, tuple[Sequence[HasPublicId], ...]] = {
        Station.WORDING: (records.wordings,),
        Station.TEAM: (records.teams,),
        Station.FINDING: (records.findings, records.propositions),
        Station.RECOMMENDATION: (records.reports, records.recommendations),
        Station.ACTION: (records.actions,),
        Station.CHANGE: (records.effects,),
    }
    return tuple(one.public_id for several in held.get(station, ()) for one in several)
