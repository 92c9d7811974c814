"""What messages do when something happens below: ask by link, give receipts, tell, and send the digest."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from bridgework.apps.messages.actions import (
    LinkWanted,
    note_for_digest,
    place_in_outbox,
    send_now,
    take_words_out,
    write_digest,
)
from bridgework.apps.messages.delivery import deliver
from bridgework.apps.messages.queries import LINK, people_with_news
from bridgework.apps.participation.events import AnswerGiven, AnswerWanted
from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.participation.queries import purpose_of
from bridgework.apps.people.models import Person
from bridgework.apps.workspace.models import Quote
from bridgework.core.reading import human_date
from bridgework.kernel import jobs
from bridgework.kernel.errors import NotFound
from bridgework.kernel.events import handles
from bridgework.kernel.links import Card
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.tellings import Told, compose
from bridgework.kernel.withdrawal import on_withdrawal


@jobs.job("messages.deliver", own_transactions=True, lease=timedelta(minutes=2))
def deliver_message(payload: jobs.Payload, now: datetime) -> None:
    """Send one message."""
    deliver(payload["message"], now)


@on_withdrawal
def take_out_at_once(record_kind: str, public_id: str) -> None:
    """A quotation taken back leaves what is kept of messages in the same transaction."""
    if record_kind == Quote.record_kind():
        for words in Quote.objects.filter(public_id=public_id).values_list("text", flat=True):
            take_words_out(words)


@jobs.every("messages.digests", daily_at=time(7, 0))
def queue_digests(now: datetime) -> None:
    """Queue one digest for each person for whom something waits, and for nobody else."""
    day = timezone.localdate(now).isoformat()
    for key in people_with_news().values_list("pk", flat=True):
        jobs.enqueue("messages.digest", {"person": key, "day": day}, at=now, unique_key=f"digest:{key}")


@jobs.job("messages.digest")
def send_digest(payload: jobs.Payload, now: datetime) -> None:
    """Write and send one person's digest of a day."""
    person = Person.objects.filter(pk=payload["person"]).first()
    if person is not None:
        write_digest(actor=SYSTEM, now=now, person=person, once_key=f"digest:{person.public_id}:{payload['day']}")


@handles(AnswerWanted)
def ask_by_link(event: AnswerWanted) -> None:
    """Write the message that carries the personal link. What was asked for and is gone by now is not asked."""
    person = Person.objects.get(public_id=event.person_public_id)
    try:
        card = purpose_of(event.purpose).card(event.record_public_id, person.pk)
    except NotFound:
        return
    asker = Actor(via="system", public_id=event.actor_public_id)
    once_key = f"wanted:{event.purpose}:{event.record_public_id}:{person.public_id}:{event.at.isoformat()}"
    link = LinkWanted(event.purpose, event.record_public_id, event.expires_at, event.actor_public_id)
    body, why = _asking(card, person, event), f"{_sentence(card.asked_by)} asks you."
    if event.batch:
        place_in_outbox(
            actor=asker,
            now=event.at,
            batch_key=event.batch,
            title=card.title,
            person=person,
            subject=card.title,
            body=body,
            why=why,
            scope=event.scope,
            link=link,
            once_key=once_key,
        )
    else:
        send_now(
            actor=asker,
            now=event.at,
            person=person,
            subject=card.title,
            body=body,
            why=why,
            scope=event.scope,
            link=link,
            once_key=once_key,
        )


@handles(AnswerGiven)
def send_receipt(event: AnswerGiven) -> None:
    """Tell the person what was answered in their name."""
    answer = LinkAnswer.objects.select_related("person", "link").get(public_id=event.answer_public_id)
    address = answer.link.address if answer.link is not None else answer.person.email
    if not address:
        return
    card = purpose_of(event.purpose).card(event.record_public_id, answer.person_id)
    send_now(
        actor=SYSTEM,
        now=event.at,
        person=answer.person,
        address=address,
        subject=f"Your answer: {card.title}",
        body=_receipt(card, answer),
        why="This is the receipt for an answer given in your name.",
        scope=card.scope,
        once_key=f"receipt:{answer.public_id}",
    )


@handles(Told)
def tell(event: Told) -> None:
    """Tell one person one thing, the way that fits."""
    person = Person.objects.get(public_id=event.person_public_id)
    try:
        telling = compose(event.telling, event.record_public_id, person.pk)
    except NotFound:
        return
    once_key = f"told:{event.telling}:{event.record_public_id}:{person.public_id}:{event.at.isoformat()}"
    if event.batch:
        place_in_outbox(
            actor=SYSTEM,
            now=event.at,
            batch_key=event.batch,
            title=telling.subject,
            person=person,
            subject=telling.subject,
            body=telling.body,
            why=telling.why,
            scope=event.scope,
            path=telling.path,
            once_key=once_key,
        )
    elif event.at_once:
        send_now(
            actor=SYSTEM,
            now=event.at,
            person=person,
            subject=telling.subject,
            body=telling.body,
            why=telling.why,
            scope=event.scope,
            path=telling.path,
            once_key=once_key,
        )
    else:
        note_for_digest(now=event.at, person=person, scope=event.scope, telling=telling, once_key=once_key)


def _asking(card: Card, person: Person, event: AnswerWanted) -> str:
    parts = [f"Dear {person.name},", card.why, card.body.strip()]
    parts.extend(f"{label}: {value}" for label, value in card.facts)
    if card.answer_by is not None:
        # Whether that day has passed is said when the message goes: it may wait in the outbox.
        parts.append(f"[[answer by {card.answer_by.isoformat()}]]")
    parts.append(f"Answer here, without signing in:\n{LINK}")
    last = human_date(timezone.localdate(event.expires_at))
    parts.append(f"The link is for you alone and works until {last}. Opening it answers nothing: you choose first.")
    parts.append(card.next)
    return "\n\n".join(part for part in parts if part)


def _receipt(card: Card, answer: LinkAnswer) -> str:
    label = next((one.label for one in card.choices if one.key == answer.choice), answer.choice)
    how = {"link": "", "screen": "", "phone": " It came by phone and was entered for you.", "paper": ""}
    how["paper"] = " It came on paper and was entered for you."
    parts = [f"Dear {answer.person.name},", f"You answered: {label}.{how[answer.way]}"]
    if answer.text:
        parts.append("\n".join(f"> {line}" for line in answer.text.splitlines()))
    parts.append(answer.outcome)
    if answer.way == "link":
        parts.append(
            "You can change it with the same link until the end of today, unless something relies on it first."
        )
    return "\n\n".join(part for part in parts if part)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
