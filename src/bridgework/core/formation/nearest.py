"""What would have let a question run: the nearest miss, found by trying and solving again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.choosing import choose_questions
from bridgework.core.formation.explaining import Reasons
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Rule
from bridgework.core.formation.rounds import Applicant, Round
from bridgework.core.formation.searching import Search
from bridgework.core.formation.wording import Titles, ordinal, people, rule_words, titled

Kind = Literal["ran", "more-teams", "more-wanted", "cost", "tie", "more-applicants", "rule", "several"]
MOST_NEWCOMERS = 3
# In larger rounds forming all teams once more would take too long for one sentence.
MOST_PEOPLE_SOLVED_AGAIN = 300


@dataclass(frozen=True)
class NearestMiss:
    """The nearest change that would have let a question run.

    `is_confirmed` says that solving again with this change bears it out.
    """

    question: str
    kind: Kind
    sentence: str
    is_confirmed: bool = True


def what_would_change(
    round_: Round,
    allocation: Allocation,
    question: str,
    *,
    titles: Titles | None = None,
    reasons: Reasons | None = None,
) -> NearestMiss:
    """What would have let this question run. Raises KeyError for a question that was not on offer.

    Args:
        reasons: of the same round and allocation, where there are some already: saves time.
    """
    name = titled(round_.question[question].id, titles)
    if any(team.question == question for team in allocation.teams):
        return NearestMiss(question, "ran", f"{name} ran.")
    known = reasons or Reasons(round_, allocation, titles=titles)
    if not _can_run(known, known.round, question):
        return _no_valid_team(known, question, name)
    if known.most_wanted:
        return _outranked(known, question, name)
    if len(round_.applicants) <= MOST_PEOPLE_SOLVED_AGAIN and question in known.with_one_more_team:
        return NearestMiss(question, "more-teams", f"With one more team {name} would have run.")
    there = known.search.copy()
    there.force([known.model.of_question[question][0].runs], 1)
    other = there.best(known.harm()).x
    if other is None:
        return NearestMiss(question, "several", f"{name} had a valid team, but not beside what was fixed.")
    worse = [aim.name for aim in known.aims if aim.cost @ other > aim.cost @ known.x]
    if not worse:
        return NearestMiss(question, "tie", f"{name} could have run as well; the lottery between equals decided.")
    return NearestMiss(question, "cost", f"Running {name} {known.harm_told(other, worse[0])[0]}.")


def _can_run(known: Reasons, round_: Round, question: str, without: tuple[Rule, ...] = ()) -> bool:
    """Whether any valid teams have one on this question, however few people wanted it."""
    model = FormationModel(round_, without=without)
    places = model.of_question.get(question)
    if not places:
        return False
    search = Search(model, known.solver)
    search.force([places[0].runs], 1)
    return search.any().x is not None


def _outranked(known: Reasons, question: str, name: str) -> NearestMiss:
    """It could run, and others were wanted more."""
    wanted = {one.question: one for one in known.round.wanted}
    mine, most = wanted[question], known.round.rules.max_teams or 0
    last = min((wanted[one].points for one in known.running), default=0)
    place = f"{name} was {ordinal(mine.place)} of {len(wanted)} by ranking points"
    for more in range(1, MOST_NEWCOMERS + 1):
        rules = replace(known.round.rules, max_teams=most + more)
        search = Search(FormationModel(replace(known.round, rules=rules)), known.solver)
        if question in choose_questions(search)[0]:
            teams = "one more team" if more == 1 else f"{more} more teams"
            return NearestMiss(question, "more-teams", f"{place}; with {teams} it would have run.")
    points = max(1, last - mine.points)
    more_points = "1 more point" if points == 1 else f"{points} more points"
    sentence = f"{place}; it needed {more_points} to draw level with the last one that ran."
    return NearestMiss(question, "more-wanted", sentence)


def _no_valid_team(known: Reasons, question: str, name: str) -> NearestMiss:
    round_ = known.round
    for words, more in _newcomers(round_, question):
        if _can_run(known, replace(round_, applicants=(*round_.applicants, *more)), question):
            return NearestMiss(question, "more-applicants", f"{name} would have had a valid team with {words}.")
    about = [rule for rule in known.model.rules if rule[0] not in ("with", "apart", "lock") and question in rule]
    for rule in about:
        if _can_run(known, round_, question, (rule,)):
            sentence = f"{name} would have had a valid team without one rule: {rule_words(rule, known.titles)}."
            return NearestMiss(question, "rule", sentence)
    return NearestMiss(question, "several", f"{name} was far from a valid team: no single change was enough.")


def _newcomers(round_: Round, question: str) -> Iterator[tuple[str, tuple[Applicant, ...]]]:
    """People who might have applied, the fewest and plainest first, with what to say of them.

    Their ids hold “|”, which no real one does.
    """
    needs, rules = round_.question[question].needs, round_.rules
    plain = Applicant("|1", ((question,),))
    special: list[tuple[str, Applicant]] = [(f"with “{one}”", replace(plain, skills=frozenset({one}))) for one in needs]
    if rules.min_disciplines > 1:
        special.append(("of another discipline", replace(plain, discipline="|another")))
    for discipline in sorted(rules.discipline_min):
        special.append((f"of “{discipline}”", replace(plain, discipline=discipline)))
    if rules.experienced:
        special.append(("with experience", replace(plain, experienced=True)))
    complete = Applicant("|1", ((question,),), discipline="|another", skills=frozenset(needs), experienced=True)
    for number in range(1, MOST_NEWCOMERS + 1):
        others = tuple(replace(plain, id=f"|{at}") for at in range(2, number + 1))
        who = "one more applicant" if number == 1 else f"{number} more applicants"
        yield who, (plain, *others)
        for words, one in special:
            yield f"{who} {words}" if number == 1 else f"{who}, one of them {words}", (one, *others)
        if len(special) > 1:
            parts = " and ".join(words for words, _one in special)
            yield f"{people(number).replace(' ', ' more ', 1)} {parts}", (complete, *others)
