"""Applicants' interest in each question.

Which questions run is decided by people; this only counts, in an order that can
be said in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ORDER_IN_WORDS = (
    "Most points first (a first choice counts {most}, the next one less, down to 1); "
    "then most first choices, then most mentions, then by code."
)


@dataclass(frozen=True)
class QuestionInterest:
    """How much applicants want one question.

    Attributes:
        place: 1 is the most wanted; equal counts share a place.
        choices: how often it was first choice, second choice and so on.
    """

    question: str
    place: int
    points: int
    choices: tuple[int, ...]

    @property
    def first_choices(self) -> int:
        """How many ranked it first."""
        return self.choices[0] if self.choices else 0

    @property
    def mentions(self) -> int:
        """How many ranked it at all."""
        return sum(self.choices)

    @property
    def words(self) -> str:
        """For a table: "12 points: 3 first choices of 5 mentions"."""
        points = "1 point" if self.points == 1 else f"{self.points} points"
        first = "1 first choice" if self.first_choices == 1 else f"{self.first_choices} first choices"
        mentions = "1 mention" if self.mentions == 1 else f"{self.mentions} mentions"
        return f"{points}: {first} of {mentions}"


def question_interest(
    questions: Iterable[str], preferences: Iterable[Sequence[str]], ranks: int = 3
) -> tuple[QuestionInterest, ...]:
    """Count ranked choices.

    Args:
        questions: keys of every question on offer; one nobody chose is counted 0.
        preferences: one ranked list per application, most wanted first. A
            question named twice counts once, at its better rank; questions not
            on offer and ranks beyond `ranks` are left out.
        ranks: how many ranks count; a first choice is worth that many points.
    """
    offered = dict.fromkeys(questions)
    counts = {question: [0] * ranks for question in offered}
    for ranked in preferences:
        for rank, question in enumerate(dict.fromkeys(ranked)):
            if rank < ranks and question in counts:
                counts[question][rank] += 1
    scored = [
        (sum((ranks - rank) * count for rank, count in enumerate(choices)), question, choices)
        for question, choices in counts.items()
    ]
    scored.sort(key=lambda entry: (-entry[0], -(entry[2] or [0])[0], -sum(entry[2]), entry[1]))
    result: list[QuestionInterest] = []
    for position, (points, question, choices) in enumerate(scored, start=1):
        found = QuestionInterest(question, position, points, tuple(choices))
        if result and (result[-1].points, result[-1].first_choices, result[-1].mentions) == (
            found.points,
            found.first_choices,
            found.mentions,
        ):
            found = QuestionInterest(question, result[-1].place, points, tuple(choices))
        result.append(found)
    return tuple(result)


def order_in_words(ranks: int = 3) -> str:
    """How the order was made, for the foot of the table."""
    return ORDER_IN_WORDS.format(most=ranks)
