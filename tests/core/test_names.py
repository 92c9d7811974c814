"""Words that are likely to name somebody."""

from __future__ import annotations

import pytest

from bridgework.core.names import known_names, likely_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bus is late.", []),
        ("I asked Dr. Doe and Jane Roe.", ["Dr. Doe", "Jane Roe"]),
        ("Then Jane Roe left.", ["Jane Roe"]),
        ("Write to jane@example.org or 01223 123 456.", ["jane@example.org", "01223 123 456"]),
        ("My neighbour sam helps.", ["Sam"]),
        ("Samantha helps.", []),
    ],
)
def test_likely_names_are_listed_in_their_order(text: str, found: list[str]) -> None:
    assert likely_names(text, known=["Sam"]) == found


def test_a_name_that_is_a_word_counts_as_it_is_written() -> None:
    assert [known_names(text, ["Will"]) for text in ("It will rain.", "Will says so.")] == [[], ["Will"]]


def test_known_names_are_found_whole() -> None:
    assert known_names("Jo met SAM HOLLIS.", ["Sam Hollis", "Jo", "Hollis Sam"]) == ["Sam Hollis"]
