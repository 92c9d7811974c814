from __future__ import annotations

import pytest

from bridgework.core.scoring import (
    Calibration,
    Disagreement,
    Given,
    Weighed,
    calibration,
    disagreements,
    weighted_score,
)

CRITERIA = [Weighed(1, 2, 5), Weighed(2, 1, 3), Weighed(3, 0, 5)]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({1: 1, 2: 1}, 0.0),
        ({1: 5, 2: 3}, 100.0),
        ({1: 3, 2: 3}, 66.7),
        ({1: 3, 2: 3, 3: 1}, 66.7),
        ({1: 3}, None),
        ({}, None),
    ],
)
def test_a_score_is_weighed_from_nought_to_a_hundred(scores: dict[int, int], expected: float | None) -> None:
    assert weighted_score(CRITERIA, scores) == expected


def test_each_reviewer_is_compared_with_whoever_read_the_same() -> None:
    reviews = [Given("a", "ann", 80), Given("a", "bob", 60), Given("b", "ann", 50), Given("b", "bob", 40),
               Given("c", "cat", 10)]  # fmt: skip
    assert calibration(reviews) == [
        Calibration("ann", 2, 65.0, 15.0, 2, 15.0),
        Calibration("bob", 2, 50.0, 10.0, 2, -15.0),
        Calibration("cat", 1, 10.0, 0.0, 0, None),
    ]


def test_only_reviews_far_apart_are_disagreements() -> None:
    reviews = [Given("a", "ann", 90), Given("a", "bob", 50), Given("b", "ann", 90), Given("b", "bob", 51),
               Given("c", "cat", 1), Given("d", "x", 0), Given("d", "y", 100)]  # fmt: skip
    assert disagreements(reviews) == [Disagreement("d", 0, 100), Disagreement("a", 50, 90)]
