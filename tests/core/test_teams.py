"""Limits for a team composed by hand."""

from __future__ import annotations

from bridgework.core.teams import Candidate, Objection, TeamLimits, team_objections

LIMITS = TeamLimits(fewest=3, most=4, most_from_one_department=2, fewest_hours=12)
ADA = Candidate("ada", "Ada", "Zoology", 5, ("q1", "q2"))
BEN = Candidate("ben", "Ben", "Law", 5, ("q1",))
CAI = Candidate("cai", "Cai", "Zoology", 5, ("q1",))


def test_a_team_within_its_limits() -> None:
    assert team_objections("q1", [ADA, BEN, CAI], LIMITS) == ()


def test_too_few_and_too_many() -> None:
    assert team_objections("q1", [ADA, BEN], TeamLimits()) == (
        Objection("refusal", "A team has 3 to 6 people.", "This one has 2.", "Add 1 person."),
    )
    many = [Candidate(str(n), str(n)) for n in range(6)]
    assert team_objections("q1", many, TeamLimits(3, 4)) == (
        Objection("refusal", "A team has 3 to 4 people.", "This one has 6.", "Take out 2 people."),
    )


def test_conflicts_refuse_and_come_before_warnings() -> None:
    dee = Candidate("dee", "Dee", "Zoology", 0, ("q2",), frozenset({"eve"}), in_team="2026-buses")
    found = team_objections("q1", [ADA, BEN, CAI, dee], LIMITS, {frozenset(("ada", "q1")), frozenset(("ben", "cai"))})
    assert [(objection.weight, objection.reason) for objection in found] == [
        ("refusal", "Ada has a conflict with this question."),
        ("refusal", "Ben and Cai have a conflict."),
        ("refusal", "Dee is already in the team for 2026-buses."),
        ("warning", "Dee applied with somebody who is not in this team."),
        ("warning", "Dee did not choose this question."),
        ("warning", "3 of this team come from Zoology."),
    ]
    assert all(objection.rule and objection.remedy for objection in found)


def test_hours_warn_only_when_a_limit_is_set() -> None:
    tired = [Candidate(str(n), str(n), hours_a_week=2) for n in range(3)]
    assert [o.reason for o in team_objections("q1", tired, LIMITS)] == ["This one offers 6."]
    assert team_objections("q1", tired, TeamLimits()) == ()
