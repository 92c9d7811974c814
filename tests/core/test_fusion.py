"""Rankings joined by places."""

from __future__ import annotations

from bridgework.core.fusion import fused


def test_what_both_rankings_hold_comes_before_what_one_has_first() -> None:
    joined = fused(["a", "b", "c"], ["d", "b"])
    assert [one for one, _ in joined] == ["b", "a", "d", "c"]
    assert joined[0][1] == 1 / 62 + 1 / 62


def test_one_ranking_alone_keeps_its_order() -> None:
    assert [one for one, _ in fused(["x", "y"], [])] == ["x", "y"]
