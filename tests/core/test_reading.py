"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.reading import DateUnreadable, PartialDate, human_date, read_date

PARTIAL = st.dates(date(1850, 1, 1), date(2199, 12, 31)).flatmap(
    lambda d: st.sampled_from([PartialDate(d.year), PartialDate(d.year, d.month), PartialDate(d.year, d.month, d.day)])
)


@given(PARTIAL)
def test_what_we_write_we_can_read(partial: PartialDate) -> None:
    assert read_date(partial.human()) == partial
    assert read_date(partial.iso()) == partial
    assert PartialDate.from_iso(partial.iso()) == partial
    assert partial.first_day <= partial.last_day
    assert (partial.exact is not None) == (partial.precision == "day")


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        found = read_date(text)
    except DateUnreadable as unreadable:
        assert str(unreadable).endswith(".")  # noqa: PT017
    else:
        assert 1800 <= found.year <= 2200


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12 March 2026", "2026-03-12"),
        ("  Thursday, 12th  of march 2026 ", "2026-03-12"),
        ("Thu 12 Mar 2026", "2026-03-12"),
        ("March 12, 2026", "2026-03-12"),
        ("12/3/26", "2026-03-12"),
        ("12.03.2026", "2026-03-12"),
        ("12 3 2026", "2026-03-12"),
        ("2026-03-12", "2026-03-12"),
        ("Sept 2019", "2019-09"),
        ("3/2026", "2026-03"),
        ("2017-11", "2017-11"),
        ("2017", "2017"),
    ],
)
def test_the_ways_a_date_is_written(typed: str, iso: str) -> None:
    assert read_date(typed).iso() == iso


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/2/2026", "February 2026 has 28 days, so no 31."),
        ("1/13/2026", "There is no month 13. Months run from 1 to 12."),
        ("1 Smarch 2026", "“smarch” is not the name of a month."),
        ("1 March 1066", "The year 1066 looks wrong. Write the year in four digits."),
        (
            "soon",
            "We could not read this as a date. Write it as 12 March 2026, or March 2026, or 2026.",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(DateUnreadable) as unreadable:
        read_date(typed)
    assert str(unreadable.value) == sentence


def test_a_day_needs_a_month() -> None:
    with pytest.raises(DateUnreadable):
        PartialDate(2026, None, 3)


def test_partial_dates_in_a_sentence() -> None:
    assert PartialDate(2020, 1, 23).human_with_preposition() == "on 23 January 2020"
    assert PartialDate(2017, 11).human_with_preposition() == "in November 2017"
    assert PartialDate(2017).human_with_preposition() == "in 2017"
    assert human_date(date(2022, 3, 10)) == "Thu 10 March 2022"
    assert PartialDate.of(date(2022, 3, 10)).exact == date(2022, 3, 10)
    assert PartialDate(2024, 2).last_day == date(2024, 2, 29)
