"""What readers tell us waits on those who run the programme."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bridgework.apps.library.models import ReaderNote
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.kernel.roles import RUNNERS
from bridgework.kernel.waiting import WaitingItem, waits


@waits("library.note", "What a reader told us")
def notes_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Notes about the programmes this person runs that nobody has answered; two queries."""
    under = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)))
    notes = ReaderNote.objects.filter(under, state="received").select_related("challenge__question")
    return [
        WaitingItem(
            kind="library.note",
            title=f"A reader told us something about “{note.challenge.question.title}”",
            since=note.created_at,
            address=reverse("desk:reader-note", args=[note.public_id]),
            scope=note.scope,
            public_id=note.public_id,
        )
        for note in notes.order_by("created_at", "pk")
    ]
