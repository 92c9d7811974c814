"""What is known of each station of one thread.

For a programme that is being run, a station not reached yet says who holds it and what happens next. For history
nothing is still to come: what was not found is unknown, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bridgework.apps.questions.actions.problems import BRINGER
from bridgework.apps.workspace.timetable import still_due
from bridgework.core import ledger
from bridgework.core.reading import PartialDate
from bridgework.core.threads import Known, Station, StationFacts
from bridgework.threads.bodies import with_article
from bridgework.threads.material import Material
from bridgework.threads.reach import UNDECIDED
from bridgework.threads.records import Fact, PaperRecord, RecommendationRecord
from bridgework.threads.telling import Told
from bridgework.threads.wording import counted, partial, partial_of, sentence_case, the

STAGES = ("open", "team_formed", "under_way", "reported", "at_committee", "decided", "followed_up")
_CHECKERS = "the programme lead and a former team member"
_CLOSERS = "the programme lead or a coordinator"
_UNKNOWN = StationFacts(Known.UNKNOWN)
_NOT_PART = StationFacts(Known.NOT_PART)


@dataclass(frozen=True)
class Case:
    """One thread while its stations are looked at."""

    material: Material
    told: Told
    today: date

    @property
    def is_history(self) -> bool:
        """Told from public sources: nothing is still to come."""
        return self.material.challenge.question.programme.is_history

    @property
    def is_set_aside(self) -> bool:
        """Given up: what had not been reached is no part of it."""
        return self.material.challenge.state == "set_aside"

    def reached(self, stage: str) -> bool:
        """Whether the challenge has come to this stage or beyond."""
        state = self.material.challenge.state
        return state in STAGES and STAGES.index(state) >= STAGES.index(stage)

    def not_reached(self, **what: object) -> StationFacts:
        """A station without anything known: unknown in history, still to come elsewhere."""
        if self.is_history:
            return _UNKNOWN
        if self.is_set_aside:
            return _NOT_PART
        return StationFacts(Known.NOT_YET, **what)  # type: ignore[arg-type]

    @property
    def last_paper(self) -> PaperRecord | None:
        """The paper that went to a committee last."""
        return self.told.papers[-1] if self.told.papers else None


def facts_of_stations(case: Case) -> Mapping[Station, StationFacts]:
    """What is known of every station."""
    return {
        Station.QUESTION: _question(case),
        Station.WORDING: _wording(case),
        Station.TEAM: _team(case),
        Station.FINDING: _finding(case),
        Station.RECOMMENDATION: _recommendation(case),
        Station.DECISION: _decision(case),
        Station.ACTION: _action(case),
        Station.CHECK: _check(case),
        Station.CHANGE: _change(case),
    }


def _question(case: Case) -> StationFacts:
    question = case.material.challenge.question
    round_ = case.material.challenge.round
    when = partial(question.brought_on)
    if question.brought_by == BRINGER:
        return StationFacts(Known.KNOWN, "The question grew from a problem that somebody brought", when)
    if question.brought_by:
        return StationFacts(Known.KNOWN, f"{_somebody(question.brought_by)} brought the question", when)
    when = when or partial(round_.opened_on)
    in_round = f"in the round of {round_.label}" if round_.label[:1].isdigit() else f"in “{round_.label}”"
    # The round's label may already hold its year.
    known = when if when is not None and str(when.year) not in round_.label else None
    return StationFacts(Known.KNOWN, f"The question was asked {in_round}", known)


def _somebody(role: str) -> str:
    """A role as the beginning of a sentence: "A resident", "The Service Director"."""
    return sentence_case(the(role))


def _wording(case: Case) -> StationFacts:
    wordings = case.told.wordings
    if not wordings:
        return case.not_reached()
    if len(wordings) == 1:
        return StationFacts(Known.KNOWN, "")
    return StationFacts(Known.KNOWN, f"The question was worded in {counted(len(wordings), 'way')}")


def _team(case: Case) -> StationFacts:
    challenge = case.material.challenge
    sizes = [team.size for team in case.told.teams if team.size]
    if sizes:
        return StationFacts(Known.KNOWN, f"{sentence_case(counted(sizes[-1], 'person', 'people'))} worked on it")
    if challenge.support_note:
        return StationFacts(Known.KNOWN, "Some of those who took part are known")
    if not case.is_history and case.reached("team_formed"):
        return StationFacts(Known.KNOWN, "A team was formed")
    return case.not_reached(holder="the coordinators", next_step="the team is put together")


def _finding(case: Case) -> StationFacts:
    told, challenge = case.told, case.material.challenge
    if case.is_history or case.reached("reported"):
        if told.findings or told.propositions or challenge.method:
            return StationFacts(Known.KNOWN, _work_sentence(case))
        return case.not_reached() if case.is_history else StationFacts(Known.KNOWN, "The team finished its work")
    if case.is_set_aside:
        return StationFacts(Known.KNOWN, _work_sentence(case)) if told.findings or told.propositions else _NOT_PART
    if not case.reached("team_formed"):
        return StationFacts(Known.NOT_YET)
    step = next(iter(still_due(case.material.challenge, case.material.milestones)), None)
    if step is None:
        return StationFacts(Known.NOT_YET, holder="the team", next_step="the team works on the question")
    return StationFacts(
        Known.NOT_YET,
        holder="the team",
        next_step=step.label[:1].lower() + step.label[1:],
        planned=partial_of(step.planned_on),
    )


def _work_sentence(case: Case) -> str:
    found, put = len(case.told.findings), len(case.told.propositions)
    if found:
        return f"The team reported {counted(found, 'finding')}"
    if put:
        return "The team put an idea to people and heard what they thought"
    return "The team worked on the question"


@dataclass(frozen=True)
class Arrival:
    """That a report reached a body: which, when as far as known, and how the day is known where it was inferred."""

    body: str
    on: PartialDate | None
    inferred_from: str


def arrival(case: Case) -> Arrival | None:
    """Where the report went; None where nothing says that it reached anybody.

    Of history a paper is rarely found. Then the body that received the report is kept as where it belongs, and the
    meeting, where it is known, as the one aimed at.
    """
    paper = case.last_paper
    if paper is not None:
        return Arrival(paper.body, paper.meeting_on, paper.date_basis)
    belonging = case.told.belongings[-1] if case.told.belongings else None
    if not case.is_history or belonging is None or not belonging.body:
        return None
    meeting = case.material.challenge.target_meeting
    if meeting is None:
        return Arrival(belonging.body, None, "")
    return Arrival(belonging.body, partial_of(meeting.on, meeting.on_precision), meeting.date_basis)


def _recommendation(case: Case) -> StationFacts:
    told, challenge = case.told, case.material.challenge
    reached = arrival(case)
    if reached is not None:
        sentence = f"The report reached {with_article(reached.body) or 'a committee'}"
        if reached.on is not None and reached.inferred_from:
            sentence += f", probably {reached.on.human_with_preposition()}"
        return StationFacts(Known.KNOWN, sentence, reached.on)
    if told.reports or told.recommendations:
        when = next((one.dated for one in told.reports if one.dated), None)
        return StationFacts(Known.KNOWN, "The report was finished" if case.is_history else "The report is public", when)
    if challenge.target_meeting is not None and not case.is_history and not case.is_set_aside:
        return StationFacts(Known.NOT_YET, planned=partial_of(challenge.target_meeting.on))
    return case.not_reached(planned=partial_of(challenge.provisional_date))


def _decision(case: Case) -> StationFacts:
    decided = _decisions(case)
    if decided:
        latest = max(decided, key=lambda one: one.on.first_day if one.on else date.min)
        words = {one.words for one in decided}
        sentence = f"The decision was: {latest.words.lower()}" if len(words) == 1 else "Decisions were taken"
        return StationFacts(Known.KNOWN, sentence, latest.on, **(_still_to_decide(case) or _never_put(case)))
    paper = case.last_paper
    if case.is_history:
        # "It" is the committee just named; where the trail goes on after the gap, it is named again.
        told_later = bool(case.told.actions or case.told.effects)
        missing = ("what the committee decided" if told_later else "what it decided") if arrival(case) else ""
        return StationFacts(Known.UNKNOWN, missing=missing)
    if paper is not None and paper.meeting_on.last_day < case.today and case.reached("decided"):
        return StationFacts(Known.UNKNOWN, missing="what it decided")
    if paper is not None:
        body = with_article(paper.body) or "the committee"
        return case.not_reached(holder=body, next_step="it decides on the paper", planned=paper.meeting_on)
    if case.reached("reported"):
        meeting = case.material.challenge.target_meeting
        if meeting is not None:
            body = with_article(case.material.body_name(meeting.body_id, meeting.on)) or "a committee"
            return case.not_reached(
                holder="the programme lead",
                next_step=f"the paper goes to {body}",
                planned=partial_of(meeting.on, meeting.on_precision),
            )
        if any(one.addressee for one in case.told.recommendations):
            return case.not_reached(holder=_addressee(case), next_step="a reply to the recommendations")
        return case.not_reached(holder="the programme lead", next_step="settle who decides")
    meeting = case.material.challenge.target_meeting
    return case.not_reached(planned=partial_of(meeting.on, meeting.on_precision) if meeting is not None else None)


def _still_to_decide(case: Case) -> dict[str, Any]:
    """Who holds the proposals of the last paper that nothing was resolved on; empty where there are none."""
    paper = case.last_paper
    if paper is None or case.is_history or case.is_set_aside or case.reached("decided"):
        return {}
    left = sum(1 for one in paper.proposals if one.resolution is None)
    if not left:
        return {}
    body = with_article(paper.body) or "the committee"
    others = f"the other {counted(left, 'proposal')}" if left > 1 else "the other proposal"
    if paper.meeting_on.last_day < case.today:
        return {"holder": f"the clerk of {body}", "next_step": f"what was resolved on {others} is recorded"}
    return {"holder": body, "next_step": f"it decides on {others}", "planned": paper.meeting_on}


def _never_put(case: Case) -> dict[str, Any]:
    """Who holds the recommendations that stand in no paper and were never answered; empty where there are none."""
    # What a paper puts that is private as a whole is not told, so nothing can be said to be missing from it.
    if case.is_history or case.is_set_aside or any(paper.is_private for paper in case.material.papers):
        return {}
    put = {code for paper in case.told.papers for proposal in paper.proposals for code in proposal.recommendations}
    left = [
        one
        for one in case.told.recommendations
        if one.state == "open" and one.code not in put and one.facts.decision is None
    ]
    if not left:
        return {}
    which = (
        f"recommendation {left[0].number}" if len(left) == 1 else f"the other {counted(len(left), 'recommendation')}"
    )
    return {"holder": "the programme lead", "next_step": f"they put {which} to a committee, or record a reply"}


def _addressee(case: Case) -> str:
    named = {one.addressee for one in case.told.recommendations if one.addressee}
    return next(iter(named)) if len(named) == 1 else "those it is addressed to"


def _decisions(case: Case) -> list[Fact]:
    """What was decided, whether it is held at a recommendation or only at a proposal."""
    found = [
        one.facts.decision
        for one in case.told.recommendations
        if one.facts.decision is not None and one.facts.decision.value not in UNDECIDED
    ]
    for paper in case.told.papers:
        for proposal in paper.proposals:
            one = proposal.resolution
            if one is not None and one.outcome not in UNDECIDED:
                found.append(Fact(one.public_id, one.outcome, one.outcome_words, one.resolved_on, origin="resolution"))
    return found


def _says_no(case: Case) -> bool:
    """Whether everything was refused, so that no action is to be looked for."""
    decided = _decisions(case)
    known = set(ledger.Decision)
    return bool(decided) and all(one.value in known and ledger.Decision(one.value).says_no for one in decided)


def _action(case: Case) -> StationFacts:
    told = case.told
    reported = [one.facts.reported for one in told.recommendations if one.facts.reported is not None]
    when = max((one.on for one in reported if one.on), key=lambda day: day.first_day, default=None)
    open_ones = [one for one in told.actions if one.state == "open"]
    if open_ones:
        soonest = min(open_ones, key=lambda one: one.due_on or date.max)
        return StationFacts(
            Known.KNOWN,
            "Something is being done",
            when,
            holder=the(soonest.owner) if soonest.owner else "the owner of the action",
            next_step="a report back",
            planned=partial_of(soonest.due_on),
        )
    if any(one.state == "reported_done" for one in told.actions):
        checked = any(one.facts.checked is not None for one in told.recommendations)
        if checked and _never_put(case):
            # What was never put to anybody is more urgent than to close what is done.
            return StationFacts(Known.KNOWN, "It was reported as done", when)
        holder, step = (_CLOSERS, "they close it") if checked else (_CHECKERS, "they check what was reported")
        return StationFacts(Known.KNOWN, "It was reported as done", when, holder=holder, next_step=step)
    if told.actions or reported:
        return StationFacts(Known.KNOWN, "It was acted on", when)
    if _says_no(case):
        return _NOT_PART
    if case.is_history:
        return _UNKNOWN
    if case.reached("decided"):
        return case.not_reached(holder="the programme lead", next_step="agree who does what")
    return case.not_reached()


def _check(case: Case) -> StationFacts:
    checked = [one.facts.checked for one in case.told.recommendations if one.facts.checked is not None]
    if checked:
        when = max((one.on for one in checked if one.on), key=lambda day: day.first_day, default=None)
        return StationFacts(Known.KNOWN, "Somebody else looked at what was done", when)
    if _says_no(case):
        return _NOT_PART
    if case.is_history:
        return _UNKNOWN
    if any(_is_done(one) for one in case.told.recommendations):
        return case.not_reached(holder=_CHECKERS, next_step="they check what was reported")
    return case.not_reached()


def _is_done(one: RecommendationRecord) -> bool:
    return one.facts.reported is not None and one.facts.reported.value == "done"


def _change(case: Case) -> StationFacts:
    effects = case.told.effects
    if effects:
        dated = [one.observed_on for one in effects if one.observed_on is not None]
        when: PartialDate | None = max(dated, key=lambda day: day.first_day, default=None)
        if all(one.none_found for one in effects):
            return StationFacts(Known.KNOWN, "Somebody looked for a change and found none", when)
        return StationFacts(Known.KNOWN, "A use or a change was reported", when)
    if case.is_history:
        return _UNKNOWN
    return case.not_reached(planned=_next_prompt(case))


def _next_prompt(case: Case) -> PartialDate | None:
    """When the programme will next ask what became of it, by the type's months."""
    challenge = case.material.challenge
    decided = max((one.on.first_day for one in _decisions(case) if one.on), default=None)
    published = next((one.dated.exact for one in case.told.reports if one.dated), None)
    months = challenge.type.data.get("prompt_months") or list(ledger.PROMPT_MONTHS)
    coming = [one.on for one in ledger.prompts(decided, published, months) if one.on >= case.today]
    return partial_of(coming[0]) if coming else None
