"""Reads of what readers told us."""

from __future__ import annotations

from django.db.models import QuerySet

from bridgework.apps.library.models import ReaderNote
from bridgework.apps.library.rules import READ_NOTES
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def notes_seen_by(actor: Actor, state: str = "") -> QuerySet[ReaderNote]:
    """What readers told us about the programmes `actor` runs, oldest first; of one state where one is given."""
    found = READ_NOTES.which(actor, ReaderNote.objects.all()).select_related("challenge__question", "answered_by")
    return (found.filter(state=state) if state else found).order_by("created_at", "pk")


def note_seen_by(actor: Actor, public_id: str) -> ReaderNote:
    """One note. Raises `NotFound`."""
    found = notes_seen_by(actor).filter(public_id=public_id[:14]).first()
    if found is None:
        raise NotFound("There is no such note, or none you may read.", rule=READ_NOTES.name)
    return found
