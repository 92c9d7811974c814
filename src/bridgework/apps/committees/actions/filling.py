"""A paper gets the places of its template, and moves to a newer version of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.versions import keep_version
from bridgework.apps.committees.models import (
    Implication,
    Paper,
    PaperComment,
    PaperSection,
    PaperTemplateVersion,
    PaperVersion,
)
from bridgework.apps.committees.queries.templates import content_of, move_to
from bridgework.core.papers.moving import MoveOfDraft
from bridgework.core.papers.templates import WRITTEN_KINDS, TemplateContent, implication_places
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


def fill_from_template(paper: Paper, content: TemplateContent, *, now: datetime) -> None:
    """Give a paper the places its template has and it has not, and put all in the template's order."""
    sections = {one.key: one for one in paper.sections.all()}
    for order, place in enumerate(content.sections, start=1):
        if place.kind not in WRITTEN_KINDS:
            continue
        row = sections.get(place.key) or PaperSection(created_at=now, paper=paper, key=place.key)
        row.order, row.title = order, place.title
        row.save()
    rows = {(one.group, one.key): one for one in paper.implications.all()}
    wanted = [
        ("priorities", order, one.key, one.label, False) for order, one in enumerate(content.priorities, start=1)
    ] + [
        ("implications", order, one.key, one.title, one.status)
        for order, one in enumerate(implication_places(content), start=1)
    ]
    for group, order, key, title, has_status in wanted:
        kept = rows.get((group, key)) or Implication(created_at=now, paper=paper, group=group, key=key)
        kept.order, kept.title, kept.has_status = order, title, has_status
        kept.save()


@transaction.atomic
def move_to_template(
    *, actor: Actor, now: datetime, paper: Paper, version: PaperTemplateVersion, leaving: bool
) -> MoveOfDraft:
    """Write a draft on in a newer version of its template.

    The version before is kept, and what has no place becomes a remark each; without `leaving` nothing moves where
    something would lose its place. Raises `InvalidInput` with how much has none.
    """
    kept = Paper.objects.select_for_update(of=("self",)).select_related("template_version__template").get(pk=paper.pk)
    rules.EDIT.require(actor, kept)
    if kept.template_version is None or version.template_id != kept.template_version.template_id:
        raise NotPossibleNow(
            "A draft moves to a newer version of its own template.",
            rule="committees.newer-template",
            remedy="Begin a new paper to write with another template.",
        )
    if version.state != "in_use" or version.number <= kept.template_version.number:
        raise NotPossibleNow("There is no newer version in use.", rule="committees.newer-template")
    move = move_to(kept, version)
    if move.unplaced and not leaving:
        raise InvalidInput(
            f"{len(move.unplaced)} written parts have no place in the newer template.",
            rule="committees.unplaced-text",
            remedy="Look at them, then say that they may be left out. They are kept as comments.",
            field="leaving",
        )
    before = keep_version(actor=actor, now=now, paper=kept, what="before the newer template")
    _leave(actor, now, kept, move, before)
    _carry(kept, move)
    kept.template_version = version
    kept.version += 1
    kept.save(update_fields=["template_version", "front", "version"])
    fill_from_template(kept, content_of(version), now=now)
    audit.record(actor=actor, now=now, verb="committees.move-to-template", on=kept, fields=["template_version"])
    return move


def _leave(actor: Actor, now: datetime, paper: Paper, move: MoveOfDraft, before: PaperVersion) -> None:
    """What has no place becomes a remark each, so that somebody settles where it goes; private text is not repeated."""
    if actor.person_id is None:
        return
    private = set(paper.sections.filter(is_private=True).values_list("key", flat=True))
    for one in move.unplaced:
        is_private = one.group == "sections" and one.key in private
        text = f"Private; it stands in version {before.number}." if is_private else one.text
        PaperComment.objects.create(
            created_at=now,
            paper=paper,
            section_key=one.key[:80],
            text=f"Left out when the paper moved to the newer template. {one.title}: {text}",
            author_id=actor.person_id,
        )


def _carry(paper: Paper, move: MoveOfDraft) -> None:
    to = move.to
    paper.front = _renamed(paper.front, to["front"])
    for section in list(paper.sections.all()):
        _rename_or_drop(section, to["sections"])
    lost = {one.key for one in move.unplaced if one.group == "statuses"}
    for row in list(paper.implications.all()):
        status = "" if row.key in lost else to["statuses"].get(row.status, "")
        if _rename_or_drop(row, to[row.group]) and row.status != status:
            row.status = status
            row.save(update_fields=["status"])


def _renamed(front: Mapping[str, Any], to: Mapping[str, str]) -> dict[str, Any]:
    """Front fields under their new keys; contacts belong to no template field and stay."""
    return {to.get(key, key): value for key, value in front.items() if key in to or key == "contacts"}


def _rename_or_drop(row: PaperSection | Implication, to: Mapping[str, str]) -> bool:
    """Give a row its new key, or take it out where there is none; True where it stays."""
    if row.key not in to:
        row.delete()
        return False
    if to[row.key] != row.key:
        row.key = to[row.key]
        row.save(update_fields=["key"])
    return True
