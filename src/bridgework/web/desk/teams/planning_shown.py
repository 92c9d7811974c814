"""A round and its teams as the planning pages show them: who wants what, and teams side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bridgework.core.formation.allocations import Allocation, Team, read_allocation
from bridgework.core.formation.rounds import Applicant, Round
from bridgework.core.formation.wording import choice, ordinal


@dataclass(frozen=True)
class Cell:
    """One person and one question: the rank, what stands against it, whether they are placed or fixed there."""

    question: str
    rank: int | None
    words: str
    placed: bool = False
    locked: bool = False


@dataclass(frozen=True)
class Line:
    """One person of the matrix."""

    key: str
    name: str
    discipline: str
    cells: tuple[Cell, ...]
    placed_at: str


@dataclass(frozen=True)
class Placed:
    """One person in a team."""

    key: str
    name: str
    discipline: str
    skills: tuple[str, ...]
    rank: int | None
    got: str
    locked: bool
    gone: str


@dataclass(frozen=True)
class Shown:
    """One team: its people, what it needs and who brings it, how many disciplines."""

    question: str
    title: str
    people: tuple[Placed, ...]
    disciplines: int
    brings: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]


def matrix(
    round_: Round, names: Mapping[str, str], allocation: Allocation | None, locks: Mapping[str, str]
) -> list[Line]:
    """People by questions: who ranked what."""
    placed = {} if allocation is None else allocation.question_of
    lines = []
    for person in sorted(round_.applicants, key=lambda one: (names.get(one.id, one.id), one.id)):
        cells = tuple(
            _cell(round_, person, question.id, placed.get(person.id) == question.id, locks.get(person.id, ""))
            for question in round_.questions
        )
        rank = person.rank_of.get(placed.get(person.id, ""))
        got = choice(rank) if person.id in placed else ("no team" if allocation is not None else "")
        lines.append(Line(person.id, names.get(person.id, person.id), person.discipline or "", cells, got))
    return lines


def _cell(round_: Round, person: Applicant, question: str, placed: bool, locked: str) -> Cell:
    rank = person.rank_of.get(question)
    if (person.id, question) in round_.conflicts:
        words = "conflict"
    elif question in person.never:
        words = "never"
    else:
        words = "" if rank is None else ordinal(rank)
    return Cell(question, rank, words, placed, locked == question)


def teams_shown(
    round_: Round,
    allocation: Allocation,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    locks: Mapping[str, str],
    gone: Mapping[str, str] | None = None,
) -> list[Shown]:
    """The teams side by side, the most wanted question first."""
    place = {one.question: one.place for one in round_.wanted}
    ordered = sorted(allocation.teams, key=lambda team: (place.get(team.question, 0), team.members))
    return [_team(round_, team, names, titles, locks, gone or {}) for team in ordered]


def _team(
    round_: Round,
    team: Team,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    locks: Mapping[str, str],
    gone: Mapping[str, str],
) -> Shown:
    known = [round_.applicant[one] for one in team.members if one in round_.applicant]
    needs = round_.question[team.question].needs if team.question in round_.question else ()
    brings = tuple((skill, sum(skill in one.skills for one in known)) for skill in needs)
    people = tuple(
        Placed(
            one.id,
            names.get(one.id, one.id),
            one.discipline or "discipline not stated",
            tuple(sorted(one.skills)),
            one.rank_of.get(team.question),
            choice(one.rank_of.get(team.question)) if team.question in one.rank_of else "not ranked",
            locks.get(one.id) == team.question,
            gone.get(one.id, ""),
        )
        for one in sorted(known, key=lambda one: names.get(one.id, one.id))
    )
    return Shown(
        team.question,
        titles.get(team.question, team.question),
        people,
        len({one.discipline for one in known if one.discipline}),
        brings,
        tuple(skill for skill, number in brings if not number),
    )


def moved(
    round_: Round, teams_now: Mapping[str, Any], names: Mapping[str, str], titles: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Whom a repair moved: name, from where, to where. Empty for a run that repairs nothing."""
    if not teams_now:
        return []
    now = read_allocation(teams_now).question_of
    found = [
        (names.get(one, one), titles.get(before, before), titles.get(now.get(one, ""), "no team"))
        for one, before in round_.previous.items()
        if now.get(one) != before
    ]
    return sorted(found)


def named(text: str, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """A sentence of the checker, with names and titles for pseudonyms and ids."""
    for key, words in (*names.items(), *titles.items()):
        text = text.replace(f'"{key}"', f"“{words}”").replace(key, words)
    return text


def unplaced_shown(
    allocation: Allocation, names: Mapping[str, str], hidden: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Those without a team, by name: (pseudonym, name)."""
    found = [(one, names.get(one, one)) for one in allocation.unplaced if one not in hidden]
    return sorted(found, key=lambda pair: pair[1])
