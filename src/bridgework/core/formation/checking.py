"""The independent checker: is an ALLOCATION one that the ROUND allows, and is what it says of itself true?

It works from the two documents alone. It shares with the solver neither the program nor the stages' arithmetic, only
the way to write JSON canonically and to draw a ticket, which are what both are about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from bridgework.core.formation.canonical import DIGIT_BITS, TICKET_BITS, commitment, input_sha256, result_sha256, ticket
from bridgework.core.formation.wording import people as counted

Document = Mapping[str, Any]
MOST_TEAMS_TRIED = 6


@dataclass(frozen=True)
class Breach:
    """One thing that is not as it has to be."""

    rule: str
    what: str
    question: str = ""
    people: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


def breaches(round_document: Document, allocation_document: Document) -> list[Breach]:
    """Every breach of a rule, and every statement of the allocation that is not so; empty where all is well.

    Both documents have to be well formed: `read_round` and `read_allocation` say whether they are.
    """
    facts = _Facts(round_document, allocation_document)
    found = list(facts.people())
    found += facts.questions()
    for question, members in facts.teams:
        if question in facts.offered:
            found += facts.team(question, [one for one in members if one in facts.applicants])
    found += facts.wishes()
    found += facts.statements()
    return found


def rule_breaches(round_document: Document, teams: Sequence[tuple[str, Sequence[str]]]) -> list[Breach]:
    """Breaches of the round's rules alone, by teams that somebody made by hand; everybody else is unplaced."""
    placed = {one for _question, members in teams for one in members}
    everyone = [one["id"] for one in round_document["applicants"]]
    allocation = {
        "teams": [{"question": question, "members": list(members)} for question, members in teams],
        "unplaced": [one for one in everyone if one not in placed],
    }
    facts = _Facts(round_document, allocation)
    found = [*facts.people(), *facts.questions()]
    for question, members in facts.teams:
        if question in facts.offered:
            found += facts.team(question, [one for one in members if one in facts.applicants])
    return [*found, *facts.wishes()]


