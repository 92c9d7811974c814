"""Reads for writing a paper: one part of it, what was saved."""

from __future__ import annotations

from bridgework.apps.committees.models import Implication, Paper, PaperEdit, PaperSection, PaperVersion
from bridgework.apps.committees.rules import READ
from bridgework.kernel.errors import NotFound


def section_of(paper: Paper, key: str) -> PaperSection:
    """One section. Raises `NotFound`."""
    found = paper.sections.filter(key=key[:60]).first()
    if found is None:
        raise NotFound("This paper has no such section.", rule=READ.name)
    return found


def implication_of(paper: Paper, group: str, key: str) -> Implication:
    """One implication or priority. Raises `NotFound`."""
    found = paper.implications.filter(group=group[:12], key=key[:80]).first()
    if found is None:
        raise NotFound("This paper has no such implication.", rule=READ.name)
    return found


def neighbours(row: Implication) -> list[Implication]:
    """The rows of its group in order."""
    return list(Implication.objects.filter(paper_id=row.paper_id, group=row.group).order_by("order"))


def edits_of(paper: Paper, place: str) -> list[PaperEdit]:
    """Every text saved of one place, newest first."""
    return list(paper.edits.filter(place=place[:100]).select_related("author").order_by("-version"))


def versions_of_paper(paper: Paper) -> list[PaperVersion]:
    """Every version kept of the whole paper, newest first."""
    return list(paper.versions.select_related("author").order_by("-number"))
