"""When the rules leave somebody out, or locks cannot be kept: the fewest rules to relax, each with its effect.

Never an error. What people said of themselves (conflicts, “never”, questions they did not rank) is not relaxed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bridgework.core.formation.highs import HiGHS
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Numbers, Row, Rule, Solver
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.searching import Search
from bridgework.core.formation.staging import convex
from bridgework.core.formation.wording import Titles, people, rule_words

Goal = Literal["locks", "a-team", "everyone", "none"]
_SECONDS = 20.0


@dataclass(frozen=True)
class Effect:
    """What relaxing some rules does: how many are placed and at which ranks, before and after.

    Attributes:
        reaches: whether this alone reaches the goal.
    """

    rules: tuple[Rule, ...]
    words: str
    placed_before: int
    placed_after: int
    profile_after: tuple[int, ...]
    reaches: bool

    @property
    def sentence(self) -> str:
        """For a list of suggestions."""
        gain = self.placed_after - self.placed_before
        effect = f"{people(gain)} more get a team" if gain > 0 else "nobody more gets a team"
        return f"Relax {self.words}: {effect} ({self.placed_after} placed)."


@dataclass(frozen=True)
class Relaxation:
    """What could be relaxed.

    Attributes:
        goal: what the rules do not allow now: keeping all locks, any team at all, or a place for everyone.
        fewest: a smallest set of rules that reaches the goal when all are relaxed; empty where nothing has to be, or
            where no relaxing of rules would do (`is_reachable` is False).
        together: the effect of relaxing all of them.
        each: the effect of each alone.
    """

    goal: Goal
    fewest: tuple[Rule, ...]
    together: Effect | None
    each: tuple[Effect, ...]
    is_reachable: bool

    def sentences(self) -> tuple[str, ...]:
        """What to say to a coordinator."""
        goals = {
            "locks": "No valid teams keep everybody where they are fixed.",
            "a-team": "Under these rules no team is valid.",
            "everyone": "Under these rules somebody stays without a team.",
            "none": "Everybody has a team; no rule has to be relaxed.",
        }
        if self.goal == "none" or self.together is None:
            more = () if self.is_reachable else ("No relaxing of rules would change that; people's own wishes stand.",)
            return (goals[self.goal], *more)
        return (goals[self.goal], self.together.sentence, *(one.sentence for one in self.each if len(self.each) > 1))


def relax(
    round_: Round, *, goal: Goal | None = None, titles: Titles | None = None, solver: Solver | None = None
) -> Relaxation:
    """The fewest rules to relax.

    Args:
        goal: what to reach; without it the first of these that the rules do not allow: all locks kept, a team at all,
            everyone placed.
    """
    return _Relaxing(round_, titles, solver or HiGHS()).find(goal)


class _Relaxing:
    def __init__(self, round_: Round, titles: Titles | None, solver: Solver) -> None:
        self.round, self.titles, self.solver = round_, titles, solver
        self.people = len(round_.applicants)
        self.locks: tuple[Rule, ...] = tuple(("lock", who, what) for who, what in sorted(round_.locks.items()))

    def find(self, goal: Goal | None) -> Relaxation:
        strict = FormationModel(self.round)
        now = self._quick(strict)
        if now is None:
            goal = goal or "locks"
            now = self._quick(FormationModel(self.round, without=self.locks))
        placed = 0 if now is None else sum(now[1])
        if goal is None:
            goal = "a-team" if self.people and placed == 0 else "everyone" if placed < self.people else "none"
        if goal == "none":
            return Relaxation("none", (), None, (), is_reachable=True)
        fewest = self._fewest(strict.rules, goal)
        if not fewest:
            return Relaxation(goal, (), None, (), is_reachable=fewest is not None)
        return Relaxation(
            goal,
            fewest,
            self._effect(fewest, placed, goal),
            tuple(self._effect([rule], placed, goal) for rule in fewest),
            is_reachable=True,
        )

    def _fewest(self, rules: Sequence[Rule], goal: Goal) -> tuple[Rule, ...] | None:
        """A smallest set of rules to break; of several such sets, one that serves people's ranks best."""
        model = FormationModel(self.round, soft=rules)
        search = Search(model, self.solver)
        _demand(search, goal)
        breaks = model.numbers(dict.fromkeys(model.broken.values(), 1))
        first = search.best(breaks, seconds=_SECONDS)
        if first.x is None:
            return None if first.status == "none" else ()
        found = Row(breaks.nonzero()[0], breaks[breaks.nonzero()], upper=int(breaks @ first.x))
        if found.columns.size:
            search.add([found])
        better = search.best(convex(model), seconds=_SECONDS).x
        x: Numbers = first.x if better is None else better
        return tuple(rule for rule, column in sorted(model.broken.items()) if x[column])

    def _effect(self, rules: Sequence[Rule], before: int, goal: Goal) -> Effect:
        model = FormationModel(self.round, without=rules)
        found = self._quick(model)
        keeps_locks = found is not None
        if found is None:
            found = self._quick(FormationModel(self.round, without=[*rules, *self.locks]))
        profile = (0,) * self.round.ranks if found is None else found[1]
        reaches = {"locks": keeps_locks, "a-team": keeps_locks and sum(profile) > 0}.get(
            goal, keeps_locks and sum(profile) == self.people
        )
        words = " and ".join(rule_words(rule, self.titles) for rule in rules)
        return Effect(tuple(rules), words, before, sum(profile), profile, reaches)

    def _quick(self, model: FormationModel) -> tuple[Any, tuple[int, ...]] | None:
        """The profile of the quick sum of penalties; None where no valid teams keep the locks."""
        weight = convex(model, unplaced=24 * self.people + 1)
        answer = Search(model, self.solver).best(weight, seconds=_SECONDS)
        if answer.x is None:
            return None
        ranks = [one.rank for one in model.choices if answer.x[one.column]]
        return answer.x, tuple(ranks.count(rank) for rank in range(1, self.round.ranks + 1))


def _demand(search: Search, goal: Goal) -> None:
    """Narrow a search to what the goal asks for."""
    model = search.model
    if goal == "a-team":
        search.add([_at_least_one(model.numbers({place.runs: 1 for place in model.places}))])
    elif goal == "locks":
        for rule, column in model.broken.items():
            if rule[0] == "lock":
                search.force([column], 0)
    elif goal == "everyone":
        for one in model.people:
            columns = model.columns_of(one)
            search.add([_at_least_one(model.numbers(dict.fromkeys(columns, 1)))])


def _at_least_one(numbers: Numbers) -> Row:
    columns = numbers.nonzero()[0]
    return Row(columns, numbers[columns], lower=1)