class _Facts:
    """What the two documents say, laid out to be looked at."""

    def __init__(self, round_document: Document, allocation: Document) -> None:
        self.document, self.allocation = round_document, allocation
        self.rules: Document = round_document["rules"]
        self.offered = {one["id"]: one for one in round_document["questions"]}
        self.applicants = {one["id"]: one for one in round_document["applicants"]}
        self.teams = [(team["question"], list(team["members"])) for team in allocation["teams"]]
        self.at = {one: number for number, (_question, members) in enumerate(self.teams) for one in members}
        self.conflicts = {(one["applicant"], one["question"]) for one in round_document.get("conflicts") or []}
        self.locks = {one["applicant"]: one["question"] for one in round_document.get("locks") or []}
        self.previous: Document = round_document.get("previous") or {}

    def question_of(self, applicant: str) -> str | None:
        return self.teams[self.at[applicant]][0] if applicant in self.at else None

    def rank(self, applicant: str, question: str | None) -> int | None:
        for place, entry in enumerate(self.applicants[applicant]["ranks"], start=1):
            if question == entry or (isinstance(entry, list) and question in entry):
                return place
        return None

    def people(self) -> Iterator[Breach]:
        """Everybody exactly once."""
        unplaced = list(self.allocation["unplaced"])
        named = Counter(unplaced)
        for _question, members in self.teams:
            named.update(members)
        for one, times in sorted(named.items()):
            if one not in self.applicants:
                yield Breach("people", f'"{one}" did not apply in this round', people=(one,))
            elif times > 1:
                yield Breach("people", f'"{one}" is named {times} times', people=(one,))
        for one in sorted(self.applicants.keys() - named.keys()):
            yield Breach("people", f'"{one}" is in no team and not among the unplaced', people=(one,))

    def questions(self) -> Iterator[Breach]:
        """Known questions, no more teams than allowed, and the most wanted where that is the rule."""
        running = Counter(question for question, _members in self.teams)
        for question, times in sorted(running.items()):
            if question not in self.offered:
                yield Breach("questions", f'"{question}" is not in this round', question)
                continue
            most = self.offered[question].get("teams_max")
            most = 1 if most is None else most
            if times > most:
                yield Breach("teams_max", f'"{question}" has {times} teams, at most {most}', question)
        most = self.rules.get("max_teams")
        if most is not None and len(self.teams) > most:
            yield Breach("max_teams", f"{len(self.teams)} teams, at most {most}")

    def team(self, question: str, members: list[str]) -> Iterator[Breach]:
        """The rules of one team."""
        name = f'the team on "{question}" ({", ".join(members)})'
        people = [self.applicants[one] for one in members]
        size = self.offered[question].get("team_size") or self.rules["team_size"]
        if not size[0] <= len(people) <= size[1]:
            yield Breach("team_size", f"{name} has {counted(len(people))}, not {size[0]} to {size[1]}", question)
        for skill in self.offered[question].get("needs") or []:
            if not any(skill in (one.get("skills") or []) for one in people):
                yield Breach("needs", f'{name} has nobody with "{skill}"', question)
        yield from self._mixture(question, name, people)
        for trait in self.rules.get("isolation") or []:
            yield from self._alone(question, name, trait, people)
        yield from self._slots(question, name, people)
        for one in members:
            yield from self._person(question, one)

    def _mixture(self, question: str, name: str, people: list[Document]) -> Iterator[Breach]:
        disciplines = Counter(one.get("discipline") for one in people if one.get("discipline") is not None)
        fewest = self.rules.get("min_disciplines") or 0
        if len(disciplines) < fewest:
            several = "discipline" if len(disciplines) == 1 else "disciplines"
            what = f"{name} has {len(disciplines)} {several}, at least {fewest}"
            yield Breach("min_disciplines", what, question)
        for discipline, least in sorted((self.rules.get("discipline_min") or {}).items()):
            if disciplines[discipline] < least:
                what = f'{name} has {disciplines[discipline]} people of "{discipline}", at least {least}'
                yield Breach("discipline_min", what, question)
        old_hands = sum(one.get("experienced") is True for one in people)
        least = self.rules.get("experienced") or 0
        if old_hands < least:
            yield Breach("experienced", f"{name} has {old_hands} experienced people, at least {least}", question)

    def _alone(self, question: str, name: str, trait: str, people: list[Document]) -> Iterator[Breach]:
        stated: dict[str, list[str]] = {}
        for one in people:
            traits = one.get("traits") or {}
            value = traits[trait] if trait in traits else one.get("discipline") if trait == "discipline" else None
            if value is not None and value is not False and value != "":
                stated.setdefault(f"{type(value).__name__} {value}", []).append(one["id"])
        for _value, alike in sorted(stated.items()):
            if len(alike) == 1:
                what = f'in {name} "{alike[0]}" is the only one with their "{trait}"'
                yield Breach("isolation", what, question, (alike[0],))

    def _slots(self, question: str, name: str, people: list[Document]) -> Iterator[Breach]:
        fewest = self.rules.get("availability")
        asked = [set(one["slots"]) for one in people if one.get("slots") is not None]
        if fewest is not None and asked and len(set.intersection(*asked)) < fewest:
            shared = len(set.intersection(*asked))
            yield Breach("availability", f"{name} shares {shared} slots, at least {fewest}", question)

    def _person(self, question: str, one: str) -> Iterator[Breach]:
        if self.rank(one, question) is None:
            yield Breach("ranks", f'"{one}" did not rank "{question}"', question, (one,))
        if question in (self.applicants[one].get("never") or []):
            yield Breach("never", f'"{one}" never wants to work on "{question}"', question, (one,))
        if (one, question) in self.conflicts:
            yield Breach("conflicts", f'"{one}" has a conflict with "{question}"', question, (one,))

    def wishes(self) -> Iterator[Breach]:
        """Who stays together, apart, or where they were locked."""
        said = set()
        for one, applicant in sorted(self.applicants.items()):
            for other in applicant.get("with") or []:
                pair = tuple(sorted((one, other)))
                if self.at.get(one) != self.at.get(other) and ("with", pair) not in said:
                    said.add(("with", pair))
                    yield Breach("with", f'"{pair[0]}" and "{pair[1]}" are not together', people=pair)
            for other in applicant.get("apart") or []:
                pair = tuple(sorted((one, other)))
                if one in self.at and self.at[one] == self.at.get(other) and ("apart", pair) not in said:
                    said.add(("apart", pair))
                    yield Breach("apart", f'"{pair[0]}" and "{pair[1]}" are in one team', people=pair)
        for one, question in sorted(self.locks.items()):
            if self.question_of(one) != question:
                yield Breach("locks", f'"{one}" is locked to "{question}" and is not there', question, (one,))

    def statements(self) -> Iterator[Breach]:
        """What the allocation says of itself: hashes, profile, stages."""
        profile = self.profile()
        if list(self.allocation["profile"]) != profile:
            yield Breach("profile", f"says {list(self.allocation['profile'])}, is {profile}")
        result = result_sha256(self.teams, self.allocation["unplaced"], self.allocation["profile"])
        true = {
            "input_sha256": input_sha256(self.document),
            "seed_commitment": commitment(self.document.get("seed") or ""),
            "result_sha256": result,
        }
        for key, value in true.items():
            if self.allocation.get(key) != value:
                yield Breach(key, f"says {str(self.allocation.get(key))[:64]}, is {value}")
        yield from self._stages(profile)

    def profile(self) -> list[int]:
        longest = max((len(one["ranks"]) for one in self.applicants.values()), default=0)
        counts = [0] * longest
        for one in self.applicants:
            rank = self.rank(one, self.question_of(one)) if one in self.at else None
            if rank is not None:
                counts[rank - 1] += 1
        return counts

    def _stages(self, profile: list[int]) -> Iterator[Breach]:
        told = list(self.allocation.get("stages") or [])
        names = [stage["name"] for stage in told]
        expected = self._stage_names(len(profile), names)
        if names != expected:
            yield Breach("stages", f"are {', '.join(names) or 'none'}; by the rules they are {', '.join(expected)}")
        for stage in told:
            value = self._value(stage["name"], profile)
            if value is None or abs(value - stage["value"]) > 1e-6:
                yield Breach("stages", f'"{stage["name"]}" says {stage["value"]}, is {value}')

    def _stage_names(self, longest: int, told: list[str]) -> list[str]:
        """The stages the rules ask for. Locks given up and further digits of the lottery are there only if needed."""
        names = ["locks given up"] if "locks given up" in told else []
        most_wanted = self.rules.get("questions_run") == "most-wanted" and self.rules.get("max_teams") is not None
        if self.previous:
            names.append("moved")
        elif most_wanted:
            names.append("questions")
        names.append("placed")
        if (self.rules.get("order") or "generous") == "generous":
            names += [f"rank {rank}" for rank in range(longest, 1, -1)]
        else:
            names += [f"rank {rank}" for rank in range(1, longest)]
        if any(round((one.get("score") or 0) * 1000) for one in self.applicants.values()):
            names.append("score")
        draws = [name for name in told if name == "lottery" or name.startswith("lottery ")]
        return [*names, "lottery", *(f"lottery {number}" for number in range(2, len(draws) + 1))]

    def _value(self, name: str, profile: list[int]) -> float | None:
        placed = [one for one in self.at if one in self.applicants]
        word, _space, number = name.partition(" ")
        if word == "rank" and number.isdecimal() and 1 <= int(number) <= len(profile):
            return profile[int(number) - 1]
        if word == "lottery":
            return self._lottery(int(number) - 1 if number.isdecimal() else 0)
        values = {
            "placed": len(placed),
            "moved": sum(self.question_of(one) != question for one, question in self.previous.items()),
            "questions": len({question for question, _members in self.teams}),
            "score": sum(round((self.applicants[one].get("score") or 0) * 1000) for one in placed) / 1000,
            "locks given up": sum(self.question_of(one) != question for one, question in self.locks.items()),
        }
        return values.get(name)

    def _lottery(self, digit: int) -> int:
        """The sum of one digit of the tickets; teams of one question are numbered by size, then as is cheapest."""
        by_question: dict[str, list[list[str]]] = {}
        for question, members in self.teams:
            by_question.setdefault(question, []).append(members)
        total = 0
        for question, teams in by_question.items():
            first = 1
            for size in sorted({len(team) for team in teams}, reverse=True):
                alike = [team for team in teams if len(team) == size]
                total += self._cheapest(question, alike, first)[digit]
                first += len(alike)
        return total

    def _cheapest(self, question: str, teams: list[list[str]], first: int) -> list[int]:
        """The smallest sums, digit by digit, of numbering teams of one size from `first` on."""
        seed = self.document.get("seed") or ""
        costs = [
            [_digit_sums(ticket(seed, one, question, first + at) for one in team) for at in range(len(teams))]
            for team in teams
        ]
        if len(teams) <= MOST_TEAMS_TRIED:
            ways = permutations(range(len(teams)))
            return min(_added(costs[team][at] for team, at in enumerate(way)) for way in ways)
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        chosen = linear_sum_assignment(np.array([[sums[0] for sums in row] for row in costs]))
        return _added(costs[team][at] for team, at in zip(*chosen, strict=True))


def _digit_sums(tickets: Iterable[int]) -> list[int]:
    """The sums of each digit of some tickets, the leading digit first."""
    drawn = list(tickets)
    shifts = range(TICKET_BITS - DIGIT_BITS, -1, -DIGIT_BITS)
    return [sum((one >> shift) % 2**DIGIT_BITS for one in drawn) for shift in shifts]


def _added(rows: Iterable[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]
