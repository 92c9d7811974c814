"""Every rule × every role × every state. What is expected is in grid.txt, so that no change goes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridgework.kernel.permissions import Actor, Holding
from bridgework.kernel.roles import ROLES
from tests.permissions.grid import ELSEWHERE, HELD, Spot, every_rule, grid, may

EXPECTED = Path(__file__).parent / "grid.txt"
RULES = every_rule()


def test_who_may_do_what_is_as_written_down() -> None:
    assert grid().strip().splitlines() == EXPECTED.read_text().strip().splitlines(), (
        "A rule is new or was changed. If that was meant: python -m tests.permissions.grid > tests/permissions/grid.txt"
    )


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_gives_nothing_beyond_its_roles_and_states(name: str) -> None:
    rule = RULES[name]
    for role in ROLES:
        named = role in rule.roles | rule.body_roles
        for state in [*sorted(rule.states), ELSEWHERE]:
            fits = not rule.states or state in rule.states
            public = rule.public_when == {}
            assert may(rule, role, state) == (public or (named and fits)), (name, role, state)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_visitor_and_a_stranger_may_only_what_is_public(name: str) -> None:
    rule = RULES[name]
    stranger = Actor(person_id=2, public_id="stranger", holdings=(Holding("programme_lead", "q"),))
    for state in [*sorted(rule.states), ELSEWHERE]:
        assert may(rule, "", state) == (rule.public_when == {})
        assert rule.may(stranger, Spot(state)).allowed == (rule.public_when == {})


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_conflict_of_interest_outweighs_every_role(name: str) -> None:
    rule = RULES[name]
    every = tuple(Holding(role.key, HELD[role.held_at]) for role in ROLES.values())
    actor = Actor(person_id=1, public_id="someone", holdings=every, conflicts=frozenset({"t"}))
    answer = rule.may(actor, Spot(next(iter(sorted(rule.states)), ELSEWHERE)))
    assert (answer.allowed, answer.reason) == (False, "A conflict of interest is recorded for you here.")


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_refusal_says_the_rule_and_what_would_change_it(name: str) -> None:
    rule = RULES[name]
    assert rule.sentence.endswith(".")
    if rule.public_when != {}:
        answer = rule.may(Actor(person_id=2, public_id="stranger"), Spot(ELSEWHERE))
        assert (answer.rule, bool(answer.reason), bool(answer.remedy)) == (name, True, True)
