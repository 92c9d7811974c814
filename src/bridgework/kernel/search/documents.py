"""What goes into the index, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bridgework.core.passages import Passage

LONGEST_TEXT = 400_000
"""Characters of one field that are indexed; a book has fewer."""

WEIGHTS: Final[dict[str, float]] = {"title": 5.0, "important": 2.5, "body": 1.0, "minor": 0.5}
"""What an occurrence counts, by field."""


@dataclass(frozen=True)
class Document:
    """A record as the index sees it.

    `important` is for words that say what it is about (a summary, a recommendation's words), `minor` for words that
    only help to find it again (a code, a name). `facets` are exact values to filter by. Somebody sees it when it is
    public, or when a role holding of theirs reaches `scope`; where `roles` are given, only those roles count.
    """

    kind: str
    public_id: str
    title: str
    body: str
    scope: str
    is_public: bool
    address: str
    at: datetime
    important: str = ""
    minor: str = ""
    facets: Mapping[str, str | list[str]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()
    """A long text, in passages; it belongs to the body. A hit shows the one that answers best."""


Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces; true for a piece that matches what was asked."""


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    kind: str
    public_id: str
    title: Pieces
    snippet: Pieces
    address: str
    scope: str
    is_public: bool
    facets: Mapping[str, str | list[str]]
    at: datetime
    score: float
    section: str = ""
    page: int = 0
    """Where the snippet stands in a long text: the heading, and the page; empty and 0 where not known."""


@dataclass(frozen=True)
class Results:
    """One page of what was found, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...]
    page: int
    per_page: int
    counts: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For every facet asked for, its values among all that was found and how many have each."""
    counts_are_exact: bool = True
    """Whether the counts are of all that was found; of very much they are estimated, to two digits."""

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.per_page))
