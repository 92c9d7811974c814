from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from bridgework.kernel import clock

pytestmark = pytest.mark.django_db
TRUE = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _true_time() -> object:
    with time_machine.travel(TRUE, tick=False):
        yield


def test_the_demonstrations_clock_moves_and_goes_back(settings: object) -> None:
    settings.BRIDGEWORK_DEMO = True  # type: ignore[attr-defined]
    there = datetime(2026, 9, 17, 9, 0, tzinfo=UTC)

    clock.move_to(there)
    assert (clock.now(), clock.machine_now()) == (there, TRUE)
    clock.put_back()
    assert clock.now() == TRUE


def test_no_other_clock_moves(settings: object) -> None:
    settings.BRIDGEWORK_DEMO = True  # type: ignore[attr-defined]
    clock.move_to(TRUE + timedelta(days=1))
    settings.BRIDGEWORK_DEMO = False  # type: ignore[attr-defined]

    assert clock.now() == TRUE
    with pytest.raises(RuntimeError):
        clock.move_to(TRUE)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 23, 30, tzinfo=UTC), date(2027, 10, 31)),
    ],
)
def test_today_is_the_day_in_britain(moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day
