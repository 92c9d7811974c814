""" "Has this been asked?"."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bridgework.core.similarity import LIKELY_SAME, Earlier, closeness_in_words

ASKED = (
    ("gap", "Why do children from poorer homes do less well at school, and what closes the gap?"),
    ("buses", "How can more people travel to work by bus in rural villages?"),
    ("fund", "Should the council set up a fund for decarbonisation of homes?"),
    ("fund", "A decarbonisation fund for homes and small businesses"),
    ("care", "What support helps young people who leave care to live independently?"),
)
EARLIER = Earlier(ASKED)


@pytest.mark.parametrize(
    ("question", "nearest", "words"),
    [
        ("Could we decarbonise homes with a fund of our own?", "fund", ("decarbonise", "homes", "fund")),
        ("Supporting care leavers into independence", "care", ("supporting", "care", "leavers", "independence")),
        ("Rural bus travel", "buses", ("rural", "bus", "travel")),
    ],
)
def test_a_question_finds_the_nearest_earlier_one(question: str, nearest: str, words: tuple[str, ...]) -> None:
    found = EARLIER.nearest(question)
    assert found[0].key == nearest
    assert set(found[0].words) <= set(words)
    assert len(found[0].words) >= len(words) - 1


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("decarbonising", "decarbonisation"),
        ("inequality", "inequalities"),
        ("evaluated", "evaluation"),
        ("education", "educational"),
        ("policies", "policy"),
        ("running", "run"),
        ("communities", "community"),
        ("school’s", "schools"),
    ],
)
def test_related_words_are_the_same_word(word: str, other: str) -> None:
    assert [near.score for near in Earlier([("one", other)]).nearest(word)] == [1.0]


@pytest.mark.parametrize(("word", "other"), [("policy", "police"), ("rural", "rule"), ("bus", "but"), ("care", "car")])
def test_unrelated_words_are_not(word: str, other: str) -> None:
    assert Earlier([("one", other)]).nearest(word) == ()


def test_the_same_words_score_one_whatever_the_order_and_case() -> None:
    found = EARLIER.nearest("HOMES and small businesses: a fund for decarbonisation")[0]
    assert (found.key, found.score) == ("fund", 1.0)
    assert closeness_in_words(found.score) == "the same words"


def test_a_question_with_several_wordings_is_listed_once() -> None:
    assert [near.key for near in EARLIER.nearest("decarbonisation fund homes")].count("fund") == 1


@pytest.mark.parametrize("text", ["", "of the and", "quantum chromodynamics", "\x00😀"])
def test_nothing_near(text: str) -> None:
    assert EARLIER.nearest(text) == ()
    assert Earlier([]).nearest(text) == ()


def test_five_thousand_questions_answer_fast_and_the_same_each_time() -> None:
    many = [(f"q{n}", f"{ASKED[n % 5][1]} In place number{n % 97}") for n in range(5_000)]
    earlier = Earlier(many)
    began = time.perf_counter()
    first = earlier.nearest("How do we get more people onto the bus in place number13?")
    assert time.perf_counter() - began < 0.5
    assert first == Earlier(many).nearest("How do we get more people onto the bus in place number13?")
    assert first[0].key == "q401"


@pytest.mark.parametrize(
    ("score", "words"), [(1.0, "the same words"), (0.7, "very near"), (0.4, "near"), (0.1, "some words shared")]
)
def test_closeness_in_words(score: float, words: str) -> None:
    assert closeness_in_words(score) == words


PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "asked_before.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_likely_the_same_is_right_nine_times_in_ten() -> None:
    earlier = Earlier((question, question) for question in dict.fromkeys(question for _, question, _ in PAIRS))
    nearest = [(label, question, earlier.nearest(other)) for label, question, other in PAIRS]
    named = [
        label == "same" and found[0].key == question
        for label, question, found in nearest
        if found[0].score >= LIKELY_SAME
    ]
    among_five = [question in {one.key for one in found} for label, question, found in nearest if label == "same"]
    assert len(named) >= 9
    assert sum(named) >= 0.9 * len(named)
    assert sum(among_five) >= 0.9 * len(among_five)
