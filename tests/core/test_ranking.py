"""Applicants' interest in each question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.ranking import order_in_words, question_interest

QUESTIONS = ["a", "b", "c", "d"]
PREFERENCES = st.lists(st.lists(st.sampled_from([*QUESTIONS, "unknown"]), max_size=5), max_size=12)


@given(PREFERENCES)
def test_the_order_of_applications_does_not_matter(preferences: list[list[str]]) -> None:
    shuffled = sorted(preferences)
    assert question_interest(QUESTIONS, preferences) == question_interest(QUESTIONS, shuffled)


@given(PREFERENCES)
def test_points_never_rise_down_the_table(preferences: list[list[str]]) -> None:
    table = question_interest(QUESTIONS, preferences)
    assert sorted(row.question for row in table) == QUESTIONS
    points = [row.points for row in table]
    assert points == sorted(points, reverse=True)
    assert table[0].place == 1


def test_points_first_choices_and_mentions() -> None:
    table = question_interest(QUESTIONS, [["a", "b", "c"], ["b", "a"], ["a"], ["c", "b", "c", "x"]])
    assert [(row.question, row.place, row.points, row.choices) for row in table] == [
        ("a", 1, 8, (2, 1, 0)),
        ("b", 2, 7, (1, 2, 0)),
        ("c", 3, 4, (1, 0, 1)),
        ("d", 4, 0, (0, 0, 0)),
    ]
    assert table[0].words == "8 points: 2 first choices of 3 mentions"
    assert table[3].words == "0 points: 0 first choices of 0 mentions"


def test_equal_interest_shares_a_place() -> None:
    assert [(r.question, r.place) for r in question_interest(["x", "y", "z"], [["x"], ["y"]])] == [
        ("x", 1),
        ("y", 1),
        ("z", 3),
    ]


def test_the_order_can_be_said_in_one_sentence() -> None:
    assert order_in_words(3) == (
        "Most points first (a first choice counts 3, the next one less, down to 1); "
        "then most first choices, then most mentions, then by code."
    )
