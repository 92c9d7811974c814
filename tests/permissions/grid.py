"""The permission grid as text: every rule, who may by which role, in which states.

`python -m tests.permissions.grid > tests/permissions/grid.txt` writes it anew after a rule was changed on purpose.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from bridgework.kernel.permissions import RULES, VISITOR, Actor, Holding, Rule
from bridgework.kernel.roles import ROLES

PROGRAMME, CHALLENGE, TEAM = "p", "p/r/c", "p/r/c/t"
BODY = "body/b"
HELD = {"programme": PROGRAMME, "challenge": CHALLENGE, "team": TEAM, "body": BODY}
ELSEWHERE = "some other state"


class _NoRows:
    def filter(self, **conditions: Any) -> _NoRows:
        return self

    def exists(self) -> bool:
        return False


@dataclass
class Spot:
    """A record at the very bottom of a programme, that also lies before a committee, and belongs to nobody."""

    state: str
    scope: str = TEAM
    body_scope: str = BODY
    public_id: str = "t"
    _default_manager = _NoRows()

    def __getattr__(self, name: str) -> None:
        return None


def may(rule: Rule, role: str, state: str) -> bool:
    """Whether somebody with this one role may, in this state; further conditions of the rule left aside."""
    plain = copy.copy(rule)
    object.__setattr__(plain, "further", None)
    holdings = (Holding(role, HELD[ROLES[role].held_at]),) if role else ()
    actor = Actor(person_id=1, public_id="someone", holdings=holdings) if role else VISITOR
    return plain.may(actor, Spot(state)).allowed


def every_rule() -> dict[str, Rule]:
    """All rules, those of pages and of the threads too: every address is read first, so that none is missing."""
    assert get_resolver().url_patterns
    return RULES


def grid() -> str:
    """Every rule in the order of its name."""
    every_rule()
    return "\n".join(_lines(RULES[name]) for name in sorted(RULES))


def _lines(rule: Rule) -> str:
    states = sorted(rule.states)
    allowed = [role for role in sorted(ROLES) if any(may(rule, role, state) for state in states or [ELSEWHERE])]
    lines = [rule.name, f"  {rule.sentence}", f"  roles: {', '.join(allowed) or 'none'}"]
    if rule.own:
        lines.append(f"  own: {', '.join(rule.own)}")
    if states:
        lines.append(f"  states: {', '.join(states)}")
    if rule.public_when is not None:
        when = ", ".join(f"{key} is {value}" for key, value in sorted(rule.public_when.items()))
        lines.append(f"  public: {when or 'always'}")
    if rule.further is not None:
        lines.append("  further conditions: yes")
    if rule.hidden:
        lines.append("  otherwise not found, because that it exists is confidential")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    print(grid().strip())
