"""Working days and clear days.

The bank holidays are those proclaimed for England; the cases are committee
meetings of known dates.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.working_days import (
    Counting,
    add_working_days,
    count_clear_days,
    days_between,
    days_in_words,
    is_in_time,
    is_working_day,
    latest_publication,
    why_not_working,
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_between,
)

FUNERAL = {date(2022, 9, 19): "Bank Holiday for the State Funeral of Queen Elizabeth II"}
HOLIDAYS = {
    date(2022, 6, 2): "Spring Bank Holiday",
    date(2022, 6, 3): "Platinum Jubilee of Elizabeth II",
    date(2023, 5, 1): "May Day",
    date(2023, 5, 8): "Coronation of Charles III",
    date(2025, 4, 18): "Good Friday",
    date(2025, 4, 21): "Easter Monday",
    date(2025, 12, 25): "Christmas Day",
    date(2025, 12, 26): "Boxing Day",
    date(2026, 1, 1): "New Year's Day",
    date(2026, 4, 3): "Good Friday",
    date(2026, 4, 6): "Easter Monday",
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 28): "Boxing Day (substitute)",
    date(2027, 1, 1): "New Year's Day",
}
DAYS = st.dates(date(2021, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 300)


@given(DAYS, COUNTS)
def test_from_a_day_to_n_working_days_after_it_are_n_working_days(day: date, count: int) -> None:
    later = add_working_days(day, count, HOLIDAYS)
    assert working_days_between(day, later, HOLIDAYS) == count
    assert count == 0 or is_working_day(later, HOLIDAYS)


@given(DAYS, COUNTS)
def test_there_and_back_again(day: date, count: int) -> None:
    start = working_day_on_or_after(day, HOLIDAYS)
    assert add_working_days(add_working_days(start, count, HOLIDAYS), -count, HOLIDAYS) == start


@given(DAYS, DAYS)
def test_working_days_between_counts_each_day(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    span = (last - first).days
    counted = sum(is_working_day(first + timedelta(days=n), HOLIDAYS) for n in range(1, span + 1))
    assert working_days_between(first, last, HOLIDAYS) == counted
    assert working_days_between(last, first, HOLIDAYS) == -counted
    assert days_between(first, last) == span


@given(DAYS, st.integers(0, 28), st.sampled_from(["working", "calendar"]))
def test_the_latest_publication_is_in_time_and_the_next_working_day_is_not(
    meeting: date, required: int, counting: Counting
) -> None:
    latest = latest_publication(meeting, required, HOLIDAYS, counting)
    assert is_in_time(latest, meeting, required, HOLIDAYS, counting)
    following = add_working_days(latest, 1, HOLIDAYS)
    if required:
        assert not is_in_time(following, meeting, required, HOLIDAYS, counting)


@given(DAYS, DAYS)
def test_every_day_between_is_either_counted_or_passed_over(published: date, meeting: date) -> None:
    found = count_clear_days(published, meeting, HOLIDAYS)
    assert len(found.counted) + len(found.passed_over) == max(0, (meeting - published).days - 1)
    assert not {published, meeting} & set(found.counted)


@pytest.mark.parametrize(
    ("meeting", "latest"),
    [
        (date(2020, 1, 23), date(2020, 1, 15)),
        (date(2022, 3, 10), date(2022, 3, 2)),
        (date(2022, 6, 9), date(2022, 5, 30)),
        (date(2023, 5, 11), date(2023, 5, 2)),
        (date(2025, 4, 24), date(2025, 4, 14)),
        (date(2026, 1, 6), date(2025, 12, 24)),
        (date(2026, 4, 9), date(2026, 3, 30)),
        (date(2027, 1, 5), date(2026, 12, 23)),
    ],
)
def test_the_last_day_for_five_clear_days(meeting: date, latest: date) -> None:
    assert latest_publication(meeting, 5, HOLIDAYS) == latest


def test_the_court_s_own_case_had_two_clear_days() -> None:
    opened, meeting = date(1990, 4, 26), date(1990, 5, 1)
    assert count_clear_days(opened, meeting, {}).counted == (date(1990, 4, 27), date(1990, 4, 30))
    assert not is_in_time(opened, meeting, 3, {})


def test_a_holiday_proclaimed_later_makes_a_paper_late() -> None:
    published, meeting = date(2022, 9, 14), date(2022, 9, 22)
    assert is_in_time(published, meeting, 5, {})
    assert not is_in_time(published, meeting, 5, FUNERAL)
    assert latest_publication(meeting, 5, FUNERAL) == date(2022, 9, 13)


def test_twenty_eight_calendar_days() -> None:
    assert latest_publication(date(2022, 3, 10), 28, HOLIDAYS, "calendar") == date(2022, 2, 9)


def test_the_explanation_lists_what_was_counted_and_what_was_not() -> None:
    found = count_clear_days(date(2022, 5, 30), date(2022, 6, 9), HOLIDAYS)
    assert found.explanation == (
        "5 clear days: 31 May, 1, 6, 7, 8 June 2022. "
        "Neither Mon 30 May 2022 (publication) nor Thu 9 June 2022 (the meeting) counts. "
        "Weekends do not count. Thu 2 June 2022 does not count: Spring Bank Holiday. "
        "Fri 3 June 2022 does not count: Platinum Jubilee of Elizabeth II."
    )


def test_the_explanation_of_one_day_and_of_none() -> None:
    assert count_clear_days(date(2022, 3, 8), date(2022, 3, 10), {}).explanation == (
        "1 clear day: 9 March 2022. Neither Tue 8 March 2022 (publication) nor Thu 10 March 2022 (the meeting) counts."
    )
    assert count_clear_days(date(2022, 3, 9), date(2022, 3, 10), {}).explanation == (
        "0 clear days. Neither Wed 9 March 2022 (publication) nor Thu 10 March 2022 (the meeting) counts."
    )


def test_days_in_words_across_two_years() -> None:
    assert days_in_words((date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4))) == (
        "30, 31 December 2026, 4 January 2027"
    )
    assert days_in_words(()) == ""


def test_why_a_day_is_not_worked() -> None:
    assert why_not_working(date(2025, 4, 19), HOLIDAYS) == "Saturday"
    assert why_not_working(date(2025, 4, 21), HOLIDAYS) == "Easter Monday"
    assert why_not_working(date(2025, 4, 22), HOLIDAYS) is None
    assert working_day_on_or_before(date(2025, 4, 21), HOLIDAYS) == date(2025, 4, 17)
