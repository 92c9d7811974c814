"""What people use now, with our rules: deferred acceptance closed down until valid, and a genetic algorithm."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from typing import Any

from bridgework.core.formation.checking import rule_breaches
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.staging import UNPLACED, penalty

Teams = list[tuple[str, list[str]]]
PEOPLES_RULES = ("with", "apart")


def cost(round_: Round, teams: Teams) -> int:
    """The one sum of penalties that all methods are compared by: 0, 1, 3, 7, 15 for ranks, 40 for no team."""
    placed = {one: question for question, members in teams for one in members}
    return sum(penalty(one.rank_of[placed[one.id]]) if one.id in placed else UNPLACED for one in round_.applicants)


def deferred_acceptance(round_: Round) -> Teams:
    """Resident-optimal deferred acceptance, questions prefer higher scores; then repaired until no rule is broken.

    Repair closes the smallest team that breaks a rule and begins again; people who stay together and are split, or
    are kept apart and are not, are taken out.
    """
    most = round_.rules.max_teams
    open_ = [one.question for one in round_.wanted][: most if most is not None else len(round_.questions)]
    active = {one.id for one in round_.applicants}
    while True:
        teams = sorted((q, sorted(members)) for q, members in _propose(round_, set(open_), active).items() if members)
        found = rule_breaches(round_.document, teams)
        closed = {breach.question for breach in found if breach.question}
        if closed:
            open_.remove(min(closed, key=lambda q: (len(dict(teams)[q]), q)))
        elif found:
            active -= set(found[0].people if found[0].rule == "with" else found[0].people[:1])
        else:
            return teams


def _propose(round_: Round, open_: set[str], active: set[str]) -> dict[str, list[str]]:
    wishes = {one.id: [q for q in round_.may_take(one) if q in open_] for one in round_.applicants if one.id in active}
    wishes = {one: wanted for one, wanted in wishes.items() if wanted}
    score = {one.id: one.thousandths for one in round_.applicants}
    try:
        from matching.games import HospitalResident  # type: ignore[import-not-found]
    except ImportError:
        return _own_deferred_acceptance(round_, wishes, score)
    suitors: dict[str, list[str]] = {}
    for one, wanted in wishes.items():
        for question in wanted:
            suitors.setdefault(question, []).append(one)
    ranked = {q: sorted(people, key=lambda one: (-score[one], one)) for q, people in suitors.items()}
    sizes = {q: round_.question[q].team_size[1] for q in ranked}
    try:
        game = HospitalResident.create_from_dictionaries(wishes, ranked, sizes)
        matched = game.solve(optimal="resident")
    except RecursionError:
        # The library's own limit, at about 1,000 people; the algorithm is the same.
        return _own_deferred_acceptance(round_, wishes, score)
    return {str(question.name): [str(one.name) for one in people] for question, people in matched.items()}


def _own_deferred_acceptance(
    round_: Round, wishes: dict[str, list[str]], score: dict[str, int]
) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    following = dict.fromkeys(wishes, 0)
    free = sorted(wishes, reverse=True)
    while free:
        one = free.pop()
        if following[one] >= len(wishes[one]):
            continue
        question = wishes[one][following[one]]
        following[one] += 1
        members = held.setdefault(question, [])
        members.append(one)
        members.sort(key=lambda other: (-score[other], other))
        if len(members) > round_.question[question].team_size[1]:
            free.append(members.pop())
    return held


class Genetic:
    """A genetic algorithm of the usual kind: a person per gene, tournaments, whole-team crossover, swaps.

    It is given which questions run and how large the teams are, as in the optimum: more than it would know. Only valid
    teams count; the people of others count as unplaced.
    """

    POPULATION, TOURNAMENT, ELITE, MUTATION = 150, 4, 5, 0.4

    def __init__(self, round_: Round, shape: Sequence[tuple[str, int]], seed: int) -> None:
        self.round, self.shape = round_, list(shape)
        self.random = random.Random(seed)  # noqa: S311 - a benchmark
        self.ids = sorted(round_.applicant)
        self.known: dict[tuple[str, frozenset[str]], int] = {}
        self.ranks = {one.id: one.rank_of for one in round_.applicants}
        self.unplaced_all = UNPLACED * len(self.ids)

    def run(self, seconds: float) -> Teams:
        """The best valid teams after so many seconds of a processor."""
        until = time.process_time() + seconds
        population = [self.random.sample(self.ids, len(self.ids)) for _ in range(self.POPULATION)]
        scored = sorted((self.worth(one), at, one) for at, one in enumerate(population))
        while time.process_time() < until:
            children = [one for _worth, _at, one in scored[: self.ELITE]]
            while len(children) < self.POPULATION:
                children.append(self._child(self._winner(scored), self._winner(scored)))
            scored = sorted((self.worth(one), at, one) for at, one in enumerate(children))
        return self._valid(scored[0][2])

    def worth(self, genome: list[str]) -> int:
        """The cost; small is good."""
        return self.unplaced_all + sum(self._team_worth(question, members) for question, members in self._cut(genome))

    def _cut(self, genome: list[str]) -> Teams:
        teams, at = [], 0
        for question, size in self.shape:
            teams.append((question, genome[at : at + size]))
            at += size
        return teams

    def _team_worth(self, question: str, members: list[str]) -> int:
        key = (question, frozenset(members))
        if key not in self.known:
            if len(self.known) > 400_000:
                self.known.clear()
            self.known[key] = self._fresh_worth(question, members)
        return self.known[key]

    def _fresh_worth(self, question: str, members: list[str]) -> int:
        """What a team saves against nobody placed; a part of it while it is not valid, to guide the search."""
        saved = sum(penalty(self.ranks[one][question]) - UNPLACED for one in members if question in self.ranks[one])
        broken = [
            breach
            for breach in rule_breaches(self._alone(question, members), [(question, members)])
            if breach.rule not in PEOPLES_RULES or set(breach.people) & set(members)
        ]
        return saved // (2 + len(broken)) if broken else saved

    def _alone(self, question: str, members: list[str]) -> dict[str, Any]:
        people = [one for one in self.round.document["applicants"] if one["id"] in set(members)]
        return {
            **self.round.document,
            "applicants": people,
            "questions": [one for one in self.round.document["questions"] if one["id"] == question],
        }

    def _winner(self, scored: list[tuple[int, int, list[str]]]) -> list[str]:
        return scored[min(self.random.randrange(len(scored)) for _ in range(self.TOURNAMENT))][2]

    def _child(self, mother: list[str], father: list[str]) -> list[str]:
        start, stop = sorted(self.random.sample(range(len(self.shape) + 1), 2))
        edges = [0]
        for _question, size in self.shape:
            edges.append(edges[-1] + size)
        left, right = edges[start], edges[stop]
        kept = set(mother[left:right])
        others = [one for one in father if one not in kept]
        child = others[:left] + mother[left:right] + others[left:]
        while self.random.random() < self.MUTATION:
            one, other = self.random.sample(range(len(child)), 2)
            child[one], child[other] = child[other], child[one]
        return child

    def _valid(self, genome: list[str]) -> Teams:
        teams = self._cut(genome)
        while True:
            found = rule_breaches(self.round.document, teams)
            if not found:
                return sorted((question, sorted(members)) for question, members in teams)
            bad = {breach.question for breach in found if breach.question} or {
                question for question, members in teams if set(found[0].people) & set(members)
            }
            teams = [team for team in teams if team[0] not in bad]


sys.setrecursionlimit(20_000)
