"""What goes with a paper: appendices, background papers, the equality analysis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.writing import OPEN, Exempt, keep_exempt
from bridgework.apps.committees.models import Paper, PaperAttachment
from bridgework.apps.workspace.actions.typed import kept
from bridgework.kernel import audit, files
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

MOST_ATTACHMENTS: Final = 60


@dataclass(frozen=True)
class Attached:
    """What somebody attaches. A background paper's file is frozen: its hash is kept and it never changes."""

    kind: str
    title: str
    address: str = ""
    exempt: Exempt = OPEN


@transaction.atomic
def attach(
    *, actor: Actor, now: datetime, paper: Paper, attached: Attached, received: ReceivedFile | None = None
) -> PaperAttachment:
    """Add an appendix, a background paper or an equality analysis to a draft: a file, or an address, or both.

    Raises `InvalidInput` where an appendix or an analysis has neither. A background paper may be listed by its title.
    """
    locked = _draft(actor, paper)
    if attached.kind not in dict(PaperAttachment.KINDS):
        raise InvalidInput("Choose what it is.", rule="committees.attachment-kind", field="kind")
    if received is None and not attached.address and attached.kind != "background":
        raise InvalidInput("Give a file or an address.", rule="committees.attachment-content", field="file")
    if locked.attachments.count() >= MOST_ATTACHMENTS:
        raise NotPossibleNow(f"A paper has at most {MOST_ATTACHMENTS} attachments.", rule="committees.attachments")
    made = PaperAttachment(
        created_at=now,
        paper=locked,
        kind=attached.kind,
        order=locked.attachments.filter(kind=attached.kind).count() + 1,
        title=_title(attached.title),
        address=attached.address,
        file=files.keep(received, scope=locked.scope, actor=actor, now=now) if received is not None else None,
    )
    keep_exempt(made, attached.exempt)
    made.save()
    audit.record(actor=actor, now=now, verb="committees.attach", on=made, fields=["title", "file", "address"])
    return made


@transaction.atomic
def change_attachment(
    *, actor: Actor, now: datetime, attachment: PaperAttachment, title: str, address: str, exempt: Exempt
) -> PaperAttachment:
    """Change the title, address or privacy of what is attached to a draft; another file is another attachment."""
    _draft(actor, attachment.paper)
    locked = PaperAttachment.objects.select_for_update().get(pk=attachment.pk)
    locked.title, locked.address = _title(title), address
    keep_exempt(locked, exempt)
    locked.save(update_fields=["title", "address", "is_private", "exempt_paragraph", "public_interest_test"])
    audit.record(actor=actor, now=now, verb="committees.change-attachment", on=locked, fields=["title", "address"])
    return locked


@transaction.atomic
def detach(*, actor: Actor, now: datetime, attachment: PaperAttachment) -> None:
    """Take something off a draft; what comes after it moves up. The file itself is kept."""
    paper = _draft(actor, attachment.paper)
    audit.record(actor=actor, now=now, verb="committees.detach", on=attachment, fields=["title"])
    kind = attachment.kind
    attachment.delete()
    for order, one in enumerate(paper.attachments.filter(kind=kind).order_by("order", "id"), start=1):
        if one.order != order:
            one.order = order
            one.save(update_fields=["order"])


def _draft(actor: Actor, paper: Paper) -> Paper:
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.EDIT.require(actor, locked)
    return locked


def _title(title: str) -> str:
    return kept(
        title, field="title", called="title", rule="committees.attachment-title", longest=300, required=True, line=True
    )
