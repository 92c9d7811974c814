"""Joining rankings of the same things by the places they have in each.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank
learning methods", SIGIR 2009): every ranking gives a thing 1 / (k + place). Scores of different kinds need not be
compared, only their order counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

K = 60
"""As in the paper: how little the first places stand out from those after them."""
T = TypeVar("T", bound=Hashable)


def fused(*rankings: Sequence[T], k: int = K) -> list[tuple[T, float]]:
    """Everything that any ranking holds with its sum, the best first; equals in the order they were first met."""
    scores: dict[T, float] = defaultdict(float)
    for ranking in rankings:
        for place, one in enumerate(ranking, start=1):
            scores[one] += 1 / (k + place)
    return sorted(scores.items(), key=lambda pair: -pair[1])
