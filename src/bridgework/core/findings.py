"""What a reader should know of what a finding rests on: advice, never a lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

OLD_AFTER_YEARS: Final = 10
"""A finding that rests only on what is older than this says so. A convention of ours, not of a standard."""


@dataclass(frozen=True)
class Rest:
    """One source of a finding: how it bears on it, and its year where known."""

    bearing: str
    year: int | None
    taken_back: bool = False
    """Whether it was an interview that the person took back."""


def warnings(rests: Sequence[Rest], *, looked_for_the_contrary: bool, this_year: int) -> list[str]:
    """What to look at, as sentences; empty where nothing stands out."""
    if not rests:
        return ["It rests on no source."]
    found = []
    if any(one.taken_back for one in rests):
        found.append("An interview it rests on was taken back. Say again what it rests on.")
    if len(rests) == 1:
        found.append("It rests on one source only.")
    if not looked_for_the_contrary and not any(one.bearing == "contradicts" for one in rests):
        found.append("Nobody has noted a search for what speaks against it.")
    years = [one.year for one in rests if one.year]
    if years and len(years) == len(rests) and max(years) < this_year - OLD_AFTER_YEARS:
        found.append(f"All its sources are older than {OLD_AFTER_YEARS} years; the latest is of {max(years)}.")
    return found
