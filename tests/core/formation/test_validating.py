"""Every fault of a document is found, with its place."""

from __future__ import annotations

import contextlib
import copy
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.formation.allocations import FaultyAllocation, read_allocation
from bridgework.core.formation.validating import FaultyRound, read_round
from tests.core.formation.small import round_document


def small() -> dict[str, Any]:
    return round_document({"ada": ["q1", "q2"], "ben": ["q2", "q1"], "cy": ["q1", "q2"]}, (2, 3))


def faults(document: Any) -> list[str]:
    with pytest.raises(FaultyRound) as raised:
        read_round(document)
    return [str(fault) for fault in raised.value.faults]


def test_what_is_absent_is_no_rule() -> None:
    document = {
        "rules": {"team_size": [1, 2]},
        "questions": [{"id": "q"}],
        "applicants": [{"id": "a", "ranks": ["q"]}],
    }
    round_ = read_round(document)
    rules = round_.rules
    assert (rules.max_teams, rules.min_disciplines, rules.availability, rules.experienced) == (None, 0, None, 0)
    assert (rules.questions_run, rules.order, rules.ranks_required, round_.seed) == ("optimiser", "generous", 0, "")
    assert (round_.applicants[0].thousandths, round_.applicants[0].slots) == (0, None)
    assert (round_.questions[0].team_size, round_.questions[0].teams_max) == ((1, 2), 1)


def test_the_order_of_ranking_points() -> None:
    round_ = read_round(round_document({"ada": ["b", "a"], "ben": ["a", "b"], "cy": [["c", "b"]], "dee": ["a"]}))
    assert [(one.question, one.points, one.choices) for one in round_.wanted] == [
        ("a", 5, (2, 1)),
        ("b", 5, (2, 1)),
        ("c", 2, (1, 0)),
    ]


def test_everything_wrong_is_told_at_once() -> None:
    document = small()
    document["rules"] |= {"team_size": [4, 2], "max_team": 3}
    document["questions"].append({"id": "q1", "needs": "gis"})
    document["applicants"][0]["ranks"] = ["q1", ["q1", "nowhere"], []]
    document["applicants"][1]["score"] = 101
    document["conflicts"] = [{"applicant": "zed", "question": "q1"}, {"applicant": "ada"}]
    document["previous"] = {"ada": "q9"}
    document["seed"] = 5
    known = (
        "team_size, max_teams, min_disciplines, discipline_min, isolation, availability, experienced, "
        "ranks_required, questions_run, order"
    )
    assert faults(document) == [
        f"/rules/max_team: is not a key of this format; known here: {known}",
        "/rules/team_size: says at least 4 and at most 2 people",
        "/questions/2/needs: has to be a list, not text",
        '/questions/2/id: "q1" is the id of an earlier question',
        '/applicants/0/ranks/1/0: ranks "q1" a second time',
        '/applicants/0/ranks/1/1: names the question "nowhere", which is not in this round',
        "/applicants/0/ranks/2: is an empty place in the ranking",
        "/applicants/1/score: has to be from 0 to 100",
        '/conflicts/0/applicant: names the applicant "zed", which is not in this round',
        "/conflicts/1/question: is required",
        '/previous/ada: names the question "q9", which is not in this round',
        "/seed: has to be text, not a number",
    ]


Change = Callable[[dict[str, Any]], Any]


