from __future__ import annotations

import pytest

from bridgework.core.papers.voters import post_of, votes_in_words


def test_votes_are_counts_and_those_nobody_counted_are_left_out() -> None:
    assert votes_in_words({"for": 7, "abstained": 0}) == "7 for, 0 abstained"
    assert votes_in_words({}) == ""


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("", ""),
        ("Councillor Holm", "a councillor"),
        ("B. Holm", "a councillor"),
        ("the Chair", "the chair"),
        ("Vice-Chairman", "the vice-chairman"),
        ("the Chair, Councillor Holm", "the chair"),
        ("Chairman Holm", "the chairman"),
        ("Portfolio holder for transport", "the portfolio holder for transport"),
    ],
)
def test_names_never_come_through(who: str, said: str) -> None:
    assert post_of(who) == said
