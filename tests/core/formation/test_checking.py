"""The independent checker reports each rule that is broken by hand, and every untrue statement."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bridgework.core.formation.canonical import result_sha256
from bridgework.core.formation.checking import breaches, rule_breaches
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round
from tests.core.formation.small import round_document

Document = dict[str, Any]
SIX = ("ada", "ben", "cy", "dee", "eve", "fay")


def sound() -> tuple[Document, Document]:
    """A round in which ada, ben, cy take q1 and dee, eve, fay take q2, whatever the lottery says."""
    ranks = {one: ["q1", "q2"] if at < 3 else ["q2", "q1"] for at, one in enumerate(SIX)}
    document = round_document(ranks, (2, 3), questions=[{"id": "q1"}, {"id": "q2"}, {"id": "q3"}])
    return document, solve(read_round(document)).as_json()


def test_a_sound_allocation_has_no_breach() -> None:
    document, allocation = sound()
    assert [team["members"] for team in allocation["teams"]] == [["ada", "ben", "cy"], ["dee", "eve", "fay"]]
    assert breaches(document, allocation) == []


def person(document: Document, who: str) -> Document:
    found: Document = next(one for one in document["applicants"] if one["id"] == who)
    return found


# Each changes the rules under teams that stay as they are: what the checker then has to say.
BROKEN_RULES: list[tuple[Callable[[Document], Any], list[str]]] = [
    (lambda d: d["rules"].update(team_size=[4, 6]), ["team_size", "team_size"]),
    (lambda d: d["questions"][0].update(team_size=[1, 2]), ["team_size"]),
    (lambda d: d["questions"][1].update(needs=["gis"]), ["needs"]),
    (lambda d: d["questions"][1].update(teams_max=0), ["teams_max"]),
    (lambda d: d["rules"].update(max_teams=1), ["max_teams"]),
    (lambda d: d["rules"].update(min_disciplines=1), ["min_disciplines", "min_disciplines"]),
    (lambda d: d["rules"].update(discipline_min={"law": 1}), ["discipline_min", "discipline_min"]),
    (lambda d: d["rules"].update(experienced=1), ["experienced", "experienced"]),
    (
        lambda d: (d["rules"].update(isolation=["sight"]), person(d, "cy").update(traits={"sight": "low"})),
        ["isolation"],
    ),
    (
        lambda d: (d["rules"].update(isolation=["discipline"]), person(d, "fay").update(discipline="law")),
        ["isolation"],
    ),
    (
        lambda d: (
            d["rules"].update(availability=1),
            person(d, "ada").update(slots=["mon"]),
            person(d, "ben").update(slots=["tue"]),
        ),
        ["availability"],
    ),
    (lambda d: person(d, "ada").update({"with": ["dee"]}), ["with"]),
    (lambda d: person(d, "ada").update(apart=["ben"]), ["apart"]),
    (lambda d: person(d, "ada").update(never=["q1"]), ["never"]),
    (lambda d: d.update(conflicts=[{"applicant": "eve", "question": "q2"}]), ["conflicts"]),
    (lambda d: d.update(locks=[{"applicant": "eve", "question": "q1"}]), ["locks"]),
    (lambda d: person(d, "ada").update(ranks=["q3", "q2"]), ["ranks"]),
    (lambda d: d["questions"].pop(0), ["questions"]),
    (lambda d: d["applicants"].pop(0), ["people"]),
    (lambda d: d["applicants"].append({"id": "gus", "ranks": ["q1", "q2"]}), ["people"]),
]


@pytest.mark.parametrize(("change", "expected"), BROKEN_RULES, ids=[str(rules) for _change, rules in BROKEN_RULES])
def test_each_broken_rule_is_reported(change: Callable[[Document], Any], expected: list[str]) -> None:
    document, allocation = sound()
    change(document)
    teams = [(team["question"], team["members"]) for team in allocation["teams"]]
    told = [breach.rule for breach in breaches(document, allocation)]
    of_the_rules = [rule for rule in told if rule not in ("input_sha256", "profile", "stages")]
    assert of_the_rules == expected
    assert "input_sha256" in told
    if expected != ["people"]:
        assert [breach.rule for breach in rule_breaches(document, teams)] == expected


def rehash(allocation: Document) -> None:
    teams = [(team["question"], team["members"]) for team in allocation["teams"]]
    allocation["result_sha256"] = result_sha256(teams, allocation["unplaced"], allocation["profile"])


UNTRUE: list[tuple[Callable[[Document], Any], list[str]]] = [
    (lambda a: a.update(profile=[5, 1]), ["profile"]),
    (lambda a: a.update(seed_commitment="0" * 64), ["seed_commitment"]),
    (lambda a: a.update(input_sha256="0" * 64), ["input_sha256"]),
    (lambda a: a["stages"][0].update(value=5), ["stages"]),
    (lambda a: a["stages"][-1].update(value=5), ["stages"]),
    (lambda a: a["stages"].reverse(), ["stages"]),
    (lambda a: a.update(stages=[]), ["stages"]),
    (lambda a: a["teams"][0]["members"].append("dee"), ["people", "team_size"]),
    (lambda a: a.update(unplaced=["ada"]), ["people"]),
    (lambda a: a["teams"][0].update(members=["ada", "ben"]), ["people", "profile", "stages", "stages"]),
]


@pytest.mark.parametrize(("change", "expected"), UNTRUE, ids=[str(at) for at in range(len(UNTRUE))])
def test_untrue_statements_are_reported(change: Callable[[Document], Any], expected: list[str]) -> None:
    document, allocation = sound()
    allocation = copy.deepcopy(allocation)
    change(allocation)
    rehash(allocation)
    told = {breach.rule for breach in breaches(document, allocation)}
    assert set(expected) <= told
    assert not breaches(document, sound()[1])


def test_a_changed_result_needs_a_changed_hash() -> None:
    document, allocation = sound()
    allocation["teams"][0]["members"], allocation["teams"][1]["members"] = SIX[3:], SIX[:3]
    assert "result_sha256" in {breach.rule for breach in breaches(document, allocation)}
