"""Sending: the only place that hands a message to the mail service."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from bridgework.apps.messages.models import Message
from bridgework.apps.messages.queries import as_written, stop_path
from bridgework.apps.messages.states import MESSAGE
from bridgework.apps.participation.actions import issue_link
from bridgework.kernel import transitions
from bridgework.kernel.permissions import SYSTEM, Actor

ATTEMPTS = 6


def deliver(public_id: str, now: datetime) -> None:
    """Send one released message; a message in any other state is left alone.

    The mail service is called outside a transaction. A worker that dies between the call and the note that it was
    sent makes the next one send again, under the same message id, so that the reader's mailbox shows it once.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(of=("self",))
            .select_related("person", "batch")
            .filter(public_id=public_id, state="released")
            .first()
        )
        if message is None:
            return
        address = _link_address(message, now)
        Message.objects.filter(pk=message.pk).update(attempts=message.attempts + 1)
    try:
        _mail(message, address, now).send()
    except Exception as error:
        _note_failure(message, now, error)
        if message.attempts + 1 < ATTEMPTS:
            raise
        return
    with transaction.atomic():
        transitions.move(message, MESSAGE, "send", actor=SYSTEM, now=now)
        Message.objects.filter(pk=message.pk).update(sent_at=now, last_error="")


def _link_address(message: Message, now: datetime) -> str:
    """Make the personal link that the message carries; its token is in the mail and nowhere else."""
    if not message.link_purpose or message.person is None or message.link_expires_at is None:
        return ""
    if message.link_address:
        return message.link_address
    link, token = issue_link(
        actor=Actor(via="system", public_id=message.link_made_by),
        now=now,
        purpose=message.link_purpose,
        record_public_id=message.link_record_public_id,
        person=message.person,
        scope=message.scope,
        expires_at=message.link_expires_at,
        address=message.address,
    )
    address = f"{settings.SITE_ADDRESS}{reverse('links:link', args=[token])}"
    message.link = link
    # The demonstration's mailbox shows links that work; nowhere else is one kept.
    message.link_address = address if settings.BRIDGEWORK_DEMO else ""
    message.save(update_fields=["link", "link_address"])
    return address


def _mail(message: Message, link_address: str, now: datetime) -> EmailMessage:
    written = as_written(message, link_address, opens=True, now=now)
    domain = settings.SITE_ADDRESS.split("://", 1)[-1].split(":")[0]
    headers = {"Message-ID": f"<{message.public_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    if message.kind == "digest" and message.person is not None:
        headers["List-Unsubscribe"] = f"<{settings.SITE_ADDRESS}{stop_path(message.person)}>"
    return EmailMessage(written.subject, written.text, to=[message.address], headers=headers)


def _note_failure(message: Message, now: datetime, error: Exception) -> None:
    with transaction.atomic():
        Message.objects.filter(pk=message.pk).update(last_error=f"{type(error).__name__}: {error}"[:300])
        if message.attempts + 1 >= ATTEMPTS:
            transitions.move(message, MESSAGE, "fail", actor=SYSTEM, now=now)
