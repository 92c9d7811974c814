"""Where a clearance stands, pair by pair."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bridgework.core.papers.clearing import STATES, lets_pass, state_of

THEN = datetime(2026, 3, 2, tzinfo=UTC)
LATER = THEN + timedelta(hours=1)
ANSWERS = ("cleared", "cleared_with_comment", "not_applicable", "not_cleared")


def test_nothing_asked_and_silence_are_not_clearance() -> None:
    assert state_of(asked_at=None, answer="", answered_at=None, changed=False) == "not_asked"
    assert state_of(asked_at=THEN, answer="", answered_at=None, changed=True) == "asked"


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    ("asked_at", "changed", "expected"),
    [
        (THEN, False, None),
        (None, False, None),
        (THEN, True, "stale"),
        (LATER + timedelta(hours=1), False, "asked_again"),
        (LATER + timedelta(hours=1), True, "asked_again"),
    ],
)
def test_an_answer_stands_while_its_text_does_and_nobody_asked_again(
    answer: str, asked_at: datetime | None, changed: bool, expected: str | None
) -> None:
    state = state_of(asked_at=asked_at, answer=answer, answered_at=LATER, changed=changed)
    assert state == (expected or answer)


def test_three_answers_let_a_paper_pass_and_nothing_else_does() -> None:
    assert [one for one in STATES if lets_pass(one)] == ["cleared", "cleared_with_comment", "not_applicable"]
