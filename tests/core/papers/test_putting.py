"""Which recommendations a proposal puts: by number, and by its words."""

from __future__ import annotations

import pytest

from bridgework.core.papers.putting import put_by

RECOMMENDED = [
    ("1", "Ask every family each September whether they want a meal."),
    ("2", "Fill in the form for them."),
    ("3", "Tell each school its take-up."),
    ("4", "Publish what it cost."),
]


@pytest.mark.parametrize(
    ("proposal", "put"),
    [
        ("Note the research.", ()),
        ("Agree recommendation 3.", (2,)),
        ("Agree recommendations 1, 2 and 4 of the report.", (0, 1, 3)),
        ("Support recommendations 2 to 4.", (1, 2, 3)),
        ("Task officers with asking every family in September if they would want meals;", (0,)),
        ("Ask every school.", ()),
        ("Consider the recommendations in Section 3 of the report.", ()),
    ],
)
def test_what_is_put(proposal: str, put: tuple[int, ...]) -> None:
    assert put_by(proposal, RECOMMENDED) == put
