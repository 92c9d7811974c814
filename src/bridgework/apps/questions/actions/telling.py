"""Telling one person one thing, unless they did it themselves."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.people.models import Person
from bridgework.kernel import events
from bridgework.kernel.models import Scoped
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


def tell(
    person: Person | None,
    telling: str,
    *,
    on: Scoped,
    actor: Actor,
    now: datetime,
    at_once: bool = False,
    batch: str = "",
) -> None:
    """Publish `Told` for a person who is known and is not the actor."""
    if person is None or person.pk == actor.person_id:
        return
    events.publish(
        Told(
            at=now,
            person_public_id=person.public_id,
            scope=on.scope,
            telling=telling,
            record_public_id=on.public_id,
            at_once=at_once,
            batch=batch,
        )
    )
