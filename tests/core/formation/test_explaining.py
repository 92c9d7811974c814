"""Reasons: one round for each, and every one of a larger round confirmed by solving it another way."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest
from benchmarks.teams.invented import invented_round

from bridgework.core.formation.allocations import Allocation, allocation_of
from bridgework.core.formation.explaining import Missed, Reasons, explain
from bridgework.core.formation.nearest import what_would_change
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round
from tests.core.formation.small import every_allocation, round_document, worth


def missed(document: dict[str, Any], who: str) -> list[Missed]:
    round_ = read_round(document)
    return list(explain(round_, solve(round_), who).better)


def test_a_conflict_and_a_question_one_never_wants() -> None:
    people = {"ada": {"never": ["q2"]}}
    conflicts = [{"applicant": "ada", "question": "q1"}]
    document = round_document({"ada": ["q1", "q2", "q3"]}, (1, 1), people=people, conflicts=conflicts)
    found = missed(document, "ada")
    assert [(one.reason, one.question, one.rank) for one in found] == [("conflict", "q1", 1), ("never", "q2", 2)]
    assert found[0].sentence == "Your 1st choice, “q1”, is one you have a conflict of interest with."


def test_somebody_who_was_fixed_elsewhere_and_their_friend() -> None:
    locks = [{"applicant": "ada", "question": "q2"}]
    document = round_document(
        {"ada": ["q1", "q2"], "ben": ["q1", "q2"]}, (1, 2), locks=locks, people={"ben": {"with": ["ada"]}}
    )
    assert [one.reason for one in missed(document, "ada")] == ["fixed"]
    assert [one.reason for one in missed(document, "ben")] == ["fixed"]


def test_a_question_that_did_not_run_and_its_place() -> None:
    ranks = {"ada": ["low", "hot"], "ben": ["hot", "mid"], "cy": ["hot", "mid"], "dee": ["mid", "hot"]}
    rules = {"max_teams": 1, "questions_run": "most-wanted"}
    found = missed(round_document(ranks, (1, 4), rules=rules), "ada")
    assert [one.reason for one in found] == ["question-not-run"]
    assert found[0].sentence == (
        "Your 1st choice, “low”, did not run: it was 3rd of 3 by ranking points, and there could be 1 team."
    )
    assert found[0].details == {"place": 3, "of": 3, "points": 2, "teams": 1}


@pytest.mark.parametrize(
    ("rules", "people", "questions", "words"),
    [
        ({}, {}, [{"id": "q1", "needs": ["gis"]}, {"id": "q2"}], "somebody with “gis” in the team on “q1”"),
        ({}, {}, [{"id": "q1", "team_size": [4, 4]}, {"id": "q2"}], "the fewest people in the team on “q1”"),
        (
            {"isolation": ["sight"]},
            {"ada": {"traits": {"sight": "low"}}, "ben": {"traits": {"sight": "low"}, "never": ["q1"]}},
            [{"id": "q1"}, {"id": "q2"}],
            "nobody the only one with their “sight” in the team on “q1”",
        ),
        (
            {"availability": 1},
            {"ada": {"slots": ["mon"]}, "ben": {"slots": ["mon"], "never": ["q1"]}, "cy": {"slots": ["tue"]}},
            [{"id": "q1"}, {"id": "q2"}],
            "times that all in the team on “q1” share",
        ),
    ],
)
def test_no_valid_team_and_the_rule_in_the_way(
    rules: dict[str, Any], people: dict[str, Any], questions: list[Any], words: str
) -> None:
    ranks = {"ada": ["q1", "q2"], "ben": ["q2", "q1"], "cy": ["q2", "q1"]}
    found = missed(round_document(ranks, (2, 3), rules=rules, people=people, questions=questions), "ada")
    assert [one.reason for one in found] == ["no-valid-team"]
    assert words in found[0].sentence


def test_what_it_would_have_cost_others_is_not_counted_in_small_rounds() -> None:
    found = missed(round_document({"ada": ["q2", "q1"], "ben": ["q2"]}, (1, 1)), "ada")
    assert [(one.reason, one.question) for one in found] == [("costs-others", "q2")]
    assert found[0].sentence == "Your 1st choice, “q2”, would have cost at least one other person."
    assert found[0].details == {"stage": "placed"}


def test_in_larger_rounds_others_are_counts_only() -> None:
    ranks: dict[str, list[Any]] = {f"p{at:02d}": ["q1"] for at in range(20)}
    ranks["ada"] = ["q2", "q1"]
    ranks["ben"] = ["q2"]
    questions = [{"id": "q1", "team_size": [1, 30]}, {"id": "q2", "team_size": [1, 1]}]
    found = missed(round_document(ranks, (1, 30), questions=questions), "ada")
    assert found[0].sentence == "Your 1st choice, “q2”, would have cost others: 1 person from 1st choice to no team."
    assert found[0].details["others"] == [{"from": 1, "to": None, "people": 1}]
    assert "ben" not in str(found[0].as_json())


def test_scores_and_tickets() -> None:
    ranks = {"ada": ["q"], "ben": ["q"]}
    people = {"ada": {"score": 50}, "ben": {"score": 60}}
    document = round_document(ranks, (1, 1), people=people)
    found = missed(document, "ada")
    assert [one.reason for one in found] == ["score"]
    assert found[0].details == {"your_score": 50.0, "less_by": 10.0}
    round_ = read_round(round_document(ranks, (1, 1)))
    allocation = solve(round_)
    loser = allocation.unplaced[0]
    lottery = explain(round_, allocation, loser).better[0]
    assert lottery.reason == "lottery"
    assert lottery.details["your_ticket"] == lottery.details["sum_with_you"]
    assert lottery.details["winning_ticket"] == lottery.details["sum_drawn"]
    assert lottery.details["winning_ticket"] < lottery.details["your_ticket"]


def test_teams_changed_by_hand_are_called_that() -> None:
    round_ = read_round(round_document({"ada": ["q1", "q2"], "ben": ["q1", "q2"]}, (1, 2)))
    by_hand = allocation_of(round_, [("q1", ["ben"]), ("q2", ["ada"])])
    assert [one.reason for one in explain(round_, by_hand, "ada").better] == ["not-best"]


def test_nothing_better_was_there() -> None:
    round_ = read_round(round_document({"ada": ["q1"]}, (1, 2)))
    found = explain(round_, solve(round_), "ada", titles={"q1": "Parks"})
    assert (found.summary, found.better) == (
        "You are in the team on “Parks”, your 1st choice. You ranked nothing higher.",
        (),
    )
    with pytest.raises(KeyError):
        explain(round_, solve(round_), "nobody")


NAMES = ("ada", "ben", "cy", "dee", "eve")


@pytest.mark.parametrize("seed", range(4))
def test_every_reason_is_borne_out_by_looking_at_all_allocations(seed: int) -> None:
    orders = list(itertools.permutations(["q1", "q2", "q3"]))
    ranks = {one: list(orders[(seed * 3 + at * (seed + 2)) % 6]) for at, one in enumerate(NAMES)}
    people = {one: {"score": (at * 7 + seed) % 3, "discipline": "ab"[at % 2]} for at, one in enumerate(NAMES)}
    document = round_document(ranks, (2, 3), people=people, rules={"min_disciplines": 2}, seed=str(seed))
    round_ = read_round(document)
    allocation = solve(round_)
    mine = worth(document, [(team.question, list(team.members)) for team in allocation.teams])
    reasons = Reasons(round_, allocation)
    for one in NAMES:
        for found in reasons.of(one).better:
            there = [
                worth(document, teams)
                for teams in every_allocation(document)
                if any(question == found.question and one in members for question, members in teams)
            ]
            on_ranks = 1 + 1 + 2
            expected = "no-valid-team"
            if there and min(there)[:on_ranks] > mine[:on_ranks]:
                expected = "costs-others"
            elif there:
                expected = "score" if min(there)[on_ranks] > mine[on_ranks] else "lottery"
            said = "costs-others" if found.reason == "question-not-run" else found.reason
            assert (one, found.question, said) == (one, found.question, expected)


@pytest.mark.parametrize("kind", ["place-all", "selective"])
def test_every_reason_of_a_larger_round_names_nobody_and_is_confirmed(kind: Any) -> None:
    document = invented_round(30, kind, 4)
    round_ = read_round(document)
    reasons = Reasons(round_, solve(round_))
    found = [(one.id, missed) for one in round_.applicants for missed in reasons.of(one.id).better]
    assert all(missed.is_confirmed for _who, missed in found)
    assert "not-best" not in {missed.reason for _who, missed in found}
    ids = {one.id for one in round_.applicants}
    assert not any(other in missed.sentence for who, missed in found for other in ids - {who})
    assert len(Counter(missed.reason for _who, missed in found)) >= 2


def formed(document: dict[str, Any]) -> tuple[Any, Allocation]:
    round_ = read_round(document)
    return round_, solve(round_)


def test_what_would_have_let_a_question_run() -> None:
    ranks = {"ada": ["q1", "q2"], "ben": ["q1", "q2"], "cy": ["q1", "q3"], "dee": ["q2", "q1"], "eve": ["q4", "q1"]}
    questions = [
        {"id": "q1"},
        {"id": "q2", "needs": ["gis"]},
        {"id": "q3"},
        {"id": "q4", "team_size": [9, 9]},
    ]
    round_, allocation = formed(round_document(ranks, (2, 5), questions=questions))
    told = {one: what_would_change(round_, allocation, one).sentence for one in ("q1", "q2", "q3", "q4")}
    assert told == {
        "q1": "“q1” ran.",
        "q2": "“q2” would have had a valid team with one more applicant with “gis”.",
        "q3": "“q3” would have had a valid team with one more applicant.",
        "q4": "“q4” would have had a valid team without one rule: the fewest people in the team on “q4”.",
    }


def test_a_question_that_others_were_wanted_more_than() -> None:
    ranks = {"ada": ["low", "hot"], "ben": ["hot", "mid"], "cy": ["hot", "mid"], "dee": ["mid", "hot"]}
    rules = {"max_teams": 1, "questions_run": "most-wanted"}
    round_, allocation = formed(round_document(ranks, (1, 4), rules=rules))
    assert what_would_change(round_, allocation, "mid").sentence == (
        "“mid” was 2nd of 3 by ranking points; with one more team it would have run."
    )
    rules["max_teams"] = 1
    round_, allocation = formed(round_document(ranks, (2, 4), rules={"max_teams": 1}))
    assert what_would_change(round_, allocation, "mid").sentence == "With one more team “mid” would have run."
    assert what_would_change(round_, allocation, "low").kind == "more-applicants"


def test_a_question_that_would_have_cost_others() -> None:
    ranks: dict[str, list[Any]] = {f"p{at:02d}": ["hot", "cold"] for at in range(20)}
    questions = [{"id": "hot", "team_size": [2, 30]}, {"id": "cold", "team_size": [2, 30]}]
    round_, allocation = formed(round_document(ranks, (2, 30), questions=questions))
    found = what_would_change(round_, allocation, "cold")
    assert (found.kind, found.sentence) == (
        "cost",
        "Running “cold” would have cost others: 2 people from 1st choice to 2nd choice.",
    )
