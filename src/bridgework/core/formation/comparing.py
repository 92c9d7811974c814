"""Two allocations side by side: of two rule sets, of two what-ifs, or before and after."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.rounds import Round


@dataclass(frozen=True)
class Side:
    """One of the two.

    Attributes:
        disciplines: different disciplines of a team, on average; None where they are not known.
    """

    placed: int
    unplaced: int
    teams: int
    profile: tuple[int, ...]
    disciplines: float | None
    result_sha256: str


@dataclass(frozen=True)
class Comparison:
    """What differs.

    Attributes:
        better: people for whom the second is better than the first, where ranks are known; likewise `worse`.
        moved: people who are on another question, placed or unplaced.
    """

    first: Side
    second: Side
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    moved: tuple[str, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both are the same teams."""
        return self.first.result_sha256 == self.second.result_sha256

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {**asdict(self), "same": self.is_same}


def compare(
    first: Allocation, second: Allocation, first_round: Round | None = None, second_round: Round | None = None
) -> Comparison:
    """What differs between two allocations.

    Args:
        first_round: of the first; for disciplines and ranks, which an allocation does not hold.
        second_round: of the second; the first's where nothing is said.
    """
    second_round = second_round or first_round
    here, there = first.question_of, second.question_of
    everyone = sorted({*here, *there, *first.unplaced, *second.unplaced})
    ranks = [(one, _rank(first_round, here, one), _rank(second_round, there, one)) for one in everyone]
    return Comparison(
        first=_side(first, first_round),
        second=_side(second, second_round),
        only_first=tuple(sorted(set(here.values()) - set(there.values()))),
        only_second=tuple(sorted(set(there.values()) - set(here.values()))),
        moved=tuple(one for one in everyone if here.get(one) != there.get(one)),
        better=tuple(
            one for one, before, after in ranks if before is not None and after is not None and after < before
        ),
        worse=tuple(one for one, before, after in ranks if before is not None and after is not None and after > before),
    )


def _side(allocation: Allocation, round_: Round | None) -> Side:
    mixed = None
    if round_ is not None and allocation.teams:
        counts = [len({_discipline(round_, one) for one in team.members} - {None}) for team in allocation.teams]
        mixed = round(sum(counts) / len(counts), 2)
    return Side(
        placed=len(allocation.question_of),
        unplaced=len(allocation.unplaced),
        teams=len(allocation.teams),
        profile=allocation.profile,
        disciplines=mixed,
        result_sha256=allocation.result_sha256,
    )


def _discipline(round_: Round, applicant: str) -> str | None:
    person = round_.applicant.get(applicant)
    return None if person is None else person.discipline


def _rank(round_: Round | None, question_of: dict[str, str], applicant: str) -> int | None:
    """The rank somebody got; one more than the longest list for no team; None where it is not known."""
    if round_ is None or applicant not in round_.applicant:
        return None
    question = question_of.get(applicant)
    last = round_.ranks + 1
    return last if question is None else round_.applicant[applicant].rank_of.get(question, last)
