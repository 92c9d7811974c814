"""The only writers of messages.

At once go only codes, receipts and what one person asked of another. One act addressed to several people waits in the
outbox for a named person. All else comes in one digest a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from bridgework.apps.messages.models import Batch, DigestItem, Message, MessagePreference
from bridgework.apps.messages.queries import messages_kept_from, old_messages, stop_path, wants_digest
from bridgework.apps.messages.rules import RELEASE_BATCH
from bridgework.apps.messages.states import BATCH, MESSAGE
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import Person
from bridgework.core.reports.withdrawing import longest_word, pattern_of, taken_out
from bridgework.kernel import audit, jobs, transitions
from bridgework.kernel.errors import NotPermitted
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.tellings import Telling

STOP_ONCE = "You need not do anything: there is one message for each thing that somebody asks of you."
WORDS_GONE = "The words are no longer kept"
_NO_WORDS = {"subject": WORDS_GONE, "body": "", "address": "", "path": "", "link_address": "", "last_error": ""}
STOP_NO_ADDRESS = "Tell those who run the programme that you do not want to be told."


@dataclass(frozen=True)
class LinkWanted:
    """The personal link that a message carries. It is made when the message is sent, so that none lies about."""

    purpose: str
    record_public_id: str
    expires_at: datetime
    made_by: str = ""


def send_now(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    subject: str,
    body: str,
    why: str,
    scope: str,
    path: str = "",
    address: str = "",
    link: LinkWanted | None = None,
    once_key: str = "",
) -> Message:
    """Send one message to one person as soon as the caller's transaction is done.

    With a `once_key` that was used before, nothing happens and the earlier message is returned. A person without an
    address gets none: the message waits for somebody to tell them another way.
    """
    with transaction.atomic():
        earlier = _earlier(once_key)
        if earlier is not None:
            return earlier
        message = _write(
            now=now,
            person=person,
            address=address or person.email,
            kind="at_once",
            subject=subject,
            body=body,
            why=why,
            how_to_stop=STOP_ONCE,
            scope=scope,
            path=path,
            link=link,
            once_key=once_key,
            state="released",
        )
        _begin(message, actor, now)
    return message


def note_mailed(
    *,
    now: datetime,
    address: str,
    subject: str,
    body: str,
    why: str = "Somebody asked for this on the sign-in page.",
) -> Message:
    """Keep a copy of mail that was sent past the outbox (codes). Only the demonstration keeps such copies."""
    person = Person.objects.filter(email=address.lower()).first()
    with transaction.atomic():
        message = Message.objects.create(
            person=person,
            address=address,
            subject=" ".join(subject.split())[:200],
            body=body,
            why=why,
            how_to_stop=STOP_ONCE,
            scope="",
            state="sent",
            state_since=now,
            sent_at=now,
            created_at=now,
        )
        transitions.begin(message, MESSAGE, actor=SYSTEM, now=now)
    return message


def place_in_outbox(
    *,
    actor: Actor,
    now: datetime,
    batch_key: str,
    title: str,
    person: Person,
    subject: str,
    body: str,
    why: str,
    scope: str,
    path: str = "",
    link: LinkWanted | None = None,
    once_key: str = "",
) -> Message:
    """Add one message to the batch with this key that waits in the outbox; the first one makes the batch."""
    with transaction.atomic():
        earlier = _earlier(once_key)
        if earlier is not None:
            return earlier
        message = _write(
            now=now,
            person=person,
            address=person.email,
            kind="batch",
            subject=subject,
            body=body,
            why=why,
            how_to_stop=STOP_ONCE,
            scope=scope,
            path=path,
            link=link,
            once_key=once_key,
            state="waiting",
            batch=_waiting_batch(actor, now, scope, batch_key, title),
        )
        transitions.begin(message, MESSAGE, actor=actor, now=now)
    return message


def release_batch(*, actor: Actor, now: datetime, batch: Batch) -> int:
    """Release everything that waits in a batch, once, and return how many messages that was.

    What a conflict hides from the actor waits on in a batch of its own, for somebody else.
    """
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        RELEASE_BATCH.require(actor, locked)
        transitions.move(locked, BATCH, "release", actor=actor, now=now)
        locked.released_by = actor.public_id
        locked.released_at = now
        locked.save(update_fields=["released_by", "released_at"])
        _leave_to_others(locked, actor, now)
        waiting = list(Message.objects.filter(batch=locked, state="waiting").order_by("id"))
        for message in waiting:
            transitions.move(message, MESSAGE, "release", actor=actor, now=now)
            _queue_or_set_aside(message, actor, now)
        audit.record(actor=actor, now=now, verb="released", on=locked)
    return len(waiting)


def withdraw_batch(*, actor: Actor, now: datetime, batch: Batch, reason: str) -> None:
    """Take back a batch that was not released; nobody gets any of it but what a conflict hides from the actor."""
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        RELEASE_BATCH.require(actor, locked)
        transitions.move(locked, BATCH, "withdraw", actor=actor, now=now, reason=reason)
        _leave_to_others(locked, actor, now)
        for message in Message.objects.filter(batch=locked, state="waiting").order_by("id"):
            transitions.move(message, MESSAGE, "withdraw", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="withdrew", on=locked)


def withdraw_message(*, actor: Actor, now: datetime, message: Message, reason: str) -> None:
    """Take one message out of what waits."""
    with transaction.atomic():
        RELEASE_BATCH.require(actor, message)
        transitions.move(message, MESSAGE, "withdraw", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="withdrew", on=message)


def try_again(*, actor: Actor, now: datetime, message: Message) -> None:
    """Send a message again that could not be sent; the person's present address is used."""
    with transaction.atomic():
        RELEASE_BATCH.require(actor, message)
        transitions.move(message, MESSAGE, "try_again", actor=actor, now=now)
        message.attempts = 0
        if message.person is not None:
            message.address = message.person.email
        message.save(update_fields=["attempts", "address"])
        _queue_or_set_aside(message, actor, now)


