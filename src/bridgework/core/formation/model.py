"""The rules of a round as an integer program.

One column for every applicant and team they may be in, and one for every team, which says whether it runs. Applicants
and questions are taken in the order of their ids, so that the order of rows in a file does not matter. People get no
column for a question they did not rank, never want to work on, or have a conflict with. Several teams on one question
are copies in order of size, which leaves fewer ways to number them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array, csr_array

from bridgework.core.formation.program import FREE, Draft, Numbers, Rows, Rule
from bridgework.core.formation.rounds import Applicant, Question, Round


@dataclass
class Place:
    """One possible team: the first, second … of a question."""

    question: Question
    number: int
    runs: int
    people: dict[str, int] = field(default_factory=dict)

    def columns(self, wanted: Collection[str]) -> Iterator[int]:
        """Columns of those of its people who are `wanted`."""
        return (column for one, column in self.people.items() if one in wanted)


@dataclass(frozen=True)
class Choice:
    """One column of the program that puts an applicant in a team."""

    applicant: str
    place: Place
    rank: int
    column: int


class FormationModel:
    """The program of a round.

    Args:
        round_: the round.
        without: rules to leave out, each as in `rules`.
        soft: rules that may be broken; each gets a column in `broken` that is 1 where it is.
    """

    def __init__(self, round_: Round, without: Collection[Rule] = (), soft: Collection[Rule] | None = None) -> None:
        self.round = round_
        self.is_soft = bool(soft)
        self.draft = Draft()
        self.places: list[Place] = []
        self.choices: list[Choice] = []
        self.broken: dict[Rule, int] = {}
        self.people: dict[str, Applicant] = {one.id: one for one in sorted(round_.applicants, key=lambda one: one.id)}
        self._columns()
        self._structure()
        for place in self.places:
            self._team_rules(place)
        self._people_rules()
        self.rows = self._finished(set(without), set(soft or ()))
        self.upper: Numbers = np.array(self.draft.upper, dtype=np.int64)
        self.lower: Numbers = np.zeros_like(self.upper)
        self.of_question: dict[str, list[Place]] = {}
        for place in self.places:
            self.of_question.setdefault(place.question.id, []).append(place)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that is a row of this program."""
        return tuple(dict.fromkeys(rule for rule in self.draft.rules if rule is not None))

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.upper)

    def numbers(self, value_of: dict[int, int]) -> Numbers:
        """An objective from the numbers of some columns."""
        result = np.zeros(self.size, dtype=np.int64)
        for column, value in value_of.items():
            result[column] = value
        return result

    def columns_of(self, applicant: str, question: str | None = None) -> list[int]:
        """The columns of somebody, on one question or on all."""
        places = self.places if question is None else self.of_question.get(question, [])
        return [place.people[applicant] for place in places if applicant in place.people]

    def teams(self, x: Numbers) -> list[tuple[str, list[str]]]:
        """The teams of a solution."""
        found = []
        for place in self.places:
            members = [one for one, column in place.people.items() if x[column]]
            if members:
                found.append((place.question.id, members))
        return found

    def _columns(self) -> None:
        candidates: dict[str, list[Applicant]] = {}
        for applicant in self.people.values():
            for wanted in self.round.may_take(applicant):
                candidates.setdefault(wanted, []).append(applicant)
        most = self.round.rules.max_teams
        for question in sorted(self.round.questions, key=lambda one: one.id):
            people = candidates.get(question.id, [])
            copies = min(question.teams_max, len(people) if most is None else min(len(people), most))
            if copies > 1:
                copies = max(1, min(copies, len(people) // question.team_size[0]))
            for number in range(1, copies + 1):
                place = Place(question, number, self.draft.column())
                for applicant in people:
                    column = self.draft.column()
                    place.people[applicant.id] = column
                    self.choices.append(Choice(applicant.id, place, applicant.rank_of[question.id], column))
                self.places.append(place)

    def _structure(self) -> None:
        """What a team is, whatever the rules: nobody in two, nobody in one that does not run, none empty."""
        mine: dict[str, list[int]] = {}
        for choice in self.choices:
            mine.setdefault(choice.applicant, []).append(choice.column)
        for columns in mine.values():
            self.draft.row(((column, 1) for column in columns), upper=1)
        previous: Place | None = None
        for place in self.places:
            for column in place.people.values():
                self.draft.row([(column, 1), (place.runs, -1)], upper=0)
            members = [(column, 1) for column in place.people.values()]
            self.draft.row([*members, (place.runs, -1)], lower=0)
            if previous is not None and previous.question is place.question:
                self.draft.row([(previous.runs, 1), (place.runs, -1)], lower=0)
                earlier = [(column, -1) for column in previous.people.values()]
                self.draft.row([*members, *earlier], upper=0)
            previous = place

    def _team_rules(self, place: Place) -> None:
        rules, key = self.round.rules, place.question.id
        everyone = [(column, 1) for column in place.people.values()]
        least, most = place.question.team_size
        self.draft.row([*everyone, (place.runs, -least)], lower=0, rule=("team_size.fewest", key))
        self.draft.row([*everyone, (place.runs, -most)], upper=0, rule=("team_size.most", key))
        people = {one: self.people[one] for one in place.people}
        for skill in place.question.needs:
            able = {one for one, person in people.items() if skill in person.skills}
            self._at_least(place, able, 1, ("needs", key, skill))
        for discipline, fewest in sorted(rules.discipline_min.items()):
            of_it = {one for one, person in people.items() if person.discipline == discipline}
            self._at_least(place, of_it, fewest, ("discipline_min", key, discipline))
        if rules.experienced:
            old_hands = {one for one, person in people.items() if person.experienced}
            self._at_least(place, old_hands, rules.experienced, ("experienced", key))
        self._disciplines(place, people)
        for trait in rules.isolation:
            self._isolation(place, people, trait)
        if rules.availability:
            self._availability(place, people, rules.availability)

    def _at_least(self, place: Place, wanted: Collection[str], fewest: int, rule: Rule) -> None:
        columns = [(column, 1) for column in place.columns(wanted)]
        self.draft.row([*columns, (place.runs, -fewest)], lower=0, rule=rule)

    def _disciplines(self, place: Place, people: dict[str, Applicant]) -> None:
        fewest, rule = self.round.rules.min_disciplines, ("min_disciplines", place.question.id)
        if fewest < 1:
            return
        members: dict[str, set[str]] = {}
        for one, person in people.items():
            if person.discipline is not None:
                members.setdefault(person.discipline, set()).add(one)
        with_any = {one for of_it in members.values() for one in of_it}
        if fewest == 1 or len(members) < fewest:
            # Without enough disciplines among those who could come, the team cannot run.
            self._at_least(place, with_any if fewest == 1 else (), 1, rule)
        elif fewest == 2:
            # Somebody of another discipline, whichever discipline one looks at: needs no column.
            for discipline in sorted(members):
                self._at_least(place, with_any - members[discipline], 1, rule)
        else:
            seen = []
            for discipline in sorted(members):
                present = self.draft.column()
                of_it = [(column, 1) for column in place.columns(members[discipline])]
                self.draft.row([*of_it, (present, -1)], lower=0)
                seen.append((present, 1))
            self.draft.row([*seen, (place.runs, -fewest)], lower=0, rule=rule)

    def _isolation(self, place: Place, people: dict[str, Applicant], trait: str) -> None:
        alike: dict[object, set[str]] = {}
        for one, person in people.items():
            stated = person.states(trait)
            if stated is not None:
                # True and 1 are different statements.
                alike.setdefault((type(stated), stated), set()).add(one)
        rule = ("isolation", place.question.id, trait)
        for _value, group in sorted(alike.items(), key=lambda entry: str(entry[0])):
            columns = list(place.columns(group))
            for column in columns:
                others = [(other, 1) for other in columns if other != column]
                self.draft.row([*others, (column, -1)], lower=0, rule=rule)

    def _availability(self, place: Place, people: dict[str, Applicant], fewest: int) -> None:
        asked = {one: person.slots for one, person in people.items() if person.slots is not None}
        if not asked:
            return
        shared = []
        for slot in sorted({slot for slots in asked.values() for slot in slots}):
            chosen = self.draft.column()
            shared.append((chosen, 1))
            self._excludes(place, chosen, [one for one, slots in asked.items() if slot not in slots])
        if len(asked) < len(people):
            # A team of people whom nobody asked.
            unasked = self.draft.column()
            shared.append((unasked, fewest))
            self._excludes(place, unasked, list(asked))
        self.draft.row([*shared, (place.runs, -fewest)], lower=0, rule=("availability", place.question.id))

    def _excludes(self, place: Place, chosen: int, absent: list[str]) -> None:
        self.draft.row([(chosen, 1), (place.runs, -1)], upper=0)
        for one in absent:
            self.draft.row([(place.people[one], 1), (chosen, 1), (place.runs, -1)], upper=0)

    def _people_rules(self) -> None:
        for group in self.round.groups:
            for one, other in pairwise(group):
                self._together(one, other, ("with", *group))
        for one, other in self.round.pairs_apart:
            for place in self.places:
                if one in place.people and other in place.people:
                    entries = [(place.people[one], 1), (place.people[other], 1), (place.runs, -1)]
                    self.draft.row(entries, upper=0, rule=("apart", one, other))
        if self.round.rules.max_teams is not None:
            runs = [(place.runs, 1) for place in self.places]
            self.draft.row(runs, upper=self.round.rules.max_teams, rule=("max_teams",))
        for one, question in sorted(self.round.locks.items()):
            columns = [
                (place.people[one], 1) for place in self.places if place.question.id == question and one in place.people
            ]
            self.draft.row(columns, lower=1, rule=("lock", one, question))

    def _together(self, one: str, other: str, rule: Rule) -> None:
        for place in self.places:
            mine, theirs = place.people.get(one), place.people.get(other)
            if mine is not None and theirs is not None and self.is_soft:
                # Two rows, because a softened row gives way to one side.
                self.draft.row([(mine, 1), (theirs, -1)], lower=0, rule=rule)
                self.draft.row([(mine, 1), (theirs, -1)], upper=0, rule=rule)
            elif mine is not None and theirs is not None:
                self.draft.row([(mine, 1), (theirs, -1)], lower=0, upper=0, rule=rule)
            elif mine is not None or theirs is not None:
                self.draft.row([(mine if mine is not None else theirs or 0, 1)], upper=0, rule=rule)

    def _finished(self, without: set[Rule], soft: set[Rule]) -> Rows:
        rows = self.draft.rows()
        if soft:
            rows = self._softened(rows, soft)
        if not without:
            return rows
        kept = np.array([rule is None or rule not in without for rule in self.draft.rules])
        return Rows(rows.matrix[kept], rows.lower[kept], rows.upper[kept])

    def _softened(self, rows: Rows, soft: set[Rule]) -> Rows:
        """Each soft row is widened by as much as it can be missed, where its rule counts as broken."""
        upper = np.array(self.draft.upper, dtype=np.float64)
        highest = rows.matrix.maximum(0) @ upper
        lowest = rows.matrix.minimum(0) @ upper
        at, columns, numbers = [], [], []
        for row, rule in enumerate(self.draft.rules):
            if rule is None or rule not in soft:
                continue
            short = max(0.0, rows.lower[row] - lowest[row]) if rows.lower[row] > -FREE else 0.0
            over = max(0.0, highest[row] - rows.upper[row]) if rows.upper[row] < FREE else 0.0
            if short or over:
                if rule not in self.broken:
                    self.broken[rule] = self.draft.column()
                at.append(row)
                columns.append(self.broken[rule])
                numbers.append(short or -over)
        matrix = rows.matrix.copy()
        matrix.resize((matrix.shape[0], len(self.draft.upper)))
        widened = csr_array(coo_array((numbers, (at, columns)), shape=matrix.shape))
        return Rows(csr_array(matrix + widened), rows.lower, rows.upper)
