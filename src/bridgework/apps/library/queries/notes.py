"""Reads of what readers told us."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bridgework.apps.library.models import ReaderNote
from bridgework.apps.library.rules import READ_NOTES
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def notes_seen_by(actor: Actor, state: str = "") -> QuerySet[ReaderNote]:
    """What readers told us about the programmes `actor` runs, oldest first; of one state where one is given."""
    found = READ_NOTES.which(actor, ReaderNote.objects.all()).select_related("challenge__question", "answered_by")
    return (found.filter(state=state) if state else found).order_by("created_at", "pk")


def notes_answered_before(scope: str, before: datetime) -> QuerySet[ReaderNote]:
    """Notes about a programme that were answered before a moment, and whose writer can still be reached."""
    settled = ReaderNote.objects.filter(scope__under=scope, state_since__lt=before).exclude(state="received")
    return settled.exclude(contact="").order_by("state_since", "pk")


def note_seen_by(actor: Actor, public_id: str) -> ReaderNote:
    """One note. Raises `NotFound`."""
    found = notes_seen_by(actor).filter(public_id=public_id[:14]).first()
    if found is None:
        raise NotFound("There is no such note, or none you may read.", rule=READ_NOTES.name)
    return found
