from __future__ import annotations

import pytest

from bridgework.core.small_counts import shown_counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 2, "b": 2}, None),
        ({"a": 9, "b": 0}, {"a": 9, "b": 0}),
        ({"a": 9, "b": 7, "c": 3}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 2, "c": 3}, {"a": 9, "b": None, "c": None}),
        ({"a": 5, "b": 5}, {"a": 5, "b": 5}),
        ({"a": 6, "b": 1}, {"a": None, "b": None}),
    ],
)
def test_nobody_can_be_told_from_what_is_shown(counts: dict[str, int], shown: dict[str, int | None] | None) -> None:
    assert shown_counts(counts) == shown
