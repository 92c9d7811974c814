"""The stages of a run: what is made best, one after the other, each without giving up what the earlier ones reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bridgework.core.formation.canonical import digit, ticket
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Numbers
from bridgework.core.formation.rounds import Round

MOVED, PLACED, SCORE, LOTTERY = "moved", "placed", "score", "lottery"
QUESTIONS, LOCKS = "questions", "locks given up"
PENALTIES = (0, 1, 3, 7, 15)
UNPLACED = 40


@dataclass(frozen=True)
class Aim:
    """One stage: a whole number for each column, and whether their sum is to be small or large.

    Attributes:
        unit: what one counts as in the value that is told.
        start: for people moved, how many were placed before; the value told is these, less those who stay.
    """

    name: str
    sense: Literal["least", "most"]
    numbers: Numbers
    unit: float = 1
    start: int = 0

    @property
    def cost(self) -> Numbers:
        """The numbers, such that small is good."""
        return self.numbers if self.sense == "least" else -self.numbers

    def told(self, cost: float) -> float:
        """The value as people read it."""
        if self.name == MOVED:
            return self.start + cost
        return round((cost if self.sense == "least" else -cost) * self.unit, 3)


def rank_name(rank: int) -> str:
    """The name of a rank's stage."""
    return f"rank {rank}"


def rank_order(round_: Round) -> list[tuple[int, Literal["least", "most"]]]:
    """Which ranks are looked at, in which order.

    Given how many are placed, the last one left follows from the others.
    """
    if round_.rules.order == "generous":
        return [(rank, "least") for rank in range(round_.ranks, 1, -1)]
    return [(rank, "most") for rank in range(1, round_.ranks)]


def aims(model: FormationModel) -> list[Aim]:
    """Every stage of a run before the lottery, in its order."""
    round_, choices = model.round, model.choices
    found = []
    if round_.previous:
        stays = {one.column: 1 for one in choices if round_.previous.get(one.applicant) == one.place.question.id}
        found.append(Aim(MOVED, "most", model.numbers(stays), start=len(round_.previous)))
    found.append(Aim(PLACED, "most", model.numbers({one.column: 1 for one in choices})))
    for rank, sense in rank_order(round_):
        at = model.numbers({one.column: 1 for one in choices if one.rank == rank})
        found.append(Aim(rank_name(rank), sense, at))
    scores = {one.column: model.people[one.applicant].thousandths for one in choices}
    if any(person.thousandths for person in round_.applicants):
        found.append(Aim(SCORE, "most", model.numbers(scores), unit=0.001))
    return found


def lottery_aim(model: FormationModel, place: int) -> Aim:
    """The lottery: the smallest sum of one digit of the tickets, the leading digit first."""
    seed = model.round.seed
    numbers = {
        one.column: digit(ticket(seed, one.applicant, one.place.question.id, one.place.number), place)
        for one in model.choices
    }
    return Aim(LOTTERY if place == 0 else f"{LOTTERY} {place + 1}", "least", model.numbers(numbers))


def penalty(rank: int) -> int:
    """How much a rank counts in the quick preview: 0, 1, 3, 7, 15, and 24 for all after the fifth."""
    return PENALTIES[rank - 1] if rank <= len(PENALTIES) else 24


def leaning(model: FormationModel) -> Numbers:
    """What is preferred among allocations that place equally many: close to what the ranks' stages will ask for.

    Only where the stages begin depends on it, never where they end.
    """
    steps = {"generous": (0, 1, 10, 30, 60, 100), "rank-maximal": (0, 10, 13, 15, 16, 17)}[model.round.rules.order]
    return model.numbers({one.column: steps[min(one.rank, len(steps)) - 1] for one in model.choices})


def convex(model: FormationModel, unplaced: int = UNPLACED) -> Numbers:
    """One sum for everything, small is good: the quick preview, and a good start for the stages."""
    return model.numbers({one.column: penalty(one.rank) - unplaced for one in model.choices})
