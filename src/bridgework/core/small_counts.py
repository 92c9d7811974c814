"""Counts that are shown only where nobody can be told from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEAST: Final = 5


def shown_counts(counts: Mapping[str, int], *, least: int = LEAST) -> dict[str, int | None] | None:
    """The counts of one question, those from 1 to `least` - 1 as None; None where fewer than `least` answered at all.

    Where exactly one would be left out, the next smallest is left out too: otherwise anybody who knows how many
    answered could work it out.
    """
    if sum(counts.values()) < least:
        return None
    hidden = {answer for answer, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        others = sorted((count, answer) for answer, count in counts.items() if count >= least)
        hidden.update(answer for _, answer in others[:1])
    return {answer: None if answer in hidden else count for answer, count in counts.items()}
