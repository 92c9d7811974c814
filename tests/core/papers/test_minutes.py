"""A pasted minute against the proposals of its paper. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from bridgework.core.papers.minutes import MinuteRead, Put, fitting_words, read_minute, same_words

PUT = (
    Put("a", "note the findings of the report;"),
    Put("b", "ask that each school is told its take-up every year; and"),
    Put("c", "task officers with writing to the Department."),
)
MET = date(2026, 3, 12)


def outcomes(text: str) -> list[tuple[str, str]]:
    return [(one.outcome, one.how) for one in read_minute(text, PUT, MET).resolutions]


def test_one_changed_word_with_mover_seconder_and_votes() -> None:
    text = """Members asked about costs.

It was proposed by Councillor Holm, seconded by Councillor Thorpe, and resolved (by 7 votes to 2, with 1 abstention) to:
a) note the findings of the report;
b) ask that each school is told its take-up every term; and
c) task officers with writing to the Department and reporting back by 1 June 2026.
"""
    found = read_minute(text, PUT, MET)
    a, b, c = found.resolutions
    assert (a.outcome, a.words, a.votes) == ("agreed", "", {"for": 7, "against": 2, "abstained": 1})
    assert (b.outcome, b.words) == (
        "agreed_with_changed_words",
        "ask that each school is told its take-up every term; and",
    )
    assert (c.outcome, c.report_back_on) == ("agreed_with_changed_words", "2026-06-01")
    assert (a.mover, a.seconder) == ("Holm", "Thorpe")
    assert [one.text for one in found.unread] == ["Members asked about costs."]
    assert MinuteRead.from_json(found.as_json()) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RESOLVED: that the recommendations be approved.", [("agreed", "all")] * 3),
        (
            "Recommendations 1 and 2 were agreed unanimously. Recommendation 3 was deferred to May.",
            [("agreed", "letter"), ("agreed", "letter"), ("deferred", "letter")],
        ),
        (
            "The Committee agreed the recommendations, subject to “every year” in b) being replaced by “every term”.",
            [("", "all")] * 3,
        ),
        (
            "RESOLVED that each school is told its take-up every term.",
            [("", ""), ("agreed_with_changed_words", "words"), ("", "")],
        ),
        ("The meeting closed at noon.", [("", "")] * 3),
    ],
)
def test_separate_votes_one_for_all_and_what_is_not_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert outcomes(text) == expected


def test_the_chair_moves_and_the_vice_chair_seconds() -> None:
    text = "Proposed by the Chair, seconded by the Vice-Chair, and resolved (by 6 votes to 2) to agree:\na) note it;"
    found = read_minute(text, PUT, MET).resolutions[0]
    assert (found.mover, found.seconder) == ("the Chair", "the Vice-Chair")


def test_a_minute_that_numbers_anew_is_found_by_its_words() -> None:
    text = "RESOLVED to:\n1. task officers with writing to the Department.\n2. note the findings of the report."
    assert outcomes(text) == [("agreed", "words"), ("", ""), ("agreed", "words")]


def test_what_fits_no_proposal_is_listed() -> None:
    found = read_minute("RESOLVED that the car park be closed on Sundays.", PUT, MET)
    assert found.others == ("that the car park be closed on Sundays.",)
    assert {one.how for one in found.resolutions} == {""}


def test_a_deferral_keeps_the_minute_s_words_as_its_reason() -> None:
    found = read_minute("Recommendation 3 was deferred so that costs can be given.", PUT, MET)
    assert found.resolutions[2].reason == "Recommendation 3 was deferred so that costs can be given."


def test_in_six_months_is_counted_from_the_meeting() -> None:
    found = read_minute(
        "RESOLVED to task officers with writing to the Department and report back in six months.",
        PUT,
        date(2026, 8, 31),
    )
    assert found.resolutions[2].report_back_on == "2027-02-28"


def test_words_are_compared_without_letter_opening_case_and_closing_signs() -> None:
    assert same_words("that schools are asked;", "a) To schools are asked; and") is True
    assert same_words("that schools are asked;", "that schools were asked") is False
    assert fitting_words("that schools are asked; and", "To schools were asked.") == "that schools were asked; and"


def test_who_moved_may_stand_between_resolved_and_its_words() -> None:
    text = """The Committee resolved unanimously, on the motion of the Chair, seconded by the Vice-Chair, to:

a) note the findings of the report;

b) ask that each school is told its take-up every term.
"""
    found = read_minute(text, PUT, MET)
    a, b, c = found.resolutions
    assert (a.outcome, b.outcome, c.outcome) == ("agreed", "agreed_with_changed_words", "")
    assert {(one.mover, one.seconder) for one in (a, b)} == {("the Chair", "the Vice-Chair")}
    assert found.unread == ()
