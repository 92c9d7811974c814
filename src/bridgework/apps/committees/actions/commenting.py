"""Remarks on a paragraph of a draft, open until somebody settles them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Paper, PaperComment
from bridgework.apps.workspace.actions.typed import kept
from bridgework.kernel import audit
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from bridgework.kernel.permissions import Actor


@transaction.atomic
def comment_on_paragraph(
    *, actor: Actor, now: datetime, paper: Paper, section_key: str, text: str, paragraph: str = ""
) -> PaperComment:
    """Leave a remark on a paragraph, or on a whole section. Everybody on the challenge may, before it is published."""
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.COMMENT.require(actor, locked)
    if actor.person_id is None:
        raise NotPermitted("A remark has a name.", rule=rules.COMMENT.name)
    made = PaperComment.objects.create(
        created_at=now,
        paper=locked,
        section_key=section_key[:80],
        paragraph=paragraph[:12],
        text=kept(text, field="text", called="remark", rule="committees.comment-text", longest=4_000, required=True),
        author_id=actor.person_id,
    )
    audit.record(actor=actor, now=now, verb="committees.comment", on=locked, fields=[made.section_key])
    return made


@transaction.atomic
def settle_comment(*, actor: Actor, now: datetime, comment: PaperComment) -> PaperComment:
    """Mark a remark as settled. Those who write the paper may, and who made it."""
    locked = PaperComment.objects.select_for_update(of=("self",)).select_related("paper").get(pk=comment.pk)
    rules.COMMENT.require(actor, locked.paper)
    if locked.author_id != actor.person_id:
        rules.EDIT.require(actor, locked.paper)
    if locked.settled_at is not None:
        raise NotPossibleNow("This remark is settled already.", rule="committees.comment-open")
    locked.settled_at, locked.settled_by_id = now, actor.person_id
    locked.save(update_fields=["settled_at", "settled_by"])
    audit.record(actor=actor, now=now, verb="committees.settle-comment", on=locked.paper)
    return locked
