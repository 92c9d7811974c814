"""The documents of a published version: made by the worker, kept, never made twice."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from bridgework.apps.reports import rules
from bridgework.apps.reports.building import KINDS, Made, documents_of
from bridgework.apps.reports.models import ReportDocument, ReportVersion
from bridgework.apps.reports.queries.documents import MAKE_DOCUMENTS, documents_job
from bridgework.kernel import audit, files, jobs
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor

MOST_AT_NIGHT: Final = 200


class DocumentsStopped(RuntimeError):
    """Something else than the report's words stopped a document: its job is tried again, and shown to staff."""


def queue_documents(version: ReportVersion, *, now: datetime) -> None:
    """Have the worker make the documents of a version."""
    jobs.enqueue(MAKE_DOCUMENTS, {"version": version.public_id}, at=now, unique_key=documents_job(version))


def queue_missing_documents(*, now: datetime) -> int:
    """Queue what published reports lack, at most `MOST_AT_NIGHT`; how many versions that is."""
    last = ReportVersion.objects.filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    made = ReportDocument.objects.filter(version=OuterRef("pk"), error="").values("version").annotate(n=Count("pk"))
    rows = (
        ReportVersion.objects.filter(report__state="published", pk=Subquery(last))
        .defer("text", "record")
        .annotate(made=Coalesce(Subquery(made.values("n")), 0))
        .filter(made__lt=len(KINDS))
        .order_by("pk")[:MOST_AT_NIGHT]
    )
    found = list(rows)
    for version in found:
        queue_documents(version, now=now)
    return len(found)


def make_documents(*, now: datetime, version: ReportVersion) -> list[ReportDocument]:
    """Make and keep every document of a published version that is not there yet.

    One that cannot be made is kept with its error, in words, and tried again the next time. Nothing is made of a
    report that is not public. Audits `reports.make-documents`. Raises `DocumentsStopped` after all was kept where the
    program itself failed, so that whoever runs the job tries again.
    """
    if version.report.state != "published":
        return []
    there = {one.kind for one in version.documents.filter(error="")}
    made = list(documents_of(version, but=there))
    with transaction.atomic():
        locked = ReportVersion.objects.select_for_update(of=("self",)).select_related("report").get(pk=version.pk)
        # What was withdrawn while we wrote must not come back with a document that was begun before.
        if locked.redacted_at != version.redacted_at or locked.report.state != "published":
            return []
        found = [_kept(locked, one, now) for one in made]
        if made:
            audit.record(
                actor=SYSTEM, now=now, verb="reports.make-documents", on=locked, fields=sorted(one.kind for one in made)
            )
    for one in made:
        if one.stopped is not None:
            raise DocumentsStopped(f"{one.kind}: {type(one.stopped).__name__}: {one.stopped}") from one.stopped
    return found


@transaction.atomic
def try_documents_again(*, actor: Actor, now: datetime, version: ReportVersion) -> None:
    """Have the worker make what a published version lacks, now, whether or not it gave up. Audits it."""
    rules.TRY_DOCUMENTS_AGAIN.require(actor, version.report)
    if not version.report.versions.filter(pk=version.pk, report__state="published").exists():
        raise NotPossibleNow(
            "Documents are made of a published report.", rule="reports.documents", remedy="Publish the report first."
        )
    given_up = jobs.failed().filter(unique_key=documents_job(version)).first()
    if given_up is None or not jobs.retry(given_up.pk, now=now):
        queue_documents(version, now=now)
    audit.record(actor=actor, now=now, verb="reports.try-documents-again", on=version)


def _kept(version: ReportVersion, made: Made, now: datetime) -> ReportDocument:
    document = version.documents.filter(kind=made.kind).first() or ReportDocument(
        created_at=now, version=version, kind=made.kind
    )
    if not made.error:
        received = files.receive_made(made.data, name=made.name, media_type=made.media_type)
        shown = version.report.challenge.is_public
        document.file = files.keep(received, scope=version.report.scope, actor=SYSTEM, now=now, is_public=shown)
    document.error = made.error
    document.save()
    return document
