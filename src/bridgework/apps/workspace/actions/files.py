"""Files the team and its officers keep with a challenge."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import WorkspaceFile
from bridgework.apps.workspace.rules import KEEP_FILES
from bridgework.kernel import audit, files
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor


def keep_file(
    *, actor: Actor, now: datetime, challenge: Challenge, received: ReceivedFile, note: str = ""
) -> WorkspaceFile:
    """Keep a file that was received with a challenge; it is read by those on the question and by nobody else."""
    with transaction.atomic():
        KEEP_FILES.require(actor, challenge)
        stored = files.keep(received, scope=challenge.scope, actor=actor, now=now)
        row = WorkspaceFile.objects.create(
            created_at=now,
            challenge=challenge,
            file=stored,
            note=kept(note, field="note", called="note", rule="workspace.file-note", longest=300, line=True),
        )
        audit.record(actor=actor, now=now, verb="workspace.keep-file", on=row, fields=["file"])
    return row


def remove_file(*, actor: Actor, now: datetime, row: WorkspaceFile) -> None:
    """Take a file away from a challenge. Nobody finds it any more; the audit trail says that it was there."""
    with transaction.atomic():
        locked = WorkspaceFile.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=row.pk)
        KEEP_FILES.require(actor, locked)
        audit.record(actor=actor, now=now, verb="workspace.remove-file", on=locked, fields=["file"])
        locked.delete()
