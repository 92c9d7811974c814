"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from bridgework.web.ui.dates import UnreadableDate, make_day, read_day


@pytest.mark.parametrize(
    "typed",
    [
        "10/3/2022",
        "10.03.22",
        "10 March 2022",
        "10 mar 22",
        "10th March 2022",
        "March 10 2022",
        "Thu 10 March 2022",
        "Thursday, 10 March 2022",
        "2022-03-10",
        " 10-3-2022 ",
    ],
)
def test_one_day_in_many_hands(typed: str) -> None:
    assert read_day(typed) == date(2022, 3, 10)


@pytest.mark.parametrize(
    ("boxes", "part", "words"),
    [
        (("31", "2", "2027"), "day", "There is no 31 February in 2027. Enter a real date."),
        (("29", "feb", "2027"), "day", "There is no 29 February in 2027. Enter a real date."),
        (("0", "2", "2027"), "day", "Enter the day as a number from 1 to 31."),
        (("٣", "2", "2027"), "day", "Enter the day as a number from 1 to 31."),
        (("3", "13", "2027"), "month", "Enter the month as a number from 1 to 12, or as a word."),
        (("3", "Ma", "2027"), "month", "Enter the month as a number from 1 to 12, or as a word."),
        (("3", "3", "203"), "year", "Enter the year with four digits, such as 2027."),
        (("3", "3", "20277"), "year", "Enter the year with four digits, such as 2027."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_box(boxes: tuple[str, str, str], part: str, words: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        make_day(*boxes)
    assert (caught.value.part, str(caught.value)) == (part, words)


def test_a_leap_day_and_a_year_of_two_digits() -> None:
    assert make_day("29", "February", "28") == date(2028, 2, 29)
    assert make_day("1", "1", "00") == date(2000, 1, 1)
