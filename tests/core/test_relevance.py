"""How good a ranking is: worked by hand."""

from __future__ import annotations

import math

import pytest

from bridgework.core.relevance import ndcg, percentile, recall

GRADES = {"a": 1, "b": 1, "c": 0}


def test_the_best_order_is_one_and_none_is_nothing() -> None:
    assert (ndcg(["a", "b", "x"], GRADES, 10), ndcg(["x", "c"], GRADES, 10), ndcg([], GRADES, 10)) == (1.0, 0.0, 0.0)


def test_an_answer_further_down_counts_less() -> None:
    # One at place 1, one at place 3: (1 + 1/2) of (1 + 1/log2 3).
    assert ndcg(["a", "x", "b"], GRADES, 10) == pytest.approx(1.5 / (1 + 1 / math.log2(3)))
    assert ndcg(["x", "a"], {"a": 3, "b": 1}, 10) == pytest.approx((3 / math.log2(3)) / (3 + 1 / math.log2(3)))


def test_only_the_places_asked_for_count() -> None:
    assert ndcg(["x", "a"], {"a": 1}, 1) == 0.0
    assert (recall(["a", "x", "b"], GRADES, 2), recall(["a", "b"], GRADES, 2), recall(["a"], {"a": 0}, 5)) == (
        0.5,
        1.0,
        0.0,
    )


def test_percentiles_are_values_that_were_measured() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0, 0.5, 0.75, 0.95, 1)] == [1, 2, 3, 4, 4]
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)
