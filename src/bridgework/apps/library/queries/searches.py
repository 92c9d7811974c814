"""Reads of saved searches, and what a search's address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet

from bridgework.apps.library.models import SavedSearch
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.kernel import search
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search import Hit, Results

CHOICES: Final = (
    ("questions", "Questions", ("questions.question", "questions.challenge")),
    ("reports", "Reports", ("reports.report",)),
    ("recommendations", "Recommendations", ("reports.recommendation",)),
    ("findings", "Findings", ("workspace.finding",)),
    ("sources", "Sources", ("workspace.source",)),
)
"""What can be looked among, as the address names it, with its words and the kinds of records."""
FACETS: Final = {
    "theme": "Theme",
    "round": "Round",
    "committee": "Committee",
    "place": "Place",
    "evidence": "Kind of source",
    "state": "State",
}
"""What the results can be narrowed by, as the address names it. States are those of recommendations."""
LONGEST_PART: Final = 400
MOST_LOOKED_AT: Final = 300
"""Results of a saved search that are compared with those of the day before: the best."""


@dataclass(frozen=True)
class Wanted:
    """What a search's address asks for."""

    words: str = ""
    kind: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records looked among."""
        every = tuple(kind for _, _, kinds in CHOICES for kind in kinds)
        return next((kinds for key, _, kinds in CHOICES if key == self.kind), every)

    @property
    def asked(self) -> str:
        """The part of the address after the question mark."""
        parts = {"q": self.words, "kind": self.kind, **self.facets}
        return urlencode({key: value for key, value in parts.items() if value})

    def found(self, actor: Actor, *, page: int = 1, per_page: int = 100) -> Results:
        """What `actor` finds."""
        return search.find(self.words, actor=actor, kinds=self.kinds, facets=self.facets, page=page, per_page=per_page)


def wanted(parts: Mapping[str, str]) -> Wanted:
    """What the parts of an address ask for; what it does not know is left out."""
    given = {key: parts.get(key, "").replace("\x00", "").strip()[:LONGEST_PART] for key in ("q", "kind", *FACETS)}
    kind = given["kind"] if given["kind"] in {key for key, _, _ in CHOICES} else ""
    return Wanted(given["q"], kind, {key: given[key] for key in FACETS if given[key]})


def wanted_by(asked: str) -> Wanted:
    """What the part of an address after the question mark asks for."""
    return wanted(dict(parse_qsl(asked[:1_000])))


def searches_of(person: Person) -> QuerySet[SavedSearch]:
    """The searches somebody has saved and not stopped, the latest first."""
    return SavedSearch.objects.filter(person=person, stopped_at=None).order_by("-pk")


def search_of(person: Person, public_id: str) -> SavedSearch:
    """One of them. Raises `NotFound`."""
    found = searches_of(person).filter(public_id=public_id[:14]).first()
    if found is None:
        raise NotFound("You have no such search.", rule="library.search-exists")
    return found


def hits_now(saved: SavedSearch, now: datetime) -> list[Hit]:
    """What a saved search finds for its owner today, the best first."""
    actor, asked = actor_for(saved.person, now), wanted_by(saved.asked)
    hits: list[Hit] = []
    for page in range(1, MOST_LOOKED_AT // 100 + 1):
        results = asked.found(actor, page=page)
        hits += results.hits
        if page >= results.pages:
            break
    return hits
