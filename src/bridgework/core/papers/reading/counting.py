"""How many clearances and implications there should be, counted by other means than the rules that read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bridgework.core.papers.reading.blocks import RUNNING, Block
from bridgework.core.papers.record import PaperRecord

_CLEARED: Final = re.compile(r"\b(?:been|was|were)\s+(?:cleared|signed[ -]?off)\s+(?:by|with)\b", re.IGNORECASE)
_OFFICER: Final = re.compile(r"\bname\s+of\s+(?:the\s+)?(?:\w+\s+){0,3}officer\b", re.IGNORECASE)


def expected_clearances(blocks: Sequence[Block], record: PaperRecord) -> int | None:
    """Clearances the text speaks of: how often it says "been cleared by" or asks for the name of an officer."""
    text = " ".join(" ".join(block.text.split()) for block in blocks if block.kind != RUNNING)
    said = max(len(_CLEARED.findall(text)), len(_OFFICER.findall(text)))
    if not said:
        return len(record.clearances) or None
    return max(said, len(record.clearances))


def expected_implications(record: PaperRecord) -> int | None:
    """Rows that were found, and those that their numbers leave a gap for: 4.4 between 4.3 and 4.5."""
    numbers = {one.number for one in record.implications if one.number}
    if not record.implications:
        return None
    missing = 0
    for parent in {one.rpartition(".")[0] for one in numbers if "." in one}:
        last = [
            int(one.rpartition(".")[2]) for one in numbers if one.rpartition(".")[0] == parent and one[-1].isdigit()
        ]
        whole = [int(one.rpartition(".")[2]) for one in numbers if one.rpartition(".")[0] == parent]
        first = 1 if min(whole, default=1) <= 2 else min(whole)
        missing += max(last, default=0) - first + 1 - len(set(whole))
    return len(record.implications) + max(0, missing)
