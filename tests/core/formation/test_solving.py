"""Forming teams: known answers, every small round by brute force, and what must not matter."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from typing import Any

import pytest
from benchmarks.teams.invented import invented_round
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgework.core.formation import solving
from bridgework.core.formation.allocations import Allocation, read_allocation
from bridgework.core.formation.checking import breaches
from bridgework.core.formation.highs import HiGHS
from bridgework.core.formation.program import Answer, Program
from bridgework.core.formation.second import confirm
from bridgework.core.formation.solving import Progress, Stopped, preview, solve
from bridgework.core.formation.validating import read_round
from tests.core.formation.small import best_by_hand, round_document


def solved(document: dict[str, Any]) -> Allocation:
    """Solve, and let the checker and the second solver confirm it."""
    round_ = read_round(document)
    allocation = solve(round_)
    assert breaches(document, json.loads(json.dumps(allocation.as_json()))) == []
    assert confirm(round_).result_sha256 == allocation.result_sha256
    assert allocation.is_proved
    assert allocation.solver["unique"] is True
    return allocation


def teams(allocation: Allocation) -> dict[str, tuple[str, ...]]:
    return {team.question: team.members for team in allocation.teams}


def test_a_round_with_a_known_answer() -> None:
    ranks = {"ada": ["q1", "q2"], "ben": ["q1", "q2"], "cy": ["q2", "q1"], "dee": ["q1", "q2"], "eve": ["q2", "q1"]}
    allocation = solved(round_document(ranks, (2, 3)))
    assert teams(allocation) == {"q1": ("ada", "ben", "dee"), "q2": ("cy", "eve")}
    assert (allocation.profile, allocation.unplaced) == ((5, 0), ())
    assert [(stage.name, stage.value) for stage in allocation.stages[:2]] == [("placed", 5), ("rank 2", 0)]


def test_the_programme_chooses_which_end_of_the_lists_comes_first() -> None:
    document = round_document({"ada": ["a", "b", "c"], "ben": ["b", "c", "a"], "cy": ["a", "b", "c"]}, (1, 1))
    assert solved(document).profile == (1, 2, 0)
    document["rules"]["order"] = "rank-maximal"
    assert solved(document).profile == (2, 0, 1)


def test_scores_decide_between_equal_ranks_and_count_nothing_where_absent() -> None:
    ranks = {"ada": ["q"], "ben": ["q"], "cy": ["q"]}
    people = {"ada": {"score": 40.1}, "ben": {"score": 70}, "cy": {"score": 40.2}}
    allocation = solved(round_document(ranks, (2, 2), people=people))
    assert teams(allocation) == {"q": ("ben", "cy")}
    assert {stage.name: stage.value for stage in allocation.stages}["score"] == 110.2
    without = solved(round_document(ranks, (2, 2)))
    assert [stage.name for stage in without.stages] == ["placed", "lottery"]


def test_every_rule_at_once() -> None:
    ranks = {one: ["q1", "q2"] for one in ("ada", "ben", "cy", "dee", "eve", "fay", "gus")}
    people = {
        "ada": {"discipline": "law", "skills": ["data"], "traits": {"gender": "woman"}, "slots": ["mon", "tue"]},
        "ben": {"discipline": "law", "traits": {"gender": "man"}, "slots": ["tue"], "with": ["cy"]},
        "cy": {"discipline": "health", "traits": {"gender": "man"}, "slots": ["tue", "wed"], "experienced": True},
        "dee": {"discipline": "law", "skills": ["data"], "traits": {"gender": "woman"}, "apart": ["ada"]},
        "eve": {"discipline": "health", "traits": {"gender": "woman"}, "slots": ["tue"]},
        "fay": {"discipline": "health", "traits": {"gender": "woman"}, "slots": ["wed"], "experienced": True},
        "gus": {"discipline": "law", "slots": ["wed"], "never": ["q1"]},
    }
    rules = {"min_disciplines": 2, "isolation": ["gender"], "availability": 1, "experienced": 1}
    questions = [{"id": "q1", "needs": ["data"]}, {"id": "q2"}]
    document = round_document(ranks, (3, 4), people=people, rules=rules, questions=questions)
    allocation = solved(document)
    assert teams(allocation) == teams_of(best_by_hand(document))


def teams_of(found: list[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    return {question: tuple(sorted(members)) for question, members in found}


NAMES = ("ada", "ben", "cy", "dee", "eve", "fay", "gus")
WORDS = st.sampled_from(["law", "health", "art"])


@st.composite
def small_rounds(draw: st.DrawFn) -> dict[str, Any]:
    names = NAMES[: draw(st.integers(2, 5))]
    questions = [
        {"id": one, "needs": draw(st.lists(WORDS, max_size=1))} for one in ("q1", "q2", "q3")[: draw(st.integers(1, 3))]
    ]
    ids = [one["id"] for one in questions]
    ranks = {}
    for one in names:
        order = draw(st.permutations(ids))
        ranks[one] = [[order[0], order[1]], *order[2:]] if len(order) > 1 and draw(st.booleans()) else list(order)
    people = {
        one: {
            "discipline": draw(st.none() | WORDS),
            "skills": draw(st.lists(WORDS, max_size=2, unique=True)),
            "score": draw(st.none() | st.sampled_from([40, 55.5])),
            "traits": {"t": draw(st.none() | WORDS)},
            "slots": draw(st.none() | st.lists(st.sampled_from(["am", "pm"]), unique=True)),
            "experienced": draw(st.booleans()),
            "never": draw(st.lists(st.sampled_from(ids), max_size=1)),
        }
        for one in names
    }
    pair = draw(st.sampled_from([None, "with", "apart"]))
    if pair:
        people[names[0]][pair] = [names[1]]
    rules: dict[str, Any] = {
        "max_teams": draw(st.none() | st.integers(0, 2)),
        "min_disciplines": draw(st.integers(0, 2)),
        "discipline_min": draw(st.sampled_from([{}, {"law": 1}])),
        "isolation": draw(st.sampled_from([[], ["t"], ["discipline"]])),
        "availability": draw(st.sampled_from([None, 1, 2])),
        "experienced": draw(st.integers(0, 1)),
        "order": draw(st.sampled_from(["generous", "rank-maximal"])),
    }
    # Most rounds have few rules, so that teams exist to choose between.
    for rule in draw(st.lists(st.sampled_from(sorted(rules)), min_size=3, max_size=6, unique=True)):
        if rule != "order":
            rules[rule] = {"discipline_min": {}, "isolation": []}.get(rule)
    fewest = draw(st.integers(1, 2))
    previous = {one: draw(st.sampled_from(ids)) for one in names[: draw(st.integers(0, 2))]}
    conflicts = [{"applicant": names[-1], "question": ids[0]}] if draw(st.booleans()) else []
    return round_document(
        ranks,
        (fewest, 2 if fewest == 1 else 3),
        people=people,
        rules=rules,
        questions=questions,
        previous=previous,
        conflicts=conflicts,
        seed=draw(st.sampled_from(["a", "b"])),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_rounds())
def test_no_allocation_is_better(document: dict[str, Any]) -> None:
    allocation = solved(document)
    assert teams(allocation) == teams_of(best_by_hand(document))


def test_seven_people_by_brute_force() -> None:
    ranks = {one: [["q1", "q2", "q3"][(at + shift) % 3] for shift in range(3)] for at, one in enumerate(NAMES)}
    people = {one: {"discipline": ("law", "art")[at % 2]} for at, one in enumerate(NAMES)}
    document = round_document(ranks, (2, 3), people=people, rules={"min_disciplines": 2, "max_teams": 2})
    assert teams(solved(document)) == teams_of(best_by_hand(document))


@pytest.mark.parametrize("kind", ["place-all", "selective"])
def test_the_order_of_rows_and_other_names_do_not_matter(kind: Any) -> None:
    document = invented_round(40, kind, 7)
    allocation = solve(read_round(document))
    shuffled = json.loads(json.dumps(document))
    rng = random.Random(1)
    for rows in (shuffled["applicants"], shuffled["questions"], shuffled["conflicts"]):
        rng.shuffle(rows)
    again = solve(read_round(shuffled))
    assert again.result_sha256 == allocation.result_sha256
    assert again.input_sha256 != allocation.input_sha256
    renamed = json.loads(json.dumps(document).replace('"a0', '"z9').replace('"q0', '"n7'))
    other = solve(read_round(renamed))
    assert [(s.name, s.value) for s in other.stages[:-1]] == [(s.name, s.value) for s in allocation.stages[:-1]]


@pytest.mark.parametrize("seed", [1, 2])
def test_both_solvers_agree_on_larger_rounds(seed: int) -> None:
    document = invented_round(40, "place-all" if seed == 1 else "selective", seed)
    document["rules"]["order"] = "rank-maximal" if seed == 1 else "generous"
    solved(document)


def test_more_teams_never_place_fewer() -> None:
    document = invented_round(36, "selective", 3)
    placed = []
    for most in range(6):
        document["rules"]["max_teams"] = most
        placed.append(sum(solve(read_round(document)).profile))
    assert all(fewer <= more for fewer, more in pairwise(placed))
    assert placed[0] == 0
    assert placed[-1] > placed[1] > 0


def test_the_seed_changes_ties_only() -> None:
    ranks = {one: ["q"] for one in NAMES}
    document = round_document(ranks, (2, 3), people={"gus": {"score": 90}})
    results = {}
    for seed in ("a", "b", "c", "d", "e"):
        document["seed"] = seed
        allocation = solve(read_round(document))
        results[seed] = (allocation.profile, [(s.name, s.value) for s in allocation.stages if s.name != "lottery"])
        assert "gus" in teams(allocation)["q"]
    assert len({str(result) for result in results.values()}) == 1
    members = {seed: solve(read_round({**document, "seed": seed})).result_sha256 for seed in results}
    assert len(set(members.values())) > 1


def test_several_teams_on_one_question_each_keep_the_rules() -> None:
    ranks = {one: ["q"] for one in NAMES}
    people = {one: {"skills": ["data"] if at in (0, 5) else []} for at, one in enumerate(NAMES)}
    people["ada"]["apart"] = ["ben"]
    questions = [{"id": "q", "needs": ["data"], "teams_max": 3}]
    allocation = solved(round_document(ranks, (3, 4), people=people, questions=questions))
    assert [len(team.members) for team in allocation.teams] in ([3, 4], [4, 3])
    assert all({"ada", "fay"} & set(team.members) for team in allocation.teams)
    limited = solved(round_document(ranks, (3, 4), people=people, questions=questions, rules={"max_teams": 1}))
    assert len(limited.teams) == 1


def test_the_most_wanted_questions_run_and_the_next_best_where_one_cannot() -> None:
    ranks = {"ada": ["hot", "mid"], "ben": ["hot", "mid"], "cy": ["mid", "hot"], "dee": ["low", "mid"], "eve": ["low"]}
    rules = {"max_teams": 1, "questions_run": "most-wanted"}
    allocation = solved(round_document(ranks, (2, 5), rules=rules))
    assert (list(teams(allocation)), allocation.profile) == (["hot"], (2, 1))
    assert allocation.stages[0].as_json()["name"] == "questions"
    as_the_optimiser_finds = solved(round_document(ranks, (2, 5), rules={"max_teams": 1}))
    assert (list(teams(as_the_optimiser_finds)), as_the_optimiser_finds.profile) == (["mid"], (1, 3))
    questions = [{"id": "hot", "needs": ["gis"]}, {"id": "mid"}, {"id": "low"}]
    next_best = solved(round_document(ranks, (2, 5), rules=rules, questions=questions))
    assert list(teams(next_best)) == ["mid"]


def test_ties_in_a_ranking_share_a_rank() -> None:
    allocation = solved(round_document({"ada": [["q1", "q2"], "q3"], "ben": ["q2"]}, (2, 2)))
    assert (teams(allocation), allocation.profile) == ({"q2": ("ada", "ben")}, (2, 0))


def test_after_a_withdrawal_few_move() -> None:
    ranks = {"ada": ["q1", "q2"], "ben": ["q1", "q2"], "cy": ["q1", "q2"], "dee": ["q1", "q2"]}
    previous = {"ada": "q2", "ben": "q2", "cy": "q1", "dee": "q1"}
    allocation = solved(round_document(ranks, (2, 4), previous=previous))
    assert teams(allocation) == {"q1": ("cy", "dee"), "q2": ("ada", "ben")}
    assert allocation.stages[0].as_json()["name"] == "moved"
    assert allocation.stages[0].value == 0


def test_locks_that_cannot_all_be_kept_are_given_up_as_few_as_possible() -> None:
    ranks = {"ada": ["q1", "q2"], "ben": ["q1", "q2"], "cy": ["q2", "q1"], "dee": ["q2", "q1"]}
    locks = [{"applicant": "ada", "question": "q1"}, {"applicant": "cy", "question": "q2"}]
    document = round_document(ranks, (2, 4), locks=locks)
    assert solved(document).question_of["ada"] == "q1"
    document["rules"]["team_size"] = [3, 4]
    round_ = read_round(document)
    allocation = solve(round_)
    assert (allocation.stages[0].name, allocation.stages[0].value) == ("locks given up", 1)
    assert len(allocation.solver["locks_given_up"]) == 1
    told = [breach.rule for breach in breaches(document, json.loads(json.dumps(allocation.as_json())))]
    assert told == ["locks"]
    assert confirm(round_).result_sha256 == allocation.result_sha256


@pytest.mark.parametrize(
    "document",
    [
        {"rules": {"team_size": [3, 6]}, "questions": [], "applicants": []},
        {"rules": {"team_size": [3, 6]}, "questions": [{"id": "q"}], "applicants": [{"id": "a", "ranks": []}]},
        {"rules": {"team_size": [1, 1], "max_teams": 0}, "questions": [{"id": "q"}],
         "applicants": [{"id": "a", "ranks": ["q"]}]},
    ],
)  # fmt: skip
def test_nobody_can_be_placed(document: dict[str, Any]) -> None:
    allocation = solved(document)
    assert (allocation.teams, sum(allocation.profile)) == ((), 0)


def test_a_run_reports_its_progress_and_can_be_stopped() -> None:
    round_ = read_round(invented_round(30, "selective", 1))
    seen: list[Progress] = []
    allocation = solve(round_, progress=seen.append)
    assert [one.stage for one in seen] == [stage.name for stage in allocation.stages]
    assert [one.done for one in seen] == list(range(len(seen)))
    assert {one.of for one in seen} == {len(seen)}
    with pytest.raises(Stopped):
        solve(round_, is_cancelled=lambda: len(seen) > 0)


def test_a_run_stopped_by_the_clock_says_what_is_not_proved() -> None:
    document = invented_round(300, "place-all", 1)
    allocation = solve(read_round(document), time_limit=0.3)
    assert not allocation.is_proved
    unproved = next(stage for stage in allocation.stages if not stage.proved)
    assert unproved.bound is not None
    assert breaches(document, json.loads(json.dumps(allocation.as_json()))) == []


class OutOfTime(HiGHS):
    """Knows the bound, and found nothing."""

    def minimise(self, program: Program, seconds: float | None = None) -> Answer:
        return Answer("stopped", None, super().minimise(program, None).bound)


def test_the_bound_of_a_stopped_run_is_never_below_what_can_be_reached() -> None:
    round_ = read_round(invented_round(36, "place-all", 1))
    placed = {one.name: one for one in solve(round_, solver=OutOfTime()).stages}["placed"]
    reached = {one.name: one for one in solve(round_).stages}["placed"]
    assert (reached.proved, placed.proved, placed.bound) == (True, False, reached.value)


@pytest.mark.parametrize("kind", ["place-all", "selective"])
def test_a_large_round_begins_otherwise_and_ends_the_same(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = read_round(invented_round(40, kind, 5))
    usual = solve(round_)
    monkeypatch.setattr(solving, "LARGE", 1)
    large = solve(round_)
    assert (large.result_sha256, large.is_proved) == (usual.result_sha256, True)


def test_the_preview_is_valid_and_close() -> None:
    document = invented_round(60, "selective", 2)
    round_ = read_round(document)
    quick, best = preview(round_), solve(round_)
    assert len(quick.question_of) >= 0.9 * len(best.question_of)
    assert [stage.proved for stage in quick.stages] == [False]


def test_an_allocation_is_read_as_it_was_written() -> None:
    allocation = solve(read_round(invented_round(20, "selective", 2)))
    again = read_allocation(json.loads(json.dumps(allocation.as_json())))
    assert again.as_json() == allocation.as_json()
    assert again.result_sha256 == allocation.result_sha256
