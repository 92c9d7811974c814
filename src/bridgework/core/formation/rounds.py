"""A round, as teams are formed from it: who wants what, and which rules a team keeps.

`read_round` (in `validating`) makes these from a ROUND document. Everything here is frozen; what a rule means in detail
is said in docs/reference/round-json.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

FORMAT = "bridgework/round@1"

Order = Literal["generous", "rank-maximal"]
QuestionsRun = Literal["most-wanted", "optimiser"]
TraitValue = str | int | bool | None


@dataclass(frozen=True)
class Rules:
    """The rules of a programme for one round.

    Attributes:
        team_size: fewest and most people in a team.
        max_teams: teams the officers can look after; None is no limit.
        min_disciplines: different disciplines in every team; 0 or 1 is no rule.
        discipline_min: people of a discipline that every team has at least.
        isolation: traits of which nobody is the only one in a team.
        availability: slots that all people of a team share; None is no rule.
        experienced: experienced people in every team.
        ranks_required: questions an applicant has to rank; 0 is no rule.
    """

    team_size: tuple[int, int]
    max_teams: int | None = None
    min_disciplines: int = 0
    discipline_min: Mapping[str, int] = field(default_factory=dict)
    isolation: tuple[str, ...] = ()
    availability: int | None = None
    experienced: int = 0
    ranks_required: int = 0
    questions_run: QuestionsRun = "optimiser"
    order: Order = "generous"


@dataclass(frozen=True)
class Question:
    """One question on offer. `team_size` is its own, or that of the rules."""

    id: str
    team_size: tuple[int, int]
    needs: tuple[str, ...] = ()
    teams_max: int = 1


@dataclass(frozen=True)
class Applicant:
    """One applicant.

    Attributes:
        ranks: questions, most wanted first; questions of one place are equally wanted.
        score: of the reviewers, 0 to 100; None counts 0.
        slots: when they can meet; None where nobody asked, which is not the same as never.
        never: questions they would rather not take part than work on.
        together: people they named as theirs; it holds both ways.
    """

    id: str
    ranks: tuple[tuple[str, ...], ...]
    discipline: str | None = None
    skills: frozenset[str] = frozenset()
    score: float | None = None
    traits: Mapping[str, TraitValue] = field(default_factory=dict)
    slots: frozenset[str] | None = None
    experienced: bool = False
    never: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    @cached_property
    def rank_of(self) -> dict[str, int]:
        """The rank of each question they ranked: 1 is the first place of their list."""
        return {question: rank for rank, tied in enumerate(self.ranks, start=1) for question in tied}

    @property
    def thousandths(self) -> int:
        """Their score as the score stage counts it: whole thousandths of a point."""
        return round((self.score or 0) * 1000)

    def states(self, trait: str) -> TraitValue:
        """What they state of a trait; None where they state nothing (empty and false too)."""
        value = self.traits.get(trait, self.discipline if trait == "discipline" else None)
        return None if value is False or value == "" else value


@dataclass(frozen=True)
class Wanted:
    """How much one question is wanted. `place` counts from 1, without ties."""

    question: str
    place: int
    points: int
    choices: tuple[int, ...]

    @property
    def first_choices(self) -> int:
        """How many ranked it first."""
        return self.choices[0] if self.choices else 0


@dataclass(frozen=True)
class Round:
    """Everything teams are formed from. `document` is the ROUND as it was given, which the input hash covers."""

    rules: Rules
    questions: tuple[Question, ...]
    applicants: tuple[Applicant, ...]
    conflicts: frozenset[tuple[str, str]] = frozenset()
    locks: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""
    document: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def applicant(self) -> dict[str, Applicant]:
        """Applicants by id."""
        return {applicant.id: applicant for applicant in self.applicants}

    @cached_property
    def ranks(self) -> int:
        """Places of the longest list: the length of a profile."""
        return max((len(applicant.ranks) for applicant in self.applicants), default=0)

    @property
    def is_small(self) -> bool:
        """Fewer than twenty people: counts of others would point at somebody."""
        return len(self.applicants) < 20

    def may_take(self, applicant: Applicant) -> tuple[str, ...]:
        """Questions they ranked and may work on, best first: no conflict, and none they said never to."""
        return tuple(
            question
            for question in applicant.rank_of
            if question not in applicant.never and (applicant.id, question) not in self.conflicts
        )

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """People who stay together, each group sorted: “with” holds both ways and from friend to friend."""
        leader = {applicant.id: applicant.id for applicant in self.applicants}

        def root(one: str) -> str:
            while leader[one] != one:
                leader[one] = leader[leader[one]]
                one = leader[one]
            return one

        for applicant in self.applicants:
            for other in applicant.together:
                leader[root(applicant.id)] = root(other)
        found: dict[str, list[str]] = {}
        for one in sorted(leader):
            found.setdefault(root(one), []).append(one)
        return tuple(sorted(tuple(group) for group in found.values() if len(group) > 1))

    @cached_property
    def group_of(self) -> dict[str, tuple[str, ...]]:
        """The group of each person who has one."""
        return {one: group for group in self.groups for one in group}

    @cached_property
    def pairs_apart(self) -> tuple[tuple[str, str], ...]:
        """Pairs that are kept apart, sorted; “apart” holds both ways."""
        return tuple(
            sorted(
                {
                    (min(applicant.id, other), max(applicant.id, other))
                    for applicant in self.applicants
                    for other in applicant.apart
                }
            )
        )

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """Questions by ranking points: a first place counts as many points as the longest list has places.

        Equal points: more first places, then more mentions, then the id.
        """
        counts = {question.id: [0] * self.ranks for question in self.questions}
        for applicant in self.applicants:
            for question, rank in applicant.rank_of.items():
                counts[question][rank - 1] += 1
        scored = sorted(
            (-sum((self.ranks - at) * n for at, n in enumerate(choices)), -(choices or [0])[0], -sum(choices), question)
            for question, choices in counts.items()
        )
        return tuple(
            Wanted(question, place, -points, tuple(counts[question]))
            for place, (points, _first, _mentions, question) in enumerate(scored, start=1)
        )
