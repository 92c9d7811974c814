"""What changed between two texts, and joining two people's changes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgework.core.differences import Conflict, Merged, Segment, difference, merge, summary

PIECES = st.sampled_from(["council", "the", "a", " ", "  ", "\n", "\n\n", ",", ".", "é", "é", "\u202e", "😀", "\x00"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    segments = difference(old, new)
    assert "".join(s.text for s in segments if s.kind != "added") == old
    assert "".join(s.text for s in segments if s.kind != "removed") == new
    assert all(s.text for s in segments)


@given(TEXTS)
def test_a_text_is_equal_to_itself(text: str) -> None:
    assert [s.kind for s in difference(text, text)] == (["equal"] if text else [])


@given(TEXTS, TEXTS)
def test_one_persons_change_is_taken_whole(base: str, mine: str) -> None:
    assert merge(base, mine, base) == Merged(mine, ())
    assert merge(base, base, mine) == Merged(mine, ())
    assert merge(base, mine, mine) == Merged(mine, ())


@settings(max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_without_conflict_does_not_depend_on_the_order(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.clean == other.clean
    if one.clean:
        assert one.text == other.text
    else:
        assert [(c.mine, c.theirs) for c in one.conflicts] == [(c.theirs, c.mine) for c in other.conflicts]


def test_one_changed_word() -> None:
    segments = difference(
        "Note the findings and consider the recommendations.", "Note the findings and agree the recommendations."
    )
    assert segments == (
        Segment("equal", "Note the findings and "),
        Segment("removed", "consider"),
        Segment("added", "agree"),
        Segment("equal", " the recommendations."),
    )
    assert summary(segments) == "one word changed"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a b c", "a b c", "nothing changed"),
        ("", "", "nothing changed"),
        ("a b c", "a b c d e", "two words added"),
        ("a b c", "a", "two words removed"),
        ("a, b", "a; b", "only spaces or punctuation changed"),
        ("one two three x", "four five six seven x", "three words changed, one added"),
        ("x " * 12 + "end", "y " * 13 + "end", "12 words changed, 1 added"),
        (" ".join(map(str, range(20))), "", "20 words removed"),
    ],
)
def test_the_summary_counts_words(old: str, new: str, words: str) -> None:
    assert summary(difference(old, new)) == words


def test_neighbouring_changed_words_are_one_change() -> None:
    assert difference("one two", "three four") == (Segment("removed", "one two"), Segment("added", "three four"))


def test_changes_in_different_paragraphs_are_joined() -> None:
    merged = merge("First.\n\nSecond.\n\nThird.", "First, better.\n\nSecond.\n\nThird.", "First.\n\nSecond.\n\nLast.")
    assert merged == Merged("First, better.\n\nSecond.\n\nLast.", ())


def test_changes_of_one_paragraph_conflict_and_nothing_is_lost() -> None:
    merged = merge("First.\n\nSecond.", "First, mine.\n\nSecond.", "First, theirs.\n\nSecond.\n\nThird.")
    assert merged.text == "First, mine.\n\nSecond.\n\nThird."
    assert merged.conflicts == (Conflict("First.", "First, mine.", "First, theirs."),)
    assert not merged.clean


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x " * 1_000_000, "y " * 1_000_000),
        ("one line\n" * 200_000, "another line\n" * 200_000),
        ("\n".join(str(n % 997) for n in range(60_000)), "\n".join(str(n % 991) for n in range(60_000))),
        (" ".join(str(n * 7 % 3001) for n in range(7_000)), " ".join(str(n * 11 % 3001) for n in range(7_000))),
    ],
)
def test_large_and_hostile_texts_stay_bounded(old: str, new: str) -> None:
    began = time.perf_counter()
    segments = difference(old, new)
    assert time.perf_counter() - began < 10
    assert "".join(s.text for s in segments if s.kind != "added") == old
    assert "".join(s.text for s in segments if s.kind != "removed") == new


def test_a_word_changed_in_a_long_report_is_found() -> None:
    lines = [f"Paragraph {n} says something of its own." for n in range(9_000)]
    changed = [*lines]
    changed[4_500] = "Paragraph 4500 says nothing of its own."
    assert summary(difference("\n".join(lines), "\n".join(changed))) == "one word changed"
