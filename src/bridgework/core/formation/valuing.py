"""What each stage reaches with given teams: to price a change made by hand, and to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Numbers
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.staging import MOVED, PLACED, SCORE, rank_name, rank_order

Teams = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Value:
    """What one stage reaches. `is_more_better` says which way is good."""

    name: str
    value: float
    is_more_better: bool

    def is_worse_than(self, other: Value) -> bool:
        """Whether this is worse than the other value of the same stage."""
        return self.value < other.value if self.is_more_better else self.value > other.value


def stage_values(round_: Round, question_of: Mapping[str, str]) -> tuple[Value, ...]:
    """The values of every stage before the lottery, in the order of the round."""
    placed = [one for one in round_.applicants if one.id in question_of]
    ranks = [one.rank_of.get(question_of[one.id]) for one in placed]
    found = []
    if round_.previous:
        moved = sum(question_of.get(one) != question for one, question in round_.previous.items())
        found.append(Value(MOVED, moved, is_more_better=False))
    found.append(Value(PLACED, len(placed), is_more_better=True))
    for rank, sense in rank_order(round_):
        found.append(Value(rank_name(rank), ranks.count(rank), is_more_better=sense == "most"))
    if any(one.thousandths for one in round_.applicants):
        found.append(Value(SCORE, sum(one.thousandths for one in placed) / 1000, is_more_better=True))
    return tuple(found)


def teams_of(allocation: Allocation) -> list[tuple[str, list[str]]]:
    """The teams as plain lists, to be changed."""
    return [(team.question, list(team.members)) for team in allocation.teams]


def solution_of(model: FormationModel, teams: Teams) -> Numbers:
    """The columns that teams set to 1. Several teams of one question are taken from the largest down.

    People on a question that the model gives them no column for are left out.
    """
    x = model.numbers({})
    for question, places in model.of_question.items():
        mine = sorted((list(members) for at, members in teams if at == question), key=lambda team: (-len(team), team))
        for place, members in zip(places, mine, strict=False):
            x[place.runs] = 1
            for one in members:
                if one in place.people:
                    x[place.people[one]] = 1
    return x
