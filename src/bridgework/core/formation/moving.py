"""Changes by hand and after a withdrawal: what a move costs before it is made, and the smallest repair."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bridgework.core.formation.allocations import Allocation, Stage, allocation_of
from bridgework.core.formation.changing import with_previous, without_applicants
from bridgework.core.formation.checking import Breach, rule_breaches
from bridgework.core.formation.program import Cancelled
from bridgework.core.formation.rounds import Applicant, Round
from bridgework.core.formation.solving import Progress, solve
from bridgework.core.formation.staging import MOVED, PLACED, SCORE
from bridgework.core.formation.validating import read_round
from bridgework.core.formation.valuing import Value, stage_values, teams_of
from bridgework.core.formation.wording import choice, people

BY_HAND = "by hand"


@dataclass(frozen=True)
class Change:
    """One stage before and after a move."""

    before: Value
    after: Value

    @property
    def is_worse(self) -> bool:
        """Whether the move makes this stage worse."""
        return self.after.is_worse_than(self.before)

    @property
    def is_better(self) -> bool:
        """Whether the move makes this stage better."""
        return self.before.is_worse_than(self.after)


@dataclass(frozen=True)
class Price:
    """What a move costs.

    Attributes:
        stages: every stage before and after, in the order of the round; the first that differs decides.
        breaches: rules that the move breaks, and that were kept before.
        mended: breaches of before that the move mends.
        allocation: the teams after the move; its stages are not proved.
    """

    stages: tuple[Change, ...]
    breaches: tuple[Breach, ...]
    mended: tuple[Breach, ...]
    allocation: Allocation
    sentence: str

    @property
    def is_allowed(self) -> bool:
        """Whether no rule is broken by it."""
        return not self.breaches


def price_of_move(
    round_: Round, allocation: Allocation, applicant: str, to: str | None, *, team: int | None = None
) -> Price:
    """What it costs to move one person.

    People who stay together are not moved along: the price shows that the rule is broken. A team whose last person
    leaves is gone.

    Args:
        to: a question, where a team is begun if there is none; or None for no team.
        team: which of several teams on that question, from 0; without it, the one that breaks fewest rules, which may
            be a new one where the question may have more.

    Raises:
        KeyError: for somebody who did not apply, or a question that was not on offer.
    """
    round_.applicant[applicant]
    if to is not None:
        round_.question[to]
    before = teams_of(allocation)
    ways = _ways(round_, before, applicant, to, team)
    found = [(rule_breaches(round_.document, teams), at, teams) for at, teams in enumerate(ways)]
    after_breaches, _at, teams = min(found, key=lambda entry: (len(entry[0]), entry[1]))
    before_breaches = rule_breaches(round_.document, before)
    moved = moved_by_hand(round_, teams)
    changes = tuple(
        Change(old, new)
        for old, new in zip(
            stage_values(round_, allocation.question_of), stage_values(round_, moved.question_of), strict=True
        )
    )
    broken = _only_in(after_breaches, before_breaches)
    mended = _only_in(before_breaches, after_breaches)
    return Price(changes, broken, mended, moved, _sentence(round_, changes, broken, applicant, allocation, moved))


def moved_by_hand(round_: Round, teams: list[tuple[str, list[str]]]) -> Allocation:
    """An allocation that a person made: its stages are told and not proved."""
    question_of = {one: question for question, members in teams for one in members}
    stages = tuple(Stage(value.name, value.value, False, 0.0) for value in stage_values(round_, question_of))
    return allocation_of(round_, teams, stages, {"name": BY_HAND})


def repair(
    round_: Round,
    allocation: Allocation,
    leaving: Collection[str],
    *,
    time_limit: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    is_cancelled: Cancelled | None = None,
) -> tuple[Round, Allocation]:
    """The teams after some people withdrew, with the fewest others moved; and the round they are the teams of."""
    document = with_previous(without_applicants(round_.document, leaving), allocation)
    changed = read_round(document)
    return changed, solve(changed, time_limit=time_limit, progress=progress, is_cancelled=is_cancelled)


def _ways(
    round_: Round, before: list[tuple[str, list[str]]], applicant: str, to: str | None, team: int | None
) -> list[list[tuple[str, list[str]]]]:
    left = [(question, [one for one in members if one != applicant]) for question, members in before]
    if to is None:
        return [[entry for entry in left if entry[1]]]
    there = [at for at, (question, _members) in enumerate(left) if question == to]
    if team is not None:
        there = there[team : team + 1]
    ways = []
    for at in there:
        changed = [
            (question, [*members, applicant] if at == here else members)
            for here, (question, members) in enumerate(left)
        ]
        ways.append([entry for entry in changed if entry[1]])
    if not ways or (team is None and len(there) < round_.question[to].teams_max):
        ways.append([*(entry for entry in left if entry[1]), (to, [applicant])])
    return ways


def _only_in(breaches: list[Breach], others: list[Breach]) -> tuple[Breach, ...]:
    known = {(one.rule, one.question, one.people) for one in others}
    return tuple(one for one in breaches if (one.rule, one.question, one.people) not in known)


def _sentence(
    round_: Round,
    changes: tuple[Change, ...],
    broken: tuple[Breach, ...],
    applicant: str,
    before: Allocation,
    after: Allocation,
) -> str:
    person = round_.applicant[applicant]
    here, there = (_place(person, one.question_of.get(applicant)) for one in (before, after))
    told = [f"Moves from {here} to {there}."]
    if broken:
        told.append(f"Breaks {'one rule' if len(broken) == 1 else f'{len(broken)} rules'}.")
    worse = next((change for change in changes if change.is_worse or change.is_better), None)
    if worse is None:
        told.append("Costs nothing in any stage.")
    elif worse.is_better:
        told.append(f"Better at the first stage that differs ({worse.before.name}).")
    else:
        told.append(f"{_loss(worse)}.")
    return " ".join(told)


def _place(person: Applicant, question: str | None) -> str:
    if question is not None and question not in person.rank_of:
        return "a question they did not rank"
    return choice(None if question is None else person.rank_of[question])


def _loss(change: Change) -> str:
    by = abs(change.after.value - change.before.value)
    if change.before.name == PLACED:
        return f"Places {people(int(by))} fewer"
    if change.before.name == MOVED:
        return f"Moves {people(int(by))} more"
    if change.before.name == SCORE:
        return f"Lowers the sum of scores by {by:g}"
    more = "fewer" if change.before.is_more_better else "more"
    return f"Puts {people(int(by))} {more} at {change.before.name}"
