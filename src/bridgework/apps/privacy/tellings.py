"""What people are told about what is held of them, and what is due to go."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.people.models import Person
from bridgework.apps.privacy.models import Disposal
from bridgework.apps.privacy.queries import COPY_DAYS, seal_copy
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.retention import RETENTIONS
from bridgework.kernel.tellings import Telling, telling


@telling("privacy.disposal-announced")
def disposal_announced(record_public_id: str, person_id: int) -> Telling:
    """Something is due to be deleted."""
    found = Disposal.objects.filter(public_id=record_public_id).first()
    if found is None or found.rule not in RETENTIONS:
        raise NotFound("There is no such announcement.")
    promise = RETENTIONS[found.rule]
    return Telling(
        subject=f"To be deleted: {promise.label.lower()} ({found.count})",
        body=f"On {human_date(found.goes_on)} this goes: {promise.goes.lower()}. Look it over, or hold it back with a "
        "reason. If you do nothing, it goes.",
        path=reverse("desk:privacy"),
        why="You lead the programme, and it says how long things are kept.",
    )


@telling("privacy.copy-ready")
def copy_ready(record_public_id: str, person_id: int) -> Telling:
    """A copy of what is held about somebody can be fetched."""
    person = Person.objects.filter(public_id=record_public_id, pk=person_id, erased_at=None).first()
    if person is None:
        raise NotFound("There is no such person.")
    return Telling(
        subject="Your copy of what we hold about you",
        body=f"You asked for it. You can fetch it for {COPY_DAYS} days.",
        path=reverse("public:privacy-copy", args=[seal_copy(person)]),
        why="You asked for a copy by personal link.",
    )
