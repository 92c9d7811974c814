"""What messages hold about people."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.messages.actions import forget_messages_to
from bridgework.kernel.erasure import erases
from bridgework.kernel.permissions import Actor
from bridgework.kernel.personal import WHILE_TAKING_PART, OnErasure, Person, holds

_UNTIL = "the months that the programme keeps messages"

holds(
    "messages.Message",
    what="Messages we sent to you",
    why="So that you and we can see what you were told.",
    until=_UNTIL,
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    addresses=("address",),
    fields=("address", "body", "path", "link_address", "last_error"),
    texts=("subject", "body"),
    plain=("why", "how_to_stop", "link_purpose", "once_key"),
)
holds(
    "messages.DigestItem",
    what="News for your daily digest",
    why="To tell you once a day instead of each time.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("person",),
    fields=("subject", "body", "path"),
    texts=("subject", "body"),
    plain=("why", "once_key"),
)
holds(
    "messages.MessagePreference",
    what="Whether you want the digest",
    why="To send it or not.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.DELETED,
    people=("person",),
)
holds(
    "messages.Batch",
    what="Titles of messages to several people",
    why="Somebody looks at them before they go. You may be named in them.",
    until=_UNTIL,
    texts=("title",),
)


@erases("messages")
def send_nothing_more(person: Person, actor: Actor, now: datetime) -> None:
    """Delete what was not sent yet and empty what was."""
    forget_messages_to(actor=actor, now=now, person_id=person.key, address=person.email)
