from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.apps.programmes.timetable import (
    Stretch,
    changed,
    laid_out,
    moved_with_following,
    shifted,
    shortened,
)

FIRST = date(2026, 11, 2)
THREE = laid_out([("a", "A", 2), ("b", "B", 1), ("c", "C", 3)], FIRST)


def dates(stretches: list[Stretch]) -> list[tuple[date, date]]:
    return [(one.start, one.end) for one in stretches]


def test_phases_follow_one_another_without_a_gap() -> None:
    assert dates(THREE) == [
        (date(2026, 11, 2), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 12, 13)),
    ]


def test_what_follows_moves_by_as_many_days_as_the_end_did() -> None:
    after = moved_with_following(THREE, "b", date(2026, 11, 18), date(2026, 11, 26), shift_following=True)
    assert dates(after)[1:] == [(date(2026, 11, 18), date(2026, 11, 26)), (date(2026, 11, 27), date(2026, 12, 17))]
    assert [old.key for old, _ in changed(THREE, after)] == ["b", "c"]


def test_what_follows_stays_where_asked() -> None:
    after = moved_with_following(THREE, "b", date(2026, 11, 16), date(2026, 11, 26), shift_following=False)
    assert after[2] == THREE[2]


def test_a_phase_that_began_keeps_its_start_and_one_that_is_over_keeps_both() -> None:
    over, begun = Stretch("a", "A", FIRST, FIRST, over=True), Stretch("b", "B", FIRST, FIRST, begun=True)
    assert shifted([over, begun], 5) == [over, Stretch("b", "B", FIRST, FIRST + timedelta(days=5), begun=True)]


def test_a_round_pressed_to_half_its_days_halves_each_phase() -> None:
    after = shortened(THREE, FIRST, date(2026, 11, 22))
    assert [one.days for one in after] == [7, 3, 11]


def test_nothing_left_is_not_shortened() -> None:
    with pytest.raises(ValueError, match="no phase is left"):
        shortened([Stretch("a", "A", FIRST, FIRST, over=True)], FIRST, FIRST)


@given(
    st.lists(st.integers(1, 20), min_size=1, max_size=8),
    st.integers(0, 30),
    st.integers(1, 100),
)
def test_shortening_keeps_order_and_ends_on_the_day(weeks: list[int], wait: int, share: int) -> None:
    phases = laid_out([(str(n), str(n), w) for n, w in enumerate(weeks)], FIRST + timedelta(days=wait))
    total = (phases[-1].end - phases[0].start).days + 1
    last = phases[0].start + timedelta(days=max(total * share // 100, len(phases)) - 1)
    after = shortened(phases, FIRST, last)
    assert after[-1].end == last
    assert all(one.start <= one.end for one in after)
    assert all(earlier.start <= later.start for earlier, later in pairwise(after))
