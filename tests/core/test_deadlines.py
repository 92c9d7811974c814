"""Deadlines of meetings, key decisions and call-in.

The bank holidays are those proclaimed. The first eleven cases are the vectors of our notes on committee law; each of
the others says what makes it hard.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bridgework.core.bank_holidays import proclaimed
from bridgework.core.deadlines import (
    DeadlineInvalid,
    Notice,
    Route,
    call_in,
    deadline,
    first_day_after,
    key_decision,
    notice_of_election,
    retention,
)
from bridgework.core.parish_days import christmas_break, easter_day

ENGLAND = proclaimed("england", 1989, 2031)
FUNERAL = date(2022, 9, 19)
FIVE = Notice(5)
THREE = Notice(3)
EIGHT_AND_TWENTY = Notice(28, "calendar")


def last_day(
    meeting: date, days: int, counting: str = "working", nation: dict[date, str] = ENGLAND
) -> tuple[date, bool | None]:
    """The last day, which must itself be found in time."""
    notice = Notice(days, counting)  # type: ignore[arg-type]
    latest = deadline(meeting, notice, nation).latest_publication
    return latest, deadline(meeting, notice, nation, latest).in_time


# The eleven vectors of the notes.


def test_elitestone_two_clear_days_fail_a_rule_of_three() -> None:
    found = deadline(date(1990, 5, 1), THREE, ENGLAND, date(1990, 4, 26))
    assert ([day.day for day in found.counted], found.in_time, found.missing) == ([27, 30], False, 1)


@pytest.mark.parametrize(
    ("meeting", "latest"),
    [
        (date(2020, 1, 23), date(2020, 1, 15)),
        (date(2022, 3, 10), date(2022, 3, 2)),
        (date(2022, 6, 9), date(2022, 5, 30)),
        (date(2022, 9, 22), date(2022, 9, 13)),
        (date(2023, 5, 11), date(2023, 5, 2)),
        (date(2025, 4, 24), date(2025, 4, 14)),
        (date(2026, 1, 6), date(2025, 12, 24)),
        (date(2026, 4, 9), date(2026, 3, 30)),
        (date(2027, 1, 5), date(2026, 12, 23)),
        (date(2027, 3, 30), date(2027, 3, 18)),
    ],
)
def test_the_last_day_for_five_clear_days(meeting: date, latest: date) -> None:
    assert last_day(meeting, 5) == (latest, True)


def test_twenty_eight_clear_calendar_days_before_a_meeting_of_march_2022() -> None:
    assert last_day(date(2022, 3, 10), 28, "calendar") == (date(2022, 2, 9), True)


def test_a_paper_in_time_until_a_funeral_holiday_was_declared() -> None:
    before = {day: name for day, name in ENGLAND.items() if day != FUNERAL}
    published, meeting = date(2022, 9, 14), date(2022, 9, 22)
    assert deadline(meeting, FIVE, before, published).in_time is True
    late = deadline(meeting, FIVE, ENGLAND, published)
    assert (late.in_time, late.missing, late.latest_publication) == (False, 1, date(2022, 9, 13))
    assert late.verdict == "Late: 4 of the 5 clear days asked for. The last day was Tue 13 September 2022."
    assert late.explanation.endswith(
        "Weekends do not count. Mon 19 September 2022 does not count: State Funeral of Queen Elizabeth II."
    )


# Twenty more, each for one difficulty.

WALES, SCOTLAND, IRELAND = (proclaimed(one, 2025, 2027) for one in ("wales", "scotland", "northern-ireland"))


@pytest.mark.parametrize(
    ("why", "meeting", "days", "counting", "nation", "latest"),
    [
        ("Welsh three days over Easter", date(2026, 4, 8), 3, "working", WALES, date(2026, 3, 31)),
        ("two substitute days and New Year's", date(2022, 1, 5), 5, "working", ENGLAND, date(2021, 12, 23)),
        ("a Monday whose week before is a jubilee", date(2022, 6, 13), 5, "working", ENGLAND, date(2022, 6, 1)),
        ("29 February counts", date(2028, 3, 7), 5, "working", ENGLAND, date(2028, 2, 28)),
        ("28 days over a leap day", date(2028, 3, 10), 28, "calendar", ENGLAND, date(2028, 2, 10)),
        ("28 days over the start of summer time", date(2027, 4, 15), 28, "calendar", ENGLAND, date(2027, 3, 17)),
        ("28 days that end on a Sunday", date(2022, 3, 14), 28, "calendar", ENGLAND, date(2022, 2, 11)),
        ("Scotland rests on 2 January", date(2026, 1, 8), 3, "working", SCOTLAND, date(2025, 12, 31)),
        ("England does not", date(2026, 1, 8), 3, "working", ENGLAND, date(2026, 1, 2)),
        ("12 July on a Sunday moves to Monday", date(2026, 7, 20), 5, "working", IRELAND, date(2026, 7, 9)),
        ("a parish's Christmas break", date(2026, 12, 30), 3, "parish", ENGLAND, date(2026, 12, 18)),
        ("a parish's Easter break", date(2026, 4, 8), 3, "parish", ENGLAND, date(2026, 3, 27)),
        ("a parish that counts Saturdays", date(2026, 1, 5), 3, "parish", ENGLAND, date(2025, 12, 30)),
        ("a parish that does not", date(2026, 1, 5), 3, "parish-weekdays", ENGLAND, date(2025, 12, 29)),
        ("no clear day asked", date(2026, 6, 8), 0, "working", ENGLAND, date(2026, 6, 5)),
    ],
)
def test_the_last_day_where_it_is_hard(
    why: str, meeting: date, days: int, counting: str, nation: dict[date, str], latest: date
) -> None:
    assert last_day(meeting, days, counting, nation) == (latest, True), why


@pytest.mark.parametrize(
    ("why", "published", "in_time"),
    [
        ("at the hour itself", datetime(2022, 7, 13, 16, 0, tzinfo=UTC), True),
        ("a minute after it, by summer time", datetime(2022, 7, 13, 16, 1, tzinfo=UTC), False),
        ("a day whose hour nobody knows", date(2022, 7, 13), True),
    ],
)
def test_what_is_published_after_the_cut_off_counts_a_day_later(
    why: str, published: date | datetime, in_time: bool
) -> None:
    rule = Notice(5, cut_off=time(17))
    assert deadline(date(2022, 7, 21), rule, ENGLAND, published).in_time is in_time, why


def test_a_publication_on_a_saturday_counts_as_monday_where_there_is_a_cut_off() -> None:
    saturday, meeting = date(2022, 7, 9), date(2022, 7, 18)
    assert deadline(meeting, FIVE, ENGLAND, saturday).in_time is True
    found = deadline(meeting, Notice(5, cut_off=time(17)), ENGLAND, saturday)
    assert (found.in_time, found.counts_from, found.published) == (False, date(2022, 7, 11), saturday)


def test_half_past_eleven_at_night_in_summer_is_the_next_day_here() -> None:
    found = deadline(date(2022, 7, 21), FIVE, ENGLAND, datetime(2022, 7, 13, 23, 30, tzinfo=UTC))
    assert (found.published, found.in_time) == (date(2022, 7, 14), False)


def test_published_after_the_meeting_is_never_in_time() -> None:
    assert deadline(date(2026, 6, 8), Notice(0), ENGLAND, date(2026, 6, 9)).in_time is False


def test_a_day_the_council_added_moves_the_deadline() -> None:
    closed = ENGLAND | {date(2026, 12, 29): "Offices closed"}
    assert last_day(date(2027, 1, 5), 5, "working", closed)[0] == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("noticed", "decided", "route"),
    [
        (date(2022, 2, 9), date(2022, 3, 10), Route.NOTICE),
        (date(2022, 2, 10), date(2022, 3, 10), Route.GENERAL_EXCEPTION),
        (date(2026, 3, 5), date(2026, 3, 13), Route.GENERAL_EXCEPTION),
        (date(2026, 3, 5), date(2026, 3, 12), Route.SPECIAL_URGENCY),
    ],
)
def test_by_which_way_a_key_decision_may_be_made(noticed: date, decided: date, route: Route) -> None:
    assert key_decision(decided, noticed, EIGHT_AND_TWENTY, FIVE, ENGLAND).route is route


def test_general_exception_waits_for_five_clear_days() -> None:
    assert first_day_after(date(2026, 3, 5), FIVE, ENGLAND) == date(2026, 3, 13)


def test_call_in_ends_at_noon_of_the_third_working_day_by_summer_time() -> None:
    found = call_in(date(2026, 3, 26), 3, ENGLAND, ends_at=time(12))
    assert (found.ends_on, found.in_force_on) == (date(2026, 3, 31), date(2026, 4, 1))
    assert found.is_open(datetime(2026, 3, 31, 11, 0, tzinfo=UTC)) is True
    assert found.is_open(datetime(2026, 3, 31, 11, 1, tzinfo=UTC)) is False
    assert found.explanation == (
        "It can be called in until Tue 31 March 2026 at noon, and is in force on Wed 1 April 2026. "
        "3 working days after publication: 27, 30, 31 March 2026. Weekends do not count."
    )


def test_call_in_to_the_end_of_the_fifth_day_over_easter() -> None:
    found = call_in(date(2026, 4, 1), 5, ENGLAND)
    assert (found.ends_on, found.in_force_on) == (date(2026, 4, 10), date(2026, 4, 13))
    assert found.is_open(datetime(2026, 4, 10, 22, 59, tzinfo=UTC)) is True
    assert found.is_open(datetime(2026, 4, 10, 23, 0, tzinfo=UTC)) is False


def test_a_decision_published_in_the_evening_opens_call_in_a_day_later() -> None:
    found = call_in(datetime(2026, 6, 4, 19, 0), 5, ENGLAND, cut_off=time(17))
    assert (found.opens_on, found.ends_on) == (date(2026, 6, 5), date(2026, 6, 12))


def test_an_urgent_decision_is_exempt_with_its_reason() -> None:
    found = call_in(date(2026, 6, 4), 5, ENGLAND, urgent_because="The bridge is unsafe.")
    assert (found.ends_on, found.in_force_on, found.is_open(datetime(2026, 6, 4, 12))) == (
        None,
        date(2026, 6, 4),
        False,
    )
    assert found.explanation == (
        "It cannot be called in; it is in force on Thu 4 June 2026. It is urgent: The bridge is unsafe."
    )


def test_records_of_a_leap_day_are_never_kept_a_day_too_short() -> None:
    kept = retention(date(2024, 2, 29))
    assert (kept.record_until, kept.background_until) == (date(2030, 3, 1), date(2028, 2, 29))


def test_the_notice_of_an_election_over_easter_and_may_day() -> None:
    assert notice_of_election(date(2027, 5, 6), ENGLAND) == date(2027, 3, 31)


@pytest.mark.parametrize("days", [-1, 367, 10**9])
def test_a_number_of_days_no_rule_has(days: int) -> None:
    with pytest.raises(DeadlineInvalid, match="between 0 and 366"):
        Notice(days)


def test_the_christmas_break_of_a_parish() -> None:
    assert christmas_break(2026, ENGLAND, saturdays_count=True) == (date(2026, 12, 24), date(2026, 12, 29))
    assert christmas_break(2023, ENGLAND, saturdays_count=True) == (date(2023, 12, 23), date(2023, 12, 27))


def test_easter_as_the_bank_holidays_have_it() -> None:
    mondays = [day for day, name in ENGLAND.items() if name == "Easter Monday"]
    assert [easter_day(day.year).toordinal() + 1 for day in mondays] == [day.toordinal() for day in mondays]
