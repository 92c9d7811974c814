"""Reads about messages: the outbox, what a person was sent, what waits for the digest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.applications.models import JointApplicant
from bridgework.apps.messages.models import Batch, DigestItem, Message, MessagePreference
from bridgework.apps.messages.rules import SEE_MESSAGE, SEE_OUTBOX
from bridgework.apps.people.models import Person
from bridgework.core.reading import human_date
from bridgework.core.unmarked import unmarked
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import is_private, opened_path

LINK = "[[link]]"
"""Stands in a body where the personal link goes."""
HIDDEN_LINK = "(the personal link is only in the message that was sent)"
ANSWER_BY = re.compile(r"\[\[answer by (\d{4}-\d\d-\d\d)\]\]")
"""Stands in a body where it says until when an answer is wanted: a message may wait, and that day may pass."""
STOP_SALT = "bridgework.messages.stop"


def messages_kept_from(conflicts: Iterable[str]) -> QuerySet[Message]:
    """Messages about applications that a conflict hides: to the applicant in that round, or asking in their name."""
    named = JointApplicant.objects.filter(application__public_id__in=conflicts).values("public_id")
    return Message.objects.filter(
        Q(person__applications__public_id__in=conflicts, scope__startswith=F("person__applications__scope"))
        | Q(link_purpose="applications.join", link_record_public_id__in=named)
    )


def messages_in(actor: Actor, batch: Batch) -> QuerySet[Message]:
    """The messages of a batch that the actor may see, in the order they were added."""
    found = Message.objects.filter(batch=batch).exclude(pk__in=messages_kept_from(actor.conflicts).values("pk"))
    return found.select_related("person").order_by("id")


def batches_seen_by(actor: Actor) -> QuerySet[Batch]:
    """The batches of the outbox, the latest first, each with how many messages it holds that the actor may see."""
    return counted(SEE_OUTBOX.which(actor, Batch.objects.all()), actor.conflicts).order_by("-id")


def counted(batches: QuerySet[Batch], conflicts: Iterable[str]) -> QuerySet[Any]:
    """Batches with their numbers of messages, as if those that a conflict hides did not exist."""
    hidden = messages_kept_from(conflicts).values("pk")
    seen = Message.objects.filter(batch=OuterRef("pk")).exclude(pk__in=hidden)
    return batches.filter(Exists(seen)).annotate(
        message_count=Count("messages", filter=~Q(messages__state="withdrawn") & ~Q(messages__in=hidden)),
        sent_count=Count("messages", filter=Q(messages__state="sent") & ~Q(messages__in=hidden)),
    )


def batch_seen_by(actor: Actor, public_id: str) -> Batch:
    """One batch. Raises `NotFound`."""
    found = batches_seen_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such batch in your outbox.", rule=SEE_OUTBOX.name)
    return found


def messages_to_tell_by_hand(actor: Actor) -> QuerySet[Message]:
    """Messages to people without an address, or whose address does not work, oldest first."""
    found = Message.objects.filter(state__in=("by_hand", "failed")).select_related("person")
    found = found.exclude(pk__in=messages_kept_from(actor.conflicts).values("pk"))
    return SEE_OUTBOX.which(actor, found).order_by("id")


def message_seen_by(actor: Actor, public_id: str) -> Message:
    """One message. Raises `NotFound`."""
    found = SEE_MESSAGE.which(actor, Message.objects.filter(public_id=public_id)).select_related("person").first()
    if found is not None and found.person_id != actor.person_id:
        found = None if messages_kept_from(actor.conflicts).filter(pk=found.pk).exists() else found
    if found is None:
        raise NotFound("There is no such message, or none that you may read.", rule=SEE_MESSAGE.name)
    return found


def old_messages(scope: str, before: datetime) -> QuerySet[Message]:
    """Messages of a programme that were settled before a moment and still have their words, the oldest first."""
    settled = Message.objects.filter(
        scope__under=scope, state__in=("sent", "told", "withdrawn"), state_since__lt=before
    )
    return settled.exclude(body="").order_by("id")


def messages_to(person: Person) -> QuerySet[Message]:
    """Everything that was sent to a person, the latest first."""
    return Message.objects.filter(person=person, state="sent").order_by("-sent_at", "-id")


def wants_digest(person: Person) -> bool:
    """Whether a person gets the daily digest."""
    choice = MessagePreference.objects.filter(person=person).values_list("wants_digest", flat=True).first()
    return True if choice is None else choice


def people_with_news() -> QuerySet[Person]:
    """Those for whom something waits: the work of a day is for these, however many could be told."""
    waiting = DigestItem.objects.filter(message__isnull=True).values("person_id")
    return Person.objects.filter(pk__in=waiting).order_by("pk")


def stop_path(person: Person) -> str:
    """The page on which this person can stop the digest without signing in."""
    return reverse("links:stop", args=[signing.dumps(person.public_id, salt=STOP_SALT)])


def person_who_stops(token: str) -> Person:
    """The person whose message the address stood in. Raises `NotFound`."""
    try:
        public_id = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature as error:
        raise NotFound("This address is not one of ours, or it was cut short.", rule="messages.stop") from error
    found = Person.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such person any more.", rule="messages.stop")
    return found


@dataclass(frozen=True)
class Written:
    """A message as it reads."""

    subject: str
    text: str


def as_written(
    message: Message, link_address: str = "", *, opens: bool = False, now: datetime | None = None
) -> Written:
    """A message as plain text; without a link's address, it says that the link is not kept.

    `opens` is for the message itself: what it leads to may be a page that opens for whoever has its address. Of one
    that was not sent yet it says what it would say `now`.
    """
    address = link_address or message.link_address
    moment = message.sent_at or now
    body = ANSWER_BY.sub(lambda found: _answer_by(found.group(1), moment), unmarked(message.body))
    parts = [body.replace(LINK, address or HIDDEN_LINK)]
    if is_private(message.path) and not opens:
        parts.append(f"See it here: {HIDDEN_LINK}")
    elif path := opened_path(message.path):
        parts.append(f"See it here: {settings.SITE_ADDRESS}{path}")
    parts.append(f"-- \nWhy you get this: {message.why}\nHow to stop it: {message.how_to_stop}")
    return Written(message.subject, "\n\n".join(parts) + "\n")


def _answer_by(written: str, moment: datetime | None) -> str:
    day = date.fromisoformat(written)
    if moment is not None and day < timezone.localdate(moment):
        return f"Your answer was wanted by {human_date(day)}; it is still welcome."
    return f"Please answer by {human_date(day)}."