def ada(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["applicants"][0]
    return found


WRONG: list[tuple[Change, str]] = [
    (lambda d: d.pop("rules"), "/rules: is required"),
    (lambda d: d.pop("questions"), "/questions: is required"),
    (lambda d: d["rules"].pop("team_size"), "/rules/team_size: is required"),
    (lambda d: d.update(format="bridgework/round@2"), '/format: has to be "bridgework/round@1"'),
    (lambda d: d.update(questions={"id": "q1"}), "/questions: has to be a list, not an object"),
    (lambda d: d.update(applicants=["ada"]), "/applicants/0: has to be an object, not text"),
    (
        lambda d: d["rules"].update(team_size=[2]),
        "/rules/team_size: has to be two numbers: fewest and most people in a team",
    ),
    (lambda d: d["rules"].update(team_size=[0, 3]), "/rules/team_size/0: has to be from 1 to 1000"),
    (lambda d: d["rules"].update(team_size=[2, 10**400]), "/rules/team_size/1: has to be from 1 to 1000"),
    (
        lambda d: d["rules"].update(team_size=[2.5, 3]),
        "/rules/team_size/0: has to be a whole number, not a number with a fraction",
    ),
    (lambda d: d["rules"].update(max_teams=True), "/rules/max_teams: has to be a whole number, not true or false"),
    (lambda d: d["rules"].update(max_teams=-1), "/rules/max_teams: has to be from 0 to 5000"),
    (lambda d: d["rules"].update(order="fair"), "/rules/order: has to be one of generous, rank-maximal"),
    (
        lambda d: d["rules"].update(questions_run=["optimiser"]),
        "/rules/questions_run: has to be one of most-wanted, optimiser",
    ),
    (
        lambda d: d["rules"].update(min_disciplines=4),
        "/rules/min_disciplines: asks for more disciplines than a team has people (3)",
    ),
    (
        lambda d: d["rules"].update(discipline_min={"law": 2, "art": 2}),
        "/rules/discipline_min: asks for more people than a team has (3)",
    ),
    (
        lambda d: d["rules"].update(experienced=4),
        "/rules/experienced: asks for more experienced people than a team has people (3)",
    ),
    (lambda d: d["rules"].update(isolation="gender"), "/rules/isolation: has to be a list, not text"),
    (
        lambda d: d["questions"][0].update(team_size=[3, 1]),
        "/questions/0/team_size: says at least 3 and at most 1 people",
    ),
    (lambda d: d["questions"][0].update(id=7), "/questions/0/id: has to be text, not a number"),
    (lambda d: ada(d).update(id=["ada"]), "/applicants/0/id: has to be text, not a list"),
    (lambda d: ada(d).update(id="a|b"), '/applicants/0/id: holds "|", which separates two ids on a lottery ticket'),
    (lambda d: ada(d).update(id="a\x00b"), "/applicants/0/id: holds a control character or half a character"),
    (lambda d: ada(d).update(id="\ud800"), "/applicants/0/id: holds a control character or half a character"),
    (lambda d: ada(d).update(id=" "), "/applicants/0/id: is blank"),
    (lambda d: ada(d).update(id="a" * 201), "/applicants/0/id: has 201 characters; at most 200"),
    (lambda d: ada(d).update(id="ben"), '/applicants/1/id: "ben" is the id of an earlier applicant'),
    (lambda d: ada(d).update(score=math.nan), "/applicants/0/score: has to be from 0 to 100"),
    (lambda d: ada(d).update(score=10**400), "/applicants/0/score: has to be from 0 to 100"),
    (lambda d: ada(d).update(score="70"), "/applicants/0/score: has to be a number from 0 to 100, not text"),
    (lambda d: ada(d).update(experienced="no"), "/applicants/0/experienced: has to be true or false, not text"),
    (lambda d: ada(d).update(ranks="q1"), "/applicants/0/ranks: has to be a list, not text"),
    (
        lambda d: ada(d).update(ranks=[["q1", ["q2"]]]),
        "/applicants/0/ranks/0/1: has to be the id of the question, not a list",
    ),
    (lambda d: ada(d).update(ranks=["q1"] * 1001), "/applicants/0/ranks: has 1001 entries; at most 1000 are read"),
    (lambda d: ada(d).update(traits={"t": 2**60}), "/applicants/0/traits/t: is a number too large to be exact"),
    (
        lambda d: ada(d).update(traits={"t": {"deep": []}}),
        "/applicants/0/traits/t: has to be text, a whole number, true, false or null, not an object",
    ),
    (
        lambda d: ada(d).update(never=["q7"]),
        '/applicants/0/never/0: names the question "q7", which is not in this round',
    ),
    (lambda d: ada(d).update({"with": ["ada"]}), "/applicants/0/with: names the applicant themself"),
    (
        lambda d: ada(d).update({"with": ["zed"]}),
        '/applicants/0/with/0: names the applicant "zed", which is not in this round',
    ),
    (
        lambda d: (
            ada(d).update({"with": ["ben"]}),
            d["applicants"][1].update({"with": ["cy"]}),
            ada(d).update(apart=["cy"]),
        ),
        '/applicants/0/apart: "ada" and "cy" are to be together ("with") and apart ("apart")',
    ),
    (
        lambda d: (ada(d).update(never=["q1"]), d.update(locks=[{"applicant": "ada", "question": "q1"}])),
        '/locks/0: locks "ada" to "q1", which they never want to work on',
    ),
    (
        lambda d: d.update(
            locks=[{"applicant": "ada", "question": "q1"}], conflicts=[{"applicant": "ada", "question": "q1"}]
        ),
        '/locks/0: locks "ada" to "q1", with which they have a conflict',
    ),
    (
        lambda d: (ada(d).update(ranks=["q2"]), d.update(locks=[{"applicant": "ada", "question": "q1"}])),
        '/locks/0: locks "ada" to "q1", which they did not rank',
    ),
    (
        lambda d: d.update(locks=[{"applicant": "ada", "question": "q1"}, {"applicant": "ada", "question": "q2"}]),
        '/locks/1: locks "ada" to "q2", and an earlier one to "q1"',
    ),
    (
        lambda d: (
            d.update(locks=[{"applicant": "ada", "question": "q1"}, {"applicant": "ben", "question": "q2"}])
            or d["rules"].update(max_teams=1)
        ),
        "/locks: lock people to 2 questions; max_teams allows 1 teams",
    ),
    (
        lambda d: d["rules"].update(ranks_required=3) or ada(d).update(ranks=["q1"]),
        "/applicants/0/ranks: ranks 1 questions; ranks_required asks for 2",
    ),
    (
        lambda d: d.update(previous={"zed": "q1"}),
        '/previous/zed: names the applicant "zed", which is not in this round',
    ),
]


@pytest.mark.parametrize(("change", "expected"), WRONG, ids=[expected[:40] for _change, expected in WRONG])
def test_each_fault_has_its_place(change: Change, expected: str) -> None:
    document = small()
    change(document)
    assert expected in faults(document)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["q1", "ada"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    ["rules"], ["rules", "team_size"], ["rules", "discipline_min"], ["rules", "availability"], ["questions"],
    ["questions", 0], ["questions", 0, "needs"], ["applicants", 0], ["applicants", 0, "ranks"],
    ["applicants", 0, "traits"], ["applicants", 0, "slots"], ["applicants", 0, "with"], ["conflicts"], ["locks"],
    ["locks", 0], ["previous"], ["seed"],
]  # fmt: skip


@given(place=st.sampled_from(PLACES), value=ANYTHING)
def test_whatever_is_put_anywhere_is_read_or_refused(place: list[Any], value: Any) -> None:
    document = small() | {"locks": [{"applicant": "ada", "question": "q1"}]}
    at = document
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    before = copy.deepcopy(document)
    with contextlib.suppress(FaultyRound):
        read_round(document)
    assert repr(document) == repr(before)


@given(ANYTHING)
def test_an_allocation_is_read_or_refused(value: Any) -> None:
    for document in (value, {"teams": value, "unplaced": value, "profile": value, "stages": value}):
        with contextlib.suppress(FaultyAllocation):
            read_allocation(document)
