"""Where a clearance stands: from what was asked, what was answered, and whether the text is still the same."""

from __future__ import annotations

from datetime import datetime
from typing import Final

LETS_PASS: Final = frozenset({"cleared", "cleared_with_comment", "not_applicable"})
"""Answers with which a paper may be published, while their text stands."""
SILENT: Final = frozenset({"asked", "asked_again"})
"""Asked, and nothing answered since. Silence is not clearance."""
STATES: Final = (
    "not_asked",
    "asked",
    "cleared",
    "cleared_with_comment",
    "not_applicable",
    "not_cleared",
    "stale",
    "asked_again",
)


def state_of(*, asked_at: datetime | None, answer: str, answered_at: datetime | None, changed: bool) -> str:
    """One of `STATES`.

    `answer` is the newest one, empty where there is none; `changed` says whether its text changed since. A clearance
    asked once more stays asked until it is answered, even where the text was changed back meanwhile.
    """
    if answered_at is None:
        return "asked" if asked_at is not None else "not_asked"
    if asked_at is not None and asked_at > answered_at:
        return "asked_again"
    return "stale" if changed else answer


def lets_pass(state: str) -> bool:
    """Whether a paper with this clearance may be published."""
    return state in LETS_PASS
