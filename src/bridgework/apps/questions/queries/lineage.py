"""Reads about how questions descend from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from bridgework.apps.questions.models import Lineage, Question
from bridgework.apps.questions.rules import SEE_QUESTION
from bridgework.kernel.permissions import Actor

NOT_DESCENT = "different"
"""The kind that says two questions were compared and found different: no descent."""


@dataclass(frozen=True)
class LineageNode:
    """A question in a lineage."""

    key: int
    public_id: str
    title: str
    round: str
    year: int | None
    code: str
    """The code of its challenge; empty where it was never taken up."""
    state: str
    distance: int
    """How many links away: below nought for earlier questions, above for later ones, 0 for the question asked about."""


@dataclass(frozen=True)
class LineageLink:
    """One link: `later` follows `earlier`."""

    later: int
    earlier: int
    kind: str
    kind_words: str
    basis: str
    is_inferred: bool


@dataclass(frozen=True)
class LineageGraph:
    """A question with everything it descends from and everything that descends from it."""

    nodes: tuple[LineageNode, ...]
    links: tuple[LineageLink, ...]

    @property
    def earlier(self) -> tuple[LineageNode, ...]:
        """The questions before it, the furthest first."""
        return tuple(one for one in self.nodes if one.distance < 0)

    @property
    def later(self) -> tuple[LineageNode, ...]:
        """The questions after it, the nearest first."""
        return tuple(one for one in self.nodes if one.distance > 0)


def lineage_of(actor: Actor, question: Question) -> LineageGraph:
    """Ancestors and descendants of a question that the actor may see. Two queries."""
    links = _links()
    distances = {question.pk: 0}
    distances.update({key: -far for key, far in _reached(question.pk, links, upward=True).items()})
    distances.update(_reached(question.pk, links, upward=False))
    seen = SEE_QUESTION.which(actor, Question.objects.filter(pk__in=distances)).values("pk")
    rows = Question.objects.filter(Q(pk=question.pk) | Q(pk__in=seen))
    nodes = [
        LineageNode(
            row.pk,
            row.public_id,
            row.title,
            row.round.label if row.round else "",
            row.round.year if row.round else None,
            row.challenge.code if hasattr(row, "challenge") else "",
            row.state,
            distances[row.pk],
        )
        for row in rows.select_related("round", "challenge")
    ]
    nodes.sort(key=lambda one: (one.distance, one.year or 0, one.key))
    known = {one.key for one in nodes}
    return LineageGraph(tuple(nodes), tuple(one for one in links if {one.later, one.earlier} <= known))


def found_different(actor: Actor, question: Question) -> list[str]:
    """The short names of the earlier questions that were compared with this one and found different. One query."""
    seen = SEE_QUESTION.which(actor, Question.objects.filter(lineage_from__question=question))
    return list(seen.filter(lineage_from__kind=NOT_DESCENT).order_by("title", "id").values_list("title", flat=True))


def lineage_links(keys: Iterable[int]) -> list[LineageLink]:
    """The links among these questions, the compared-and-different ones too. One query."""
    wanted = list(keys)
    rows = Lineage.objects.filter(question_id__in=wanted, earlier_id__in=wanted).order_by("id")
    return [_link(row) for row in rows]


def ancestor_keys(key: int) -> set[int]:
    """The keys of every question that this one descends from. One query."""
    return set(_reached(key, _links(), upward=True))


def _links() -> list[LineageLink]:
    # All of them: there are far fewer links than questions, and following them one by one would cost a query a step.
    return [_link(row) for row in Lineage.objects.exclude(kind=NOT_DESCENT).order_by("id")]


def _link(row: Lineage) -> LineageLink:
    return LineageLink(
        row.question_id,
        row.earlier_id,
        row.kind,
        dict(Lineage.KINDS)[row.kind],
        row.basis,
        row.is_inferred,
    )


def _reached(start: int, links: Iterable[LineageLink], *, upward: bool) -> dict[int, int]:
    """Key to number of links, going to earlier questions (`upward`) or to later ones."""
    steps: dict[int, list[int]] = defaultdict(list)
    for one in links:
        here, there = (one.later, one.earlier) if upward else (one.earlier, one.later)
        steps[here].append(there)
    found: dict[int, int] = {}
    edge, far = [start], 0
    while edge:
        far += 1
        edge = [there for here in edge for there in steps[here] if there not in found and there != start]
        found.update(dict.fromkeys(edge, far))
    return found
