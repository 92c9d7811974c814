from __future__ import annotations

import pytest

from bridgework.core.words import count_words, too_many_words

TEXTS = [
    ("", 0),
    ("   \n\t ", 0),
    ("one", 1),
    ("well-being, 3.5 %", 2),
    ("a – b — c", 3),
    ("it's\u00a0fine\u2009here\ufeff", 3),
    ("ŵy ŷd 中文 ½ ...", 4),
    ("tab\tand\r\nline\x1cbreaks\x85too", 5),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_a_word_is_a_run_with_a_letter_or_digit(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_limit_itself_is_allowed() -> None:
    assert [too_many_words("one two three", most) for most in (3, 2)] == [
        "",
        "This has 3 words. Cut it to 2 words or fewer.",
    ]
