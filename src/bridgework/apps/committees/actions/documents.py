"""Keep the documents made from a version of a paper."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.versions import keep_version
from bridgework.apps.committees.building import MEDIA_TYPES, Made, documents_of
from bridgework.apps.committees.models import BuiltDocument, Paper, PaperVersion
from bridgework.apps.committees.records import record_of, sha256_of
from bridgework.kernel import audit, files
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

PUBLISHED: Final = "published"
"""What the version is kept for that everybody reads."""


def make_documents(*, actor: Actor, now: datetime, paper: Paper) -> list[BuiltDocument]:
    """Make the documents of the paper as it stands, keeping a version where a word changed since the last.

    Those that exist already are given again. A published paper's documents stay those of the version that was
    published, whatever a council or a committee is called since.
    """
    rules.BUILD.require(actor, paper)
    last = paper.versions.order_by("-number").first()
    if paper.state in rules.PUBLIC_STATES:
        last = paper.versions.filter(what=PUBLISHED).order_by("-number").first() or last
        if last is not None:
            return build_documents(actor=actor, now=now, version=last)
    if last is None or last.sha256 != sha256_of(record_of(paper)):
        last = keep_version(actor=actor, now=now, paper=paper, what="documents made")
    return build_documents(actor=actor, now=now, version=last)


def build_documents(*, actor: Actor, now: datetime, version: PaperVersion) -> list[BuiltDocument]:
    """Make and keep every document of a version.

    A document that could not be made is kept with its error, in words, and tried again the next time; one that was
    made is never made anew. The making itself is outside the transaction. Audits `committees.build-documents`.
    """
    paper = Paper.objects.select_related("template_version__template", "template_version__word_file").get(
        pk=version.paper_id
    )
    rules.BUILD.require(actor, paper)
    existing = list(paper.documents.filter(version_number=version.number))
    if existing and not any(one.error for one in existing):
        return existing
    made = documents_of(paper, version)
    received = {(one.kind, one.part): _received(one) for one in made if not one.error}
    return _kept(actor=actor, now=now, version=version, made=made, received=received)


@transaction.atomic
def _kept(
    *,
    actor: Actor,
    now: datetime,
    version: PaperVersion,
    made: list[Made],
    received: dict[tuple[str, str], ReceivedFile],
) -> list[BuiltDocument]:
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=version.paper_id)
    found: list[BuiltDocument] = []
    for one in made:
        row = paper.documents.filter(version_number=version.number, kind=one.kind, part=one.part).first()
        if row is None:
            row = BuiltDocument(
                created_at=now, paper=paper, version_number=version.number, kind=one.kind, part=one.part
            )
        if row.file_id is None:
            file = received.get((one.kind, one.part))
            row.file = files.keep(file, scope=paper.scope, actor=actor, now=now) if file is not None else None
            row.pages, row.checks, row.error = one.pages, list(one.checks), one.error
            row.save()
        found.append(row)
    audit.record(
        actor=actor,
        now=now,
        verb="committees.build-documents",
        on=paper,
        fields=sorted({one.kind for one in found if not one.error}),
    )
    return found


def _received(made: Made) -> ReceivedFile:
    return files.receive_made(made.data, name=made.name, media_type=MEDIA_TYPES[made.kind])
