from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.passages import MOST_WORDS, Passage, passages


def said(count: int, word: str = "peat") -> str:
    return " ".join(f"{word.capitalize()} number {number} holds much." for number in range(count // 5))


def test_passages_stay_in_their_section_and_know_their_page() -> None:
    text = (
        f"Page 3\n\n{said(100)}\n\n{said(100, 'bog')}\n\n# What we *found*\n\nShort [words](https://x.example/).\n\n"
        f"Page 4 of 9\n\n## After it\n{said(200, 'fen')}"
    )
    found = passages(text)
    assert [(one.section, one.page, len(one.text.split())) for one in found] == [
        ("", 3, 100),
        ("", 3, 100),
        ("What we found", 3, 2),
        ("After it", 4, 150),
        ("After it", 4, 50),
    ]
    assert found[2] == Passage("Short words.", "What we found", 3)


PARTS = ["Peat holds much.", "bog", "# Fen", "\n\n", "\n", "- one two", "x " * 170]


@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_no_word_is_lost_and_no_passage_is_too_long(parts: list[str]) -> None:
    text = "\n".join(parts)
    found = passages(text)
    assert all(0 < len(one.text.split()) <= MOST_WORDS for one in found)
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.replace("- ", "").split()]
    assert [word for one in found for word in one.text.split()] == words
