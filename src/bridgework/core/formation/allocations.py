"""What a run decided, and how it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bridgework.core.formation.canonical import commitment, input_sha256, result_sha256
from bridgework.core.formation.faults import Fault, Faults, FaultyDocument
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.validating import MOST_APPLICANTS

FORMAT = "bridgework/allocation@1"


class FaultyAllocation(FaultyDocument):
    """An ALLOCATION that cannot be read."""


@dataclass(frozen=True)
class Team:
    """People on one question; `members` are sorted."""

    question: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of a run.

    Attributes:
        value: what it reached: people, points or the sum of tickets.
        proved: whether nothing better exists, given the stages before it.
        bound: where not proved, the best value that could still exist.
    """

    name: str
    value: float
    proved: bool
    seconds: float
    bound: float | None = None

    def as_json(self) -> dict[str, Any]:
        """As in an ALLOCATION; whole numbers are written as such."""
        told = {"name": self.name, "value": _tidy(self.value), "proved": self.proved, "seconds": round(self.seconds, 3)}
        return told if self.bound is None else {**told, "bound": _tidy(self.bound)}


@dataclass(frozen=True)
class Allocation:
    """The teams of a round. Teams are sorted by question and members, the unplaced by id."""

    teams: tuple[Team, ...]
    unplaced: tuple[str, ...]
    profile: tuple[int, ...]
    stages: tuple[Stage, ...] = ()
    solver: Mapping[str, Any] = field(default_factory=dict)
    input_sha256: str = ""
    seed_commitment: str = ""

    @cached_property
    def team_of(self) -> dict[str, Team]:
        """The team of each person who has one."""
        return {member: team for team in self.teams for member in team.members}

    @cached_property
    def question_of(self) -> dict[str, str]:
        """The question of each person who has a team."""
        return {member: team.question for team in self.teams for member in team.members}

    @property
    def is_proved(self) -> bool:
        """Whether there are stages, and every one is."""
        return bool(self.stages) and all(stage.proved for stage in self.stages)

    @cached_property
    def result_sha256(self) -> str:
        """Covers sorted teams, unplaced and profile."""
        return result_sha256(((team.question, team.members) for team in self.teams), self.unplaced, self.profile)

    def as_json(self) -> dict[str, Any]:
        """The ALLOCATION document."""
        return {
            "format": FORMAT,
            "input_sha256": self.input_sha256,
            "seed_commitment": self.seed_commitment,
            "teams": [{"question": team.question, "members": list(team.members)} for team in self.teams],
            "unplaced": list(self.unplaced),
            "profile": list(self.profile),
            "stages": [stage.as_json() for stage in self.stages],
            "solver": dict(self.solver),
            "result_sha256": self.result_sha256,
        }


def allocation_of(
    round_: Round,
    teams: list[tuple[str, list[str]]],
    stages: tuple[Stage, ...] = (),
    solver: Mapping[str, Any] | None = None,
) -> Allocation:
    """An allocation of a round from its teams: sorted, with the unplaced, the profile and the hashes.

    Somebody on a question they did not rank counts at no rank.
    """
    placed = {member: question for question, members in teams for member in members}
    profile = [0] * round_.ranks
    for applicant in round_.applicants:
        rank = applicant.rank_of.get(placed.get(applicant.id, ""))
        if rank is not None:
            profile[rank - 1] += 1
    ordered = sorted((question, tuple(sorted(members))) for question, members in teams)
    return Allocation(
        teams=tuple(Team(question, members) for question, members in ordered),
        unplaced=tuple(sorted(applicant.id for applicant in round_.applicants if applicant.id not in placed)),
        profile=tuple(profile),
        stages=stages,
        solver=solver or {},
        input_sha256=input_sha256(round_.document),
        seed_commitment=commitment(round_.seed),
    )


def read_allocation(found: object) -> Allocation:
    """The allocation of an ALLOCATION document.

    Whether it fits a round is for `checking`.

    Raises:
        FaultyAllocation: with every fault and its place.
    """
    faults = Faults()
    if isinstance(found, Mapping) and found.get("format") not in (None, FORMAT):
        raise FaultyAllocation((Fault("/format", f'has to be "{FORMAT}"'),))
    keys = ("format", "input_sha256", "seed_commitment", "teams", "unplaced", "profile", "stages", "solver")
    document = faults.mapping(found, "", (*keys, "result_sha256"), needed=("teams", "unplaced", "profile"))
    teams = [_team(faults, one, place) for place, one in faults.items(document.get("teams", []), "/teams", 20_000)]
    unplaced = [
        faults.word(one, place)
        for place, one in faults.items(document.get("unplaced", []), "/unplaced", MOST_APPLICANTS)
    ]
    profile = [
        faults.number(one, place, least=0, most=MOST_APPLICANTS)
        for place, one in faults.items(document.get("profile", []), "/profile")
    ]
    stages = [_stage(faults, one, place) for place, one in faults.items(document.get("stages", []), "/stages")]
    solver = document.get("solver", {})
    if not isinstance(solver, Mapping):
        faults.add("/solver", "has to be an object")
        solver = {}
    hashes = {}
    for key in ("input_sha256", "seed_commitment", "result_sha256"):
        value = document.get(key, "")
        if not isinstance(value, str):
            faults.add(f"/{key}", "has to be text")
        hashes[key] = str(value)
    if faults.found:
        raise FaultyAllocation(tuple(faults.found))
    return Allocation(
        teams=tuple(sorted(teams, key=lambda team: (team.question, team.members))),
        unplaced=tuple(sorted(one for one in unplaced if one is not None)),
        profile=tuple(number or 0 for number in profile),
        stages=tuple(stages),
        solver=solver,
        input_sha256=hashes["input_sha256"],
        seed_commitment=hashes["seed_commitment"],
    )


def _team(faults: Faults, value: Any, place: str) -> Team:
    entry = faults.mapping(value, place, ("question", "members"), needed=("question", "members"))
    question = faults.word(entry.get("question", "?"), f"{place}/question")
    members = [faults.word(one, at) for at, one in faults.items(entry.get("members", []), f"{place}/members")]
    return Team(question or "?", tuple(sorted(member for member in members if member is not None)))


def _stage(faults: Faults, value: Any, place: str) -> Stage:
    keys = ("name", "value", "proved", "seconds", "bound")
    entry = faults.mapping(value, place, keys, needed=("name", "value", "proved"))
    name = faults.word(entry.get("name", "?"), f"{place}/name")
    numbers = {}
    for key in ("value", "seconds", "bound"):
        number = entry.get(key)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            faults.add(f"{place}/{key}", "has to be a number")
            number = None
        numbers[key] = number
    if not isinstance(entry.get("proved", False), bool):
        faults.add(f"{place}/proved", "has to be true or false")
    return Stage(
        name or "?", numbers["value"] or 0, entry.get("proved") is True, numbers["seconds"] or 0, numbers["bound"]
    )


def _tidy(number: float) -> float | int:
    """A whole number without its point, others to a thousandth."""
    return int(number) if number == int(number) else round(number, 3)
