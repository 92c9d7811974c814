"""What readers tell us waits on those who run the programme."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.library.models import ReaderNote
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.kernel.roles import RUNNERS
from bridgework.kernel.waiting import WaitingItem, waits


@waits("library.note", "What a reader told us")
def notes_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Notes about the programmes this person runs that nobody has answered; two queries."""
    scopes = (
        RoleHolding.objects.filter(held_on(timezone.localdate(now)), person_id=person_id, role__in=RUNNERS)
        .values_list("scope", flat=True)
        .distinct()
    )
    under = Q(pk__in=[])
    for scope in scopes:
        under |= Q(scope=scope) | Q(scope__startswith=f"{scope}/")
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
