"""One public item of the catalogue, as everything open says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

THREAD: Final = "thread"
REPORT: Final = "report"
RECOMMENDATION: Final = "recommendation"
SOURCES: Final = "sources"
INVENTED: Final = "Invented example. No such council or question exists."
"""Said of every invented item wherever it is told: who takes it away sees no page around it."""


@dataclass(frozen=True)
class ItemFile:
    """A file of an item that anybody may fetch."""

    name: str
    media_type: str
    size: int
    sha256: str
    address: str
    licence: str = ""


@dataclass(frozen=True)
class Item:
    """One public item. Addresses are paths; dates are as much of ISO 8601 as is known, and empty where unknown."""

    kind: str
    public_id: str
    changed_at: datetime
    address: str = ""
    title: str = ""
    description: str = ""
    publisher: str = ""
    programme: str = ""
    round: str = ""
    code: str = ""
    issued: str = ""
    accepted: str = ""
    presented: str = ""
    uploaded: str = ""
    subjects: tuple[str, ...] = ()
    place: str = ""
    licence: str = ""
    doi: str = ""
    version: int | None = None
    relations: tuple[tuple[str, str], ...] = ()
    """What it stands to other items in: "isPartOf", "hasPart", "isReplacedBy", "references", each with a path."""
    files: tuple[ItemFile, ...] = ()
    sets: tuple[str, ...] = ()
    is_invented: bool = False
    is_deleted: bool = False

    @property
    def told(self) -> str:
        """The description as it leaves the house: of what is invented, that it is."""
        return " ".join(filter(None, [INVENTED if self.is_invented else "", self.description]))


@dataclass(frozen=True)
class ItemSet:
    """A set that can be harvested by itself."""

    spec: str
    name: str
