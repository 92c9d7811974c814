"""Scores: one review from its criteria, many reviews of one application, one reviewer against the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final

HIGHEST: Final = 100.0
DISAGREEMENT: Final = 40.0
"""Two reviews of one application this far apart are worth a conversation."""


@dataclass(frozen=True)
class Weighed:
    """A criterion: how much it counts, and its highest score (the lowest is 1)."""

    key: int
    weight: int
    most: int


def weighted_score(criteria: Sequence[Weighed], scores: Mapping[int, int]) -> float | None:
    """0 to 100 with one decimal: 0 where every score is the lowest, 100 where each is the highest.

    None while a criterion that counts has no score.
    """
    counting = [one for one in criteria if one.weight > 0]
    if not counting or any(one.key not in scores for one in counting):
        return None
    total = sum(one.weight * (scores[one.key] - 1) / max(one.most - 1, 1) for one in counting)
    return round(HIGHEST * total / sum(one.weight for one in counting), 1)


@dataclass(frozen=True)
class Given:
    """A review that was given."""

    application: str
    reviewer: str
    score: float


@dataclass(frozen=True)
class Calibration:
    """One reviewer against everybody else who read the same applications.

    `difference` is the mean, over applications that others read too, of their score minus the others' mean; None where
    nobody else read any. `spread` is the standard deviation of all their scores.
    """

    reviewer: str
    given: int
    mean: float
    spread: float
    shared: int
    difference: float | None


def calibration(reviews: Iterable[Given]) -> list[Calibration]:
    """Every reviewer, the most generous first; those nobody can be compared with last."""
    by_application: dict[str, list[Given]] = defaultdict(list)
    by_reviewer: dict[str, list[Given]] = defaultdict(list)
    for one in reviews:
        by_application[one.application].append(one)
        by_reviewer[one.reviewer].append(one)
    found = []
    for reviewer, own in by_reviewer.items():
        gaps = []
        for one in own:
            others = [each.score for each in by_application[one.application] if each.reviewer != reviewer]
            if others:
                gaps.append(one.score - fmean(others))
        scores = [one.score for one in own]
        found.append(
            Calibration(
                reviewer,
                len(own),
                round(fmean(scores), 1),
                round(pstdev(scores), 1),
                len(gaps),
                round(fmean(gaps), 1) if gaps else None,
            )
        )
    return sorted(found, key=lambda one: (one.difference is None, -(one.difference or 0.0), one.reviewer))


@dataclass(frozen=True)
class Disagreement:
    """An application whose reviews lie far apart."""

    application: str
    lowest: float
    highest: float

    @property
    def apart(self) -> float:
        """The distance, in points of 100."""
        return round(self.highest - self.lowest, 1)


def disagreements(reviews: Iterable[Given], *, apart: float = DISAGREEMENT) -> list[Disagreement]:
    """Applications with reviews at least `apart` points apart, the furthest first."""
    scores: dict[str, list[float]] = defaultdict(list)
    for one in reviews:
        scores[one.application].append(one.score)
    found = [Disagreement(key, min(each), max(each)) for key, each in scores.items() if len(each) > 1]
    return sorted((one for one in found if one.apart >= apart), key=lambda one: (-one.apart, one.application))
