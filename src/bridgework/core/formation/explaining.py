"""Why somebody did not get a better choice: every reason is confirmed by solving again with them placed there.

    explain(round_, allocation, "a7").better[0].sentence

For many people of one round make one `Reasons` and ask it for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.canonical import digit, ticket
from bridgework.core.formation.choosing import narrow_to
from bridgework.core.formation.highs import HiGHS
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Numbers, Rule, Solver
from bridgework.core.formation.rounds import Applicant, Round
from bridgework.core.formation.searching import Search
from bridgework.core.formation.solving import solve
from bridgework.core.formation.staging import MOVED, SCORE, Aim, aims, lottery_aim, penalty
from bridgework.core.formation.valuing import solution_of, teams_of
from bridgework.core.formation.wording import Titles, choice, ordinal, people, rule_words, teams, titled

Reason = Literal[
    "conflict", "never", "fixed", "question-not-run", "no-valid-team", "costs-others", "score", "lottery", "not-best"
]


@dataclass(frozen=True)
class Missed:
    """One better choice that somebody missed, and why.

    Attributes:
        details: numbers behind the sentence; in rounds of fewer than twenty none that count other people.
        is_confirmed: whether solving again (or the ROUND itself) bears it out.
    """

    question: str
    rank: int
    reason: Reason
    sentence: str
    details: Mapping[str, Any] = field(default_factory=dict)
    is_confirmed: bool = True

    def as_json(self) -> dict[str, Any]:
        """For `--json` and for keeping."""
        return {
            "question": self.question,
            "rank": self.rank,
            "reason": self.reason,
            "sentence": self.sentence,
            "details": dict(self.details),
            "confirmed": self.is_confirmed,
        }


@dataclass(frozen=True)
class Explanation:
    """What one applicant got, in two sentences, and every better choice they missed."""

    applicant: str
    question: str | None
    rank: int | None
    summary: str
    better: tuple[Missed, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json` and for keeping."""
        return {
            "applicant": self.applicant,
            "question": self.question,
            "rank": self.rank,
            "summary": self.summary,
            "better": [missed.as_json() for missed in self.better],
        }


def explain(
    round_: Round,
    allocation: Allocation,
    applicant: str,
    *,
    titles: Titles | None = None,
    solver: Solver | None = None,
) -> Explanation:
    """Why this applicant is where they are. Raises KeyError for somebody who did not apply."""
    return Reasons(round_, allocation, titles=titles, solver=solver).of(applicant)


