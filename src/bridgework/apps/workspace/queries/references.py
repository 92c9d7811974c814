"""Sources as references: their CSL-JSON, how they are cited, and what came in with which list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import ReferenceImport, Source
from bridgework.core.references import Item, formatted, write

NOT_CITED = ("interview", "lived_experience")
"""Kinds that are no publications: they are told apart by their own words and never written to a list of literature."""
_TYPE_OF = {
    "study": "article-journal",
    "statistics": "dataset",
    "council_data": "dataset",
    "policy_document": "report",
    "press": "article-newspaper",
}


@dataclass(frozen=True)
class Problem:
    """An entry of a list that could not be read: where it stands, what is wrong, and its words."""

    line: int
    why: str
    text: str

    @property
    def place(self) -> str:
        """Its line, as text."""
        return str(self.line)


def csl_of(source: Source) -> Item:
    """The reference; made from what is noted where the source did not come as one."""
    if source.csl:
        return dict(source.csl)
    item: Item = {"type": _TYPE_OF.get(source.kind, "document"), "title": source.title}
    if source.authors:
        item["author"] = [{"literal": one.strip()} for one in source.authors.split(";") if one.strip()]
    if source.year:
        item["issued"] = {"date-parts": [[source.year]]}
    if source.address:
        item["URL"] = source.address
    if source.doi:
        item["DOI"] = source.doi
    return item


def references_of(challenge: Challenge, *, public_only: bool = False) -> QuerySet[Source]:
    """The sources of a challenge that are publications and no duplicates, by author and title."""
    found = challenge.workspace_sources.filter(duplicate_of=None).exclude(kind__in=NOT_CITED)
    return (found.filter(is_public=True) if public_only else found).order_by("authors", "title", "id")


def written_references(sources: Iterable[Source], format_: str) -> str:
    """The sources as RIS, BibTeX or CSL-JSON. Raises KeyError for another format."""
    return write([csl_of(one) for one in sources], format_)


def citations_of(sources: Iterable[Source]) -> list[str]:
    """Each source as a Harvard reference, in their order."""
    return formatted([csl_of(one) for one in sources])


def duplicates_of(challenge: Challenge) -> list[Source]:
    """What came in and is likely there already, each with the source it repeats. One query."""
    found = challenge.workspace_sources.filter(duplicate_of__isnull=False)
    return list(found.select_related("duplicate_of").order_by("title", "id"))


def imports_of(challenge: Challenge) -> QuerySet[ReferenceImport]:
    """The lists that were brought in, the latest first."""
    return challenge.reference_imports.order_by("-id")


def problems_of(row: ReferenceImport) -> list[Problem]:
    """What could not be read of a list, by place."""
    return [Problem(int(one["line"]), str(one["why"]), str(one["text"])) for one in row.problems]
