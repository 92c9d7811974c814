"""A first proposal of a redacted copy: names, addresses and places of a person taken out of a text.

It finds what it was told to look for and what looks like an address; a person looks it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

REMOVED: Final = "[removed]"
_ADDRESSES: Final = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b|\bhttps?://\S+|\bwww\.\S+|(?<!\w)@\w{3,}")
SHORTEST = 3


def redacted(text: str, names: Iterable[str]) -> str:
    """`text` without addresses and without these names; of a name of several words each longer part goes too."""
    wanted: set[str] = set()
    for name in names:
        whole = " ".join(name.split())
        if whole:
            wanted.add(whole)
            wanted.update(part for part in whole.split() if len(part) >= SHORTEST)
    found = _ADDRESSES.sub(REMOVED, text)
    if not wanted:
        return found
    longest_first = sorted(wanted, key=lambda one: (-len(one), one))
    pattern = "|".join(r"\s+".join(map(re.escape, one.split())) for one in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", REMOVED, found, flags=re.IGNORECASE)


def personal_names(name: str) -> tuple[str, ...]:
    """The parts of a person's name that are looked for: the whole and each part long enough to be no other word."""
    return (name, *(part for part in name.split() if len(part) >= SHORTEST))
