"""Limits for a team composed by hand.

Limits are settings; a breach refuses, a warning informs. Both say the rule, why
it applies here and what would change it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

Weight = Literal["refusal", "warning"]


@dataclass(frozen=True)
class TeamLimits:
    """The limits of a programme.

    Attributes:
        most_from_one_department: above this many a warning is given; 0 turns
            it off.
        fewest_hours: hours a week the whole team should offer; 0 turns it off.
    """

    fewest: int = 3
    most: int = 6
    most_from_one_department: int = 2
    fewest_hours: int = 0


@dataclass(frozen=True)
class Candidate:
    """What the limits need to know of one person.

    Attributes:
        wanted: keys of the questions the person ranked, most wanted first.
        together_with: people who applied jointly and want to stay together.
    """

    key: str
    name: str
    department: str = ""
    hours_a_week: int = 0
    wanted: tuple[str, ...] = ()
    together_with: frozenset[str] = frozenset()
    in_team: str | None = None


@dataclass(frozen=True)
class Objection:
    """One limit that is not met."""

    weight: Weight
    rule: str
    reason: str
    remedy: str


def team_objections(
    question: str,
    people: Sequence[Candidate],
    limits: TeamLimits,
    conflicts: Collection[frozenset[str]] = (),
) -> tuple[Objection, ...]:
    """What speaks against this team, refusals first.

    Args:
        question: key of the question the team would take.
        people: the people chosen.
        limits: the programme's settings.
        conflicts: pairs of keys that must not be together: two people, or a
            person and the question.
    """
    found = [
        *_size(people, limits),
        *_conflicts(question, people, conflicts),
        *_elsewhere(people),
        *_split_pairs(people),
        *_not_wanted(question, people),
        *_departments(people, limits),
        *_hours(people, limits),
    ]
    return tuple(sorted(found, key=lambda objection: objection.weight != "refusal"))


def _size(people: Sequence[Candidate], limits: TeamLimits) -> list[Objection]:
    size = len(people)
    rule = f"A team has {limits.fewest} to {limits.most} people."
    reason = f"This one has {size}."
    if size < limits.fewest:
        return [Objection("refusal", rule, reason, f"Add {_people(limits.fewest - size)}.")]
    if size > limits.most:
        return [Objection("refusal", rule, reason, f"Take out {_people(size - limits.most)}.")]
    return []


def _conflicts(question: str, people: Sequence[Candidate], conflicts: Collection[frozenset[str]]) -> list[Objection]:
    found = []
    for index, person in enumerate(people):
        if frozenset((person.key, question)) in conflicts:
            found.append(
                Objection(
                    "refusal",
                    "Nobody works on a question they have a conflict with.",
                    f"{person.name} has a conflict with this question.",
                    "Choose somebody else, or another question for them.",
                )
            )
        found.extend(
            Objection(
                "refusal",
                "Two people with a conflict are not put in one team.",
                f"{person.name} and {other.name} have a conflict.",
                "Move one of them to another team.",
            )
            for other in people[index + 1 :]
            if frozenset((person.key, other.key)) in conflicts
        )
    return found


def _elsewhere(people: Sequence[Candidate]) -> list[Objection]:
    return [
        Objection(
            "refusal",
            "A person is in one team of a round.",
            f"{person.name} is already in the team for {person.in_team}.",
            "Take them out of that team first.",
        )
        for person in people
        if person.in_team
    ]


def _split_pairs(people: Sequence[Candidate]) -> list[Objection]:
    keys = {person.key for person in people}
    return [
        Objection(
            "warning",
            "People who applied together stay together if they can.",
            f"{person.name} applied with somebody who is not in this team.",
            "Add the other person, or ask both whether they mind.",
        )
        for person in people
        if person.together_with - keys
    ]


def _not_wanted(question: str, people: Sequence[Candidate]) -> list[Objection]:
    return [
        Objection(
            "warning",
            "People work on a question they chose.",
            f"{person.name} did not choose this question.",
            "Ask them first, or offer a question they chose.",
        )
        for person in people
        if person.wanted and question not in person.wanted
    ]


def _departments(people: Sequence[Candidate], limits: TeamLimits) -> list[Objection]:
    if not limits.most_from_one_department:
        return []
    counts = Counter(person.department.strip() for person in people if person.department.strip())
    return [
        Objection(
            "warning",
            f"At most {limits.most_from_one_department} people come from one department.",
            f"{count} of this team come from {department}.",
            "Swap one of them with somebody from another department.",
        )
        for department, count in sorted(counts.items())
        if count > limits.most_from_one_department
    ]


def _hours(people: Sequence[Candidate], limits: TeamLimits) -> list[Objection]:
    offered = sum(person.hours_a_week for person in people)
    if not limits.fewest_hours or not people or offered >= limits.fewest_hours:
        return []
    return [
        Objection(
            "warning",
            f"A team offers at least {limits.fewest_hours} hours a week together.",
            f"This one offers {offered}.",
            "Add a person, or make the question smaller.",
        )
    ]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