class Reasons:
    """The reasons of one round and its allocation.

    Args:
        titles: titles of questions for the sentences.
    """

    def __init__(
        self,
        round_: Round,
        allocation: Allocation,
        *,
        titles: Titles | None = None,
        solver: Solver | None = None,
    ) -> None:
        self.allocation, self.titles = allocation, titles
        placed = allocation.question_of
        kept = {one: question for one, question in round_.locks.items() if placed.get(one) == question}
        self.round = replace(round_, locks=kept) if kept != round_.locks else round_
        self.running = {team.question for team in allocation.teams}
        rules = round_.rules
        self.most_wanted = rules.questions_run == "most-wanted" and rules.max_teams is not None
        self.solver = solver or HiGHS()
        self.model = FormationModel(self.round)
        self.search = self.narrowed(self.model)
        self.x = solution_of(self.model, teams_of(allocation))
        self.aims = aims(self.model)

    def of(self, applicant: str) -> Explanation:
        """The reasons of one applicant; raises KeyError for somebody who did not apply."""
        person = self.round.applicant[applicant]
        question = self.allocation.question_of.get(applicant)
        rank = person.rank_of.get(question) if question is not None else None
        better = [(one, at) for one, at in person.rank_of.items() if rank is None or at < rank]
        missed = tuple(self._missed(person, one, at) for one, at in better)
        return Explanation(applicant, question, rank, self._summary(question, rank, missed), missed)

    def narrowed(self, model: FormationModel) -> Search:
        """A search in which the questions that run are as they were chosen, where they are chosen beforehand."""
        search = Search(model, self.solver)
        if self.most_wanted:
            narrow_to(search, sorted(self.running), must_run=not self.round.previous)
        return search

    @cached_property
    def with_one_more_team(self) -> frozenset[str]:
        """Questions that would run if there could be one team more; nothing where that changes nothing."""
        most = self.round.rules.max_teams
        if most is None:
            return frozenset()
        more = replace(self.round, rules=replace(self.round.rules, max_teams=most + 1))
        return frozenset(team.question for team in solve(more, solver=self.solver).teams)

    def _summary(self, question: str | None, rank: int | None, missed: Sequence[Missed]) -> str:
        got = f"You are in the team on {titled(question, self.titles)}" if question else "You have no team this time"
        if question and rank:
            got += f", your {choice(rank)}"
        if missed:
            return f"{got}. {missed[0].sentence}"
        return f"{got}. You ranked nothing higher." if question else f"{got}. You ranked no question."

    def _missed(self, person: Applicant, question: str, rank: int) -> Missed:
        name = f"Your {choice(rank)}, {titled(question, self.titles)},"
        if (person.id, question) in self.round.conflicts:
            return Missed(question, rank, "conflict", f"{name} is one you have a conflict of interest with.")
        if question in person.never:
            return Missed(question, rank, "never", f"{name} is one you said you never want to work on.")
        fixed = self._fixed(person)
        if fixed is not None and fixed != question:
            return Missed(
                question, rank, "fixed", f"{name} was not open: you were fixed to another question beforehand."
            )
        if question not in self.running and self.most_wanted:
            return self._did_not_run(name, question, rank)
        there = self.search.copy()
        there.require_one(self.model.columns_of(person.id, question))
        return self._after_solving(person, name, question, rank, there)

    def _fixed(self, person: Applicant) -> str | None:
        group = self.round.group_of.get(person.id, (person.id,))
        return next((self.round.locks[one] for one in group if one in self.round.locks), None)

    def _did_not_run(self, name: str, question: str, rank: int, more: str = "") -> Missed:
        wanted = next(one for one in self.round.wanted if one.question == question)
        taken = [one.place for one in self.round.wanted if one.question in self.running]
        most, of = self.round.rules.max_teams, len(self.round.questions)
        place = f"it was {ordinal(wanted.place)} of {of} by ranking points"
        if more:
            sentence = f"{name} did not run: {place}, and {more}."
        elif taken and wanted.place < max(taken):
            sentence = f"{name} did not run: {place}, but no valid team for it fitted beside the more wanted ones."
        else:
            sentence = f"{name} did not run: {place}, and there could be {teams(most or 0)}."
        details = {"place": wanted.place, "of": of, "points": wanted.points, "teams": most}
        return Missed(question, rank, "question-not-run", sentence, details)

    def _after_solving(self, person: Applicant, name: str, question: str, rank: int, there: Search) -> Missed:
        """Place the person there and see what gives way: scores, tickets, other people, or nothing that is valid."""
        if not self.allocation.is_proved and self._could_be_better(there):
            return self._not_best(name, question, rank)
        on_ranks = [aim for aim in self.aims if aim.name != SCORE]
        if self._keeps(there, on_ranks):
            if len(on_ranks) < len(self.aims) and not self._keeps(there, self.aims):
                return self._score(person, name, question, rank, there, on_ranks)
            return self._lottery(person, name, question, rank, there)
        other = there.best(self.harm(person.id)).x
        if other is None:
            return self._no_valid_team(person, name, question, rank)
        changed = [aim for aim in on_ranks if aim.cost @ other != aim.cost @ self.x]
        if not changed or changed[0].cost @ other < changed[0].cost @ self.x:
            return self._not_best(name, question, rank)
        return self._costs_others(person, name, question, rank, changed[0], other)

    def _could_be_better(self, there: Search) -> bool:
        """Whether, with the person there, the first stage that differs would be better than it is."""
        trial = there.copy()
        for aim in self.aims:
            x, mine = trial.best(aim.cost).x, int(aim.cost @ self.x)
            if x is None or aim.cost @ x != mine:
                return x is not None and bool(aim.cost @ x < mine)
            trial.keep(aim, mine)
        return False

    def _keeps(self, there: Search, stages: Sequence[Aim]) -> bool:
        """Whether these stages can be as good as they are, with the person there."""
        trial = there.copy()
        for aim in stages:
            trial.keep(aim, int(aim.cost @ self.x))
        return trial.any().x is not None

    def harm(self, applicant: str = "") -> Numbers:
        """Small where few other people are worse off than they are, and those by little."""
        heaviest = penalty(self.round.ranks) + 1
        ranks = {one.applicant: one.rank for one in self.model.choices if self.x[one.column]}
        one_more = heaviest * len(self.model.people) + 1
        return self.model.numbers(
            {
                one.column: penalty(one.rank) - heaviest - (one_more if one.rank <= ranks[one.applicant] else 0)
                for one in self.model.choices
                if one.applicant in ranks and one.applicant != applicant
            }
        )

    def _no_valid_team(self, person: Applicant, name: str, question: str, rank: int) -> Missed:
        rules = self._rules_in_the_way(person, question)
        words = [rule_words(rule, self.titles) for rule in rules]
        if not rules:
            sentence = f"{name} had no valid team that could include you: several rules together stand in the way."
        else:
            sentence = (
                f"{name} had no valid team that could include you. The rule in the way: {' or '.join(words[:2])}."
            )
        return Missed(question, rank, "no-valid-team", sentence, {"rules": [list(rule) for rule in rules]})

    def _rules_in_the_way(self, person: Applicant, question: str) -> list[Rule]:
        """Rules of which each alone, left out, would have allowed a team with this person."""
        own = set(self.round.group_of.get(person.id, (person.id,)))
        about = [
            rule
            for rule in self.model.rules
            if (rule[0] in ("with", "apart", "lock") and own & set(rule[1:]))
            or (rule[0] not in ("with", "apart", "lock", "max_teams") and rule[1] == question)
            or rule[0] in ("lock", "max_teams")
        ]
        found = [rule for rule in dict.fromkeys(about) if self._would_do(person, question, [rule])]
        if not found and self.most_wanted:
            free = Search(self.model, self.solver)
            free.require_one(self.model.columns_of(person.id, question))
            if free.any().x is not None:
                return [("questions",)]
        return found

    def _would_do(self, person: Applicant, question: str, without: Sequence[Rule]) -> bool:
        model = FormationModel(self.round, without=without)
        search = self.narrowed(model)
        search.require_one(model.columns_of(person.id, question))
        return search.any().x is not None

    def _costs_others(self, person: Applicant, name: str, question: str, rank: int, aim: Aim, other: Numbers) -> Missed:
        what, details = self.harm_told(other, aim.name, person.id)
        if question not in self.running:
            missed = self._did_not_run(name, question, rank, f"running it {what}")
            return replace(missed, details={**missed.details, **details})
        return Missed(question, rank, "costs-others", f"{name} {what}.", details)

    def harm_told(self, other: Numbers, stage: str, applicant: str = "") -> tuple[str, dict[str, Any]]:
        """What another allocation costs people other than one, in words and numbers."""
        moves = self._moves(applicant, other)
        details: dict[str, Any] = {"stage": stage}
        if stage == MOVED and not moves:
            return "would have moved more people who already know their team", details
        if self.round.is_small:
            return "would have cost at least one other person", details
        details["others"] = [{"from": before, "to": after, "people": n} for (before, after), n in moves.items()]
        details["people"] = sum(moves.values())
        parts = [f"{people(n)} from {choice(before)} to {choice(after)}" for (before, after), n in moves.items()]
        return f"would have cost others: {', '.join(parts)}", details

    def _moves(self, applicant: str, other: Numbers) -> dict[tuple[int | None, int | None], int]:
        """Other people who would be worse off: from which rank to which, and how many."""
        before = {one.applicant: one.rank for one in self.model.choices if self.x[one.column]}
        after = {one.applicant: one.rank for one in self.model.choices if other[one.column]}
        last = self.round.ranks + 1
        moves = Counter(
            (rank, after.get(one)) for one, rank in before.items() if one != applicant and after.get(one, last) > rank
        )
        return dict(sorted(moves.items(), key=lambda entry: (entry[0][0] or last, entry[0][1] or last)))

    def _score(
        self, person: Applicant, name: str, question: str, rank: int, there: Search, kept: Sequence[Aim]
    ) -> Missed:
        for aim in kept:
            there.keep(aim, int(aim.cost @ self.x))
        score = self.aims[-1]
        answer = there.best(score.cost)
        lost = int(score.cost @ (self.x if answer.x is None else answer.x)) - int(score.cost @ self.x)
        sentence = f"{name} went by the reviewers' scores: with you there, the scores of those placed add up to less."
        details: dict[str, Any] = {"your_score": person.score, "less_by": lost / 1000}
        placed = self.allocation.question_of
        scores = [one.score or 0.0 for one in self.round.applicants if placed.get(one.id) == question]
        if scores and not self.round.is_small:
            details["lowest_there"] = min(scores)
            yours = f"Yours is {_points(person.score)}, the lowest there is {_points(min(scores))}."
            sentence = f"{sentence} {yours}"
        return Missed(question, rank, "score", sentence, details)

    def _lottery(self, person: Applicant, name: str, question: str, rank: int, there: Search) -> Missed:
        for aim in self.aims:
            there.keep(aim, int(aim.cost @ self.x))
        draw = lottery_aim(self.model, 0)
        answer = there.best(draw.cost)
        if answer.x is None:
            return replace(self._not_best(name, question, rank), is_confirmed=False)
        if draw.cost @ answer.x < draw.cost @ self.x:
            return self._not_best(name, question, rank)
        # What is the same in both does not decide; the places that would change do.
        changes = self.x != answer.x
        drawn, with_you = (int(draw.cost[changes] @ x[changes]) for x in (self.x, answer.x))
        seed = self.round.seed
        yours = digit(ticket(seed, person.id, question), 0)
        displaced = [
            digit(ticket(seed, one.applicant, question), 0)
            for one in self.model.choices
            if one.place.question.id == question and self.x[one.column] and not answer.x[one.column]
        ]
        details = {"your_ticket": yours, "sum_drawn": drawn, "sum_with_you": with_you}
        if displaced:
            details["winning_ticket"] = min(displaced)
        sentence = (
            f"{name} was a tie, and the lottery decided. Your lottery number for it was {yours:,}. The numbers of all "
            f"places that would change add up to {drawn:,} as they are and to {with_you:,} with you there; the smaller "
            "sum wins."
        )
        return Missed(question, rank, "lottery", sentence, details)

    def _not_best(self, name: str, question: str, rank: int) -> Missed:
        sentence = (
            f"{name} would have been possible by the rules: a person changed these teams by hand, or the run was "
            "stopped before it was done."
        )
        return Missed(question, rank, "not-best", sentence)


def _points(score: float | None) -> str:
    return "not given" if score is None else f"{score:g}"
