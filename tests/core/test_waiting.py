"""How long things wait, and fading interest."""

from __future__ import annotations

from datetime import date

import pytest

from bridgework.core.waiting import Interest, fading_interest, wait

TODAY = date(2026, 3, 30)


@pytest.mark.parametrize(
    ("since", "days", "words"),
    [
        (date(2026, 3, 30), 0, "since today"),
        (date(2026, 4, 2), 0, "since today"),
        (date(2026, 3, 29), 1, "1 day"),
        (date(2026, 3, 27), 3, "3 days (1 working day)"),
        (date(2026, 3, 11), 19, "19 days (13 working days)"),
    ],
)
def test_how_long_something_waits(since: date, days: int, words: str) -> None:
    found = wait(since, TODAY, {})
    assert (found.days, found.words) == (days, words)


def test_interest_fades_after_twenty_one_days_and_not_before() -> None:
    people = [
        Interest("h1", "supporting officer", date(2026, 1, 5), last_reply=date(2026, 3, 8)),
        Interest("h2", "supporting officer", date(2026, 1, 5), last_reply=date(2026, 3, 9)),
        Interest("h3", "supporting councillor", date(2026, 1, 5), date(2026, 2, 1), date(2026, 2, 20)),
        Interest("h4", "mentor", date(2026, 1, 5), awaited=False),
        Interest("h5", "team member", date(2026, 3, 1)),
    ]
    fading = fading_interest(people, TODAY)
    assert [(f.interest.holder, f.days) for f in fading] == [("h3", 38), ("h5", 29), ("h1", 22)]
    assert [f.reason for f in fading] == [
        "No reply or attendance for 38 days (last: came to a meeting on Fri 20 February 2026). "
        "We look again after 21 days.",
        "No reply or attendance for 29 days (last: the role began on Sun 1 March 2026). We look again after 21 days.",
        "No reply or attendance for 22 days (last: replied on Sun 8 March 2026). We look again after 21 days.",
    ]


def test_a_role_can_have_a_limit_of_its_own() -> None:
    people = [Interest("h1", "councillor", date(2026, 2, 28)), Interest("h2", "officer", date(2026, 2, 28))]
    assert [f.interest.holder for f in fading_interest(people, TODAY, limits_by_role={"councillor": 35})] == ["h2"]
