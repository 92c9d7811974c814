"""The programme types that come with the product."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bridgework.apps import programmes
from bridgework.core.threads import Station
from bridgework.kernel.roles import ROLES

FOLDER = Path(programmes.__file__).parent / "types"
FILES = sorted(FOLDER.glob("*.json"))
DOCUMENTATION = Path(__file__).parents[3] / "docs" / "reference" / "programme-types.md"
KEYS = {
    "format",
    "key",
    "version",
    "name",
    "summary",
    "modelled_on",
    "opens_in_month",
    "core_period",
    "phases",
    "gatherings",
    "stations",
    "ends",
    "roles",
    "limits",
    "reply_days",
    "milestones",
    "prompt_months",
}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def kind(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    assert found["key"] == request.param.stem
    return found


def test_the_three_types() -> None:
    assert [path.stem for path in FILES] == ["co-production-cohort", "policy-challenges", "wayfinder"]


def test_every_key_is_there_and_documented(kind: dict[str, Any]) -> None:
    assert set(kind) - {"optional_stations"} == KEYS
    documented = DOCUMENTATION.read_text(encoding="utf-8")
    phase_keys = {key for phase in kind["phases"] for key in phase}
    limits = set(kind["limits"]) | set(kind["reply_days"])
    assert [key for key in sorted(set(kind) | phase_keys | limits) if f"`{key}`" not in documented] == []


def test_stations_are_those_of_the_spine_in_its_order(kind: dict[str, Any]) -> None:
    order = [station.value for station in Station]
    assert kind["stations"] == [station for station in order if station in kind["stations"]]
    assert set(kind.get("optional_stations", ())) <= set(kind["stations"])


def test_roles_are_known_and_those_who_act_are_listed(kind: dict[str, Any]) -> None:
    acting = {who for phase in kind["phases"] for activity in phase["activities"] for who in activity["who"]}
    acting |= {milestone["holder"] for milestone in kind["milestones"]}
    assert acting - set(kind["roles"]) == set()
    assert set(kind["roles"]) - set(ROLES) == set()


def test_switches_are_those_documented(kind: dict[str, Any]) -> None:
    section = DOCUMENTATION.read_text(encoding="utf-8").split("### Switches")[1].split("### A gathering")[0]
    documented = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
    used = {switch for phase in kind["phases"] for switch in phase["switches"]}
    assert used - documented == set()
    assert all(phase["switches"] for phase in kind["phases"])


def test_keys_are_unique_and_references_resolve(kind: dict[str, Any]) -> None:
    phases = [phase["key"] for phase in kind["phases"]]
    assert len(set(phases)) == len(phases)
    for several in (kind["gatherings"], kind["milestones"], kind["ends"]):
        keys = [one["key"] for one in several]
        assert len(set(keys)) == len(keys)
    assert {g["phase"] for g in kind["gatherings"]} - {*phases, "*"} == set()
    assert {g["kind"] for g in kind["gatherings"]} <= {"launch", "steering", "wrap_up", "other"}
    assert {g["when"] for g in kind["gatherings"]} <= {"start", "end", "every_month"}
    assert {kind["core_period"]["from_phase"], kind["core_period"]["to_phase"]} <= set(phases)


def test_lengths_and_limits_make_sense(kind: dict[str, Any]) -> None:
    assert all(phase["weeks"] > 0 for phase in kind["phases"])
    assert 1 <= kind["limits"]["team_fewest"] <= kind["limits"]["team_most"]
    assert kind["prompt_months"] == sorted(kind["prompt_months"])


def test_a_policy_challenges_round_lasts_six_months_from_march_to_september() -> None:
    kind = json.loads((FOLDER / "policy-challenges.json").read_text(encoding="utf-8"))
    weeks = {phase["key"]: phase["weeks"] for phase in kind["phases"]}
    assert kind["core_period"]["start_month"] == 3
    assert kind["core_period"]["end_month"] == 9
    assert 24 <= weeks["work"] + weeks["report"] <= 27
    # From November, the work begins 20 weeks later: in the last days of March.
    assert sum(weeks[key] for key in ("questions", "shortlist", "applications", "teams")) == 20


def test_each_of_the_five_phases_closes_with_questions() -> None:
    kind = json.loads((FOLDER / "wayfinder.json").read_text(encoding="utf-8"))
    assert len(kind["phases"]) == 5
    assert all(len(phase["closing_questions"]) >= 3 for phase in kind["phases"])
    assert all(question.endswith("?") for phase in kind["phases"] for question in phase["closing_questions"])
