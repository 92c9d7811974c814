"""How good a ranking is, against judgements of which documents answer which question.

nDCG is Järvelin and Kekäläinen's ("Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002), in the
form most tools print: the gain of a document is its grade, divided by the binary logarithm of its place plus one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Grades = Mapping[str, int]
"""For one question: document id to grade. 0 and below is "does not answer"; a document without grade counts so too."""


def ndcg(ranked: Sequence[str], grades: Grades, places: int) -> float:
    """The quality of the first `places` documents, from 0 to 1. A question that nothing answers gives 0."""
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:places]
    if not best:
        return 0.0
    return _gain([max(grades.get(one, 0), 0) for one in ranked[:places]]) / _gain(best)


def recall(ranked: Sequence[str], grades: Grades, places: int) -> float:
    """The part of the answering documents that stands among the first `places`, from 0 to 1."""
    answering = {one for one, grade in grades.items() if grade > 0}
    return len(answering.intersection(ranked[:places])) / len(answering) if answering else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed.

    Raises ValueError without values.
    """
    if not values:
        raise ValueError("There is nothing to take a percentile of.")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, start=1))