def note_told(*, actor: Actor, now: datetime, message: Message) -> None:
    """Note that a person without an address was told another way."""
    with transaction.atomic():
        RELEASE_BATCH.require(actor, message)
        transitions.move(message, MESSAGE, "note_told", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="told another way", on=message)


def note_for_digest(*, now: datetime, person: Person, scope: str, telling: Telling, once_key: str = "") -> None:
    """Keep one line for the person's next digest; nothing where they want none."""
    with transaction.atomic():
        if not wants_digest(person) or (once_key and DigestItem.objects.filter(once_key=once_key).exists()):
            return
        DigestItem.objects.create(
            person=person,
            scope=scope,
            subject=telling.subject[:200],
            body=telling.body,
            path=telling.path,
            why=telling.why[:300],
            until=telling.until,
            once_key=once_key or None,
            created_at=now,
        )


def choose_digest(*, actor: Actor, now: datetime, person: Person, wants: bool) -> None:
    """Begin or stop the daily digest. What waited is dropped when it is stopped."""
    if not actor.is_system and actor.person_id != person.pk:
        raise NotPermitted(
            "People choose for themselves what they are told.", rule="messages.own-choice", remedy="Ask them."
        )
    with transaction.atomic():
        MessagePreference.objects.update_or_create(person=person, defaults={"wants_digest": wants, "changed_at": now})
        if not wants:
            DigestItem.objects.filter(person=person, message__isnull=True).delete()
        audit.record(actor=actor, now=now, verb="chose the digest", on=person, fields=["wants_digest"])


def write_digest(*, actor: Actor, now: datetime, person: Person, once_key: str) -> Message | None:
    """Put everything that waits for a person into one message; None where nothing does.

    What is no news any more by now, such as a meeting that has been, is dropped.
    """
    with transaction.atomic():
        DigestItem.objects.filter(person=person, message__isnull=True, until__lte=now).delete()
        items = list(DigestItem.objects.select_for_update().filter(person=person, message__isnull=True).order_by("id"))
        if not items or _earlier(once_key) is not None:
            return None
        message = _write(
            now=now,
            person=person,
            address=person.email,
            kind="digest",
            subject=f"{items[0].subject}" if len(items) == 1 else f"{len(items)} pieces of news",
            body="\n\n".join(_line(item) for item in items),
            why="You take part in a programme, and this is what happened since the last digest.",
            how_to_stop=f"Open {settings.SITE_ADDRESS}{stop_path(person)}",
            scope=items[0].scope,
            path="",
            link=None,
            once_key=once_key,
            state="released",
        )
        DigestItem.objects.filter(pk__in=[item.pk for item in items]).update(message=message)
        _begin(message, actor, now)
    return message


def _line(item: DigestItem) -> str:
    lines = [f"# {item.subject}", item.body.strip(), f"Why: {item.why}"]
    if item.path:
        lines.append(f"See it here: {settings.SITE_ADDRESS}{item.path}")
    return "\n".join(line for line in lines if line)


