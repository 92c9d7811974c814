"""Prices of moves, repairs, what to relax, what-if, and two allocations side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from benchmarks.teams.invented import invented_round

from bridgework.core.formation.changing import (
    locked,
    with_question,
    with_rules,
    with_team_size,
    without_applicants,
    without_question,
)
from bridgework.core.formation.checking import breaches
from bridgework.core.formation.comparing import compare
from bridgework.core.formation.moving import price_of_move, repair
from bridgework.core.formation.relaxing import relax
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round
from tests.core.formation.small import round_document

RANKS: dict[str, list[Any]] = {
    "ada": ["q1", "q2"],
    "ben": ["q1", "q2"],
    "cy": ["q1", "q2"],
    "dee": ["q2", "q1"],
    "eve": ["q2", "q1"],
}


def test_the_price_of_a_move_before_it_is_made() -> None:
    round_ = read_round(round_document(RANKS, (2, 3)))
    allocation = solve(round_)
    price = price_of_move(round_, allocation, "ada", "q2")
    assert [(one.before.name, one.before.value, one.after.value) for one in price.stages] == [
        ("placed", 5, 5),
        ("rank 2", 0, 1),
    ]
    assert (price.is_allowed, price.sentence) == (
        True,
        "Moves from 1st choice to 2nd choice. Puts 1 person more at rank 2.",
    )
    assert price.allocation.question_of["ada"] == "q2"
    assert allocation.question_of["ada"] == "q1"


def test_a_move_that_breaks_rules_says_which_and_one_that_mends_says_so_too() -> None:
    round_ = read_round(round_document(RANKS, (2, 3)))
    allocation = solve(round_)
    price = price_of_move(round_, allocation, "dee", None)
    assert [breach.rule for breach in price.breaches] == ["team_size"]
    assert price.sentence == "Moves from 1st choice to no team. Breaks one rule. Places 1 person fewer."
    back = price_of_move(round_, price.allocation, "dee", "q2")
    assert (back.breaches, [breach.rule for breach in back.mended]) == ((), ["team_size"])
    with pytest.raises(KeyError):
        price_of_move(round_, allocation, "dee", "q9")


def test_a_question_that_was_not_ranked_is_not_called_no_team() -> None:
    round_ = read_round(round_document({"ada": ["q1"], "ben": ["q1"], "cy": ["q2"]}, (1, 3)))
    price = price_of_move(round_, solve(round_), "ada", "q2")
    assert price.sentence.startswith("Moves from 1st choice to a question they did not rank. Breaks one rule.")


def test_moving_among_several_teams_of_a_question() -> None:
    people = {"ada": {"apart": ["dee"]}}
    questions = [{"id": "q1", "teams_max": 2}, {"id": "q2"}]
    round_ = read_round(round_document(RANKS, (1, 3), people=people, questions=questions))
    allocation = solve(round_)
    alone = price_of_move(round_, allocation, "dee", "q1")
    assert alone.is_allowed
    assert "ada" not in alone.allocation.team_of["dee"].members


def test_a_withdrawal_moves_as_few_as_possible() -> None:
    document = invented_round(40, "place-all", 5)
    round_ = read_round(document)
    allocation = solve(round_)
    leaving = allocation.teams[0].members[0]
    changed, repaired = repair(round_, allocation, [leaving])
    assert breaches(changed.document, json.loads(json.dumps(repaired.as_json()))) == []
    assert leaving not in repaired.question_of
    moved = repaired.stages[0]
    assert (moved.name, moved.proved) == ("moved", True)
    afresh = solve(read_round(without_applicants(document, [leaving])))
    others = [one for one in allocation.question_of if one != leaving]
    assert moved.value == sum(repaired.question_of.get(one) != allocation.question_of[one] for one in others)
    assert moved.value <= sum(afresh.question_of.get(one) != allocation.question_of[one] for one in others)


def test_a_repair_under_the_most_wanted_rule_keeps_teams_that_run() -> None:
    document = invented_round(40, "selective", 5)
    document["rules"]["questions_run"] = "most-wanted"
    round_ = read_round(document)
    allocation = solve(round_)
    changed, repaired = repair(round_, allocation, [allocation.teams[0].members[0]])
    assert breaches(changed.document, json.loads(json.dumps(repaired.as_json()))) == []
    assert repaired.stages[0].value <= 3


def test_what_if() -> None:
    document = round_document(RANKS, (2, 3), locks=[{"applicant": "ada", "question": "q2"}])
    assert len(solve(read_round(without_applicants(document, ["ada", "eve"]))).question_of) == 3
    without = read_round(without_question(document, "q2"))
    assert (without.locks, without.applicant["dee"].ranks) == ({}, (("q1",),))
    more = read_round(with_question(document, {"id": "q3", "needs": []}, {"cy": 1, "dee": 1}))
    assert solve(more).question_of["cy"] == "q3"
    assert solve(read_round(with_team_size(document, "q1", 4, 5))).question_of.get("dee") is not None
    assert len(solve(read_round(with_rules(document, max_teams=1))).teams) == 1
    assert solve(read_round(locked(document, {"ada": "q1", "ben": "q2"}))).question_of["ben"] == "q2"


def test_infeasible_locks_are_no_error_and_the_fewest_rules_are_named() -> None:
    locks = [{"applicant": "ada", "question": "q1"}, {"applicant": "dee", "question": "q2"}]
    round_ = read_round(round_document(RANKS, (3, 5), locks=locks))
    found = relax(round_)
    assert (found.goal, found.is_reachable, len(found.fewest)) == ("locks", True, 1)
    assert found.fewest[0][0] in ("team_size.fewest", "lock")
    assert found.together is not None
    assert found.together.reaches
    assert found.sentences()[0] == "No valid teams keep everybody where they are fixed."


def test_no_team_at_all_names_every_rule_that_has_to_give() -> None:
    questions = [{"id": "q1", "needs": ["gis"]}]
    ranks = {"ada": ["q1"], "ben": ["q1"]}
    round_ = read_round(round_document(ranks, (3, 5), questions=questions))
    found = relax(round_)
    assert found.goal == "a-team"
    assert set(found.fewest) == {("needs", "q1", "gis"), ("team_size.fewest", "q1")}
    assert found.together is not None
    assert (found.together.placed_before, found.together.placed_after) == (0, 2)
    assert [one.placed_after for one in found.each] == [0, 0]


def test_somebody_without_a_team_and_nothing_that_would_help() -> None:
    found = relax(read_round(round_document({**RANKS, "fay": ["q1", "q2"]}, (2, 5), rules={"max_teams": 1})))
    assert found.goal == "everyone"
    assert len(found.fewest) == 1
    lonely = round_document({"ada": ["q1"]}, (1, 1), conflicts=[{"applicant": "ada", "question": "q1"}])
    hopeless = relax(read_round(lonely), goal="everyone")
    assert (hopeless.fewest, hopeless.is_reachable) == ((), False)
    assert relax(read_round(round_document({"ada": ["q1"]}))).goal == "none"


def test_two_rule_sets_side_by_side() -> None:
    document = round_document(RANKS, (2, 3))
    first, second = read_round(document), read_round(with_rules(document, max_teams=1))
    found = compare(solve(first), solve(second), first, second)
    assert (found.first.placed, found.second.placed, found.only_first) == (5, 3, ("q2",))
    assert len(found.worse) == 2
    assert found.as_json()["same"] is False
    assert compare(solve(first), solve(first)).is_same
