"""Reads of the documents made from a paper."""

from __future__ import annotations

from collections.abc import Sequence

from bridgework.apps.committees.models import BuiltDocument, Paper, PaperAttachment, PaperVersion
from bridgework.apps.committees.records import record_of
from bridgework.apps.committees.rules import READ, may_read_document
from bridgework.core.papers.documents.parting import public_part
from bridgework.core.papers.record import PaperRecord
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def documents_shown(actor: Actor, paper: Paper) -> list[BuiltDocument]:
    """The documents of the newest version that has any, those `actor` may read: public part first."""
    newest = paper.documents.order_by("-version_number").values_list("version_number", flat=True).first()
    if newest is None:
        return []
    rows = paper.documents.filter(version_number=newest).select_related("file", "paper__challenge").order_by("id")
    return sorted((one for one in rows if may_read_document(actor, one)), key=lambda one: one.part == "private")


def document(actor: Actor, paper: Paper, *, kind: str, part: str = "public") -> BuiltDocument:
    """The newest document of a kind that was made. Raises `NotFound` where `actor` may not read it."""
    found = (
        paper.documents.filter(kind=kind[:12], part=part[:8], error="", file__isnull=False)
        .select_related("file", "paper__challenge")
        .order_by("-version_number")
        .first()
    )
    if found is None or not may_read_document(actor, found):
        raise NotFound("There is no such document of this paper.", rule=READ.name)
    return found


def public_record(paper: Paper) -> PaperRecord:
    """The public part of a paper as it went out; as it stands where no version was kept when it did."""
    version = paper.versions.filter(what="published").order_by("-number").first()
    return public_part(record_of(paper, version=version))


def public_files(paper: Paper) -> list[PaperAttachment]:
    """The files of a public paper that are open to everybody: appendices, background papers, equality analysis."""
    if paper.is_private:
        return []
    return list(paper.attachments.filter(is_private=False, file__isnull=False).select_related("file").order_by("id"))


def version_of_documents(paper: Paper, rows: Sequence[BuiltDocument]) -> PaperVersion | None:
    """The version these documents were made from."""
    return paper.versions.filter(number=rows[0].version_number).first() if rows else None
