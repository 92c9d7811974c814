"""What waits in the outbox waits on those who run the programme: until one of them releases it, nobody is told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.conflicts.queries import hidden_from
from bridgework.apps.messages.models import Batch, Message
from bridgework.apps.messages.queries import counted
from bridgework.apps.messages.rules import RELEASE_BATCH
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.apps.people.rules import SEE_MACHINE
from bridgework.kernel import jobs
from bridgework.kernel.waiting import WaitingItem, holds_back, waits


@waits("messages.batch", "Waiting in the outbox")
def batches_to_release(person_id: int, now: datetime) -> list[WaitingItem]:
    """Batches that wait for somebody to read and release them, for those who run the programme; three queries."""
    mine = under_any(scopes_held(person_id, RELEASE_BATCH.roles, timezone.localdate(now)), "scope")
    waiting = counted(Batch.objects.filter(mine, state="waiting"), hidden_from(person_id, now))
    return [
        WaitingItem(
            kind="messages.batch",
            title=f"Release: {one.title} ({_counted(one.message_count)})",
            since=one.created_at,
            address=reverse("desk:batch", args=[one.public_id]),
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in waiting
    ]


@waits("messages.given-up", "Work that the program gave up")
def work_given_up(person_id: int, now: datetime) -> list[WaitingItem]:
    """One line where jobs were given up, for those who lead a programme; two queries."""
    led = scopes_held(person_id, SEE_MACHINE.roles, timezone.localdate(now))
    if not led:
        return []
    given_up = jobs.failed().aggregate(count=Count("pk"), since=Min("finished_at"))
    if not given_up["count"]:
        return []
    return [
        WaitingItem(
            kind="messages.given-up",
            title=f"Look at work that the program gave up ({given_up['count']})",
            since=given_up["since"] or now,
            address=reverse("desk:machine"),
            scope=led[0],
            public_id="",
        )
    ]


@holds_back
def not_asked_yet(public_ids: list[str]) -> set[str]:
    """The records whose personal link lies unread in the outbox: whoever it goes to was not asked yet."""
    held = Message.objects.filter(state="waiting", link_record_public_id__in=public_ids)
    return set(held.values_list("link_record_public_id", flat=True))


def _counted(number: int) -> str:
    return "1 message" if number == 1 else f"{number} messages"
