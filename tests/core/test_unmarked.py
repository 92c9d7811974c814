"""Markdown as plain text."""

from __future__ import annotations

import pytest

from bridgework.core.unmarked import unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("[Why you](https://example.org/a_(b)/?c=1)", "Why you: https://example.org/a_(b)/?c=1"),
        ("See [https://example.org](https://example.org).", "See https://example.org."),
        ("- **When:** Monday\n- **Where:** 2 * 3 ** 4", "- When: Monday\n- Where: 2 * 3 ** 4"),
        ("# Two things\n\n> #1 is [not](a link)", "Two things\n\n> #1 is [not](a link)"),
        ("[[link]]", "[[link]]"),
    ],
)
def test_a_reader_of_mail_meets_no_marks(text: str, plain: str) -> None:
    assert unmarked(text) == plain