def _earlier(once_key: str) -> Message | None:
    return Message.objects.filter(once_key=once_key).first() if once_key else None


def _write(
    *,
    now: datetime,
    person: Person,
    address: str,
    kind: str,
    subject: str,
    body: str,
    why: str,
    how_to_stop: str,
    scope: str,
    path: str,
    link: LinkWanted | None,
    once_key: str,
    state: str,
    batch: Batch | None = None,
) -> Message:
    return Message.objects.create(
        person=person,
        address=address,
        kind=kind,
        batch=batch,
        # A line break in a subject would begin a new mail header.
        subject=" ".join(subject.split())[:200],
        body=body,
        why=why[:300],
        how_to_stop=how_to_stop[:300],
        scope=scope,
        path=path[:300],
        link_purpose=link.purpose if link else "",
        link_record_public_id=link.record_public_id if link else "",
        link_expires_at=link.expires_at if link else None,
        link_made_by=link.made_by if link else "",
        once_key=once_key or None,
        state=state,
        state_since=now,
        created_at=now,
    )


def _begin(message: Message, actor: Actor, now: datetime) -> None:
    transitions.begin(message, MESSAGE, actor=actor, now=now)
    _queue_or_set_aside(message, actor, now)


def _queue_or_set_aside(message: Message, actor: Actor, now: datetime) -> None:
    if message.address:
        jobs.enqueue("messages.deliver", {"message": message.public_id}, at=now)
    else:
        transitions.move(message, MESSAGE, "set_aside", actor=actor, now=now)


def _leave_to_others(batch: Batch, actor: Actor, now: datetime) -> None:
    hidden = messages_kept_from(actor.conflicts).filter(batch=batch, state="waiting").values_list("pk", flat=True)
    if actor.conflicts and (keys := list(hidden)):
        rest = _waiting_batch(SYSTEM, now, batch.scope, batch.key, batch.title)
        Message.objects.filter(pk__in=keys).update(batch=rest)


def _waiting_batch(actor: Actor, now: datetime, scope: str, key: str, title: str) -> Batch:
    batch = Batch.objects.select_for_update().filter(scope=scope, key=key, state="waiting").first()
    if batch is None:
        batch = Batch.objects.create(
            scope=scope,
            key=key[:120],
            title=title[:200],
            made_by=actor.public_id,
            state="waiting",
            state_since=now,
            created_at=now,
        )
        transitions.begin(batch, BATCH, actor=actor, now=now)
    return batch


def forget_messages_to(*, actor: Actor, now: datetime, person_id: int, address: str) -> int:
    """Delete every message to a person that was not sent, and take the words out of those that were. How many.

    For the erasure of a person, in its transaction. That something was sent, and when, stays.
    """
    theirs = Q(person=person_id)
    if address:
        theirs |= Q(address__iexact=address)
    with transaction.atomic():
        rows = Message.objects.select_for_update(of=("self",)).filter(theirs).exclude(subject=WORDS_GONE)
        unsent = list(rows.exclude(state__in=("sent", "told")))
        for message in unsent:
            audit.record(actor=actor, now=now, verb="deleted before it was sent", on=message)
        Message.objects.filter(pk__in=[one.pk for one in unsent]).delete()
        emptied = Message.objects.filter(theirs).exclude(subject=WORDS_GONE).update(**_NO_WORDS)
    return len(unsent) + emptied


def empty_old_messages(*, actor: Actor, now: datetime, scope: str, before: datetime) -> int:
    """Take the words and addresses out of a programme's messages that were settled before a moment. How many."""
    with transaction.atomic():
        rows = list(old_messages(scope, before).values_list("pk", "link"))
        keys = [key for key, _ in rows]
        DigestItem.objects.filter(message__in=keys).delete()
        Message.objects.filter(pk__in=keys).update(**_NO_WORDS)
        PersonalLink.objects.filter(pk__in=[link for _, link in rows if link], expires_at__lt=before).update(address="")
    return len(rows)


def take_words_out(words: str) -> None:
    """Take the words of a quotation that somebody took back out of what is kept of messages. Tell nobody."""
    pattern = pattern_of(words)
    if pattern is None:
        return
    for table in (Message, DigestItem):
        for row in table._default_manager.filter(body__icontains=longest_word(words)):
            row.subject = taken_out(row.subject, pattern)[:200]
            row.body = taken_out(row.body, pattern)
            row.save(update_fields=["subject", "body"])
