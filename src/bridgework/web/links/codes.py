"""The code that confirms an answer by link: sent from the request, because it must not wait for a worker."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage

from bridgework.apps.messages.actions import note_mailed
from bridgework.apps.participation.actions import make_code
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.participation.tokens import Sealed
from bridgework.kernel.links import Card
from bridgework.web.ui.forms import Form

WHY = "Somebody opened the personal link that we sent to this address, and answered."


class CodeForm(Form):
    """Six digits."""

    code = forms.CharField(
        label="The code",
        help_text="Six digits, from the newest message we sent.",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": "10"}),
    )


def send_code(*, now: datetime, link: PersonalLink, card: Card, sealed: Sealed) -> None:
    """Make the code for this answer and mail it to the link's own address, whoever opened the link.

    Raises `NotPossibleNow` where no code can be made.
    """
    code = make_code(now=now, link=link, sealed=sealed)
    choice = next((one.label for one in card.choices if one.key == sealed.given.choice), "")
    what = f"confirms your answer “{choice}” to" if choice else "lets you read the private part of the text for"
    subject = f"{code} is your code"
    body = (
        f"Dear {link.person.name},\n\n"
        f"{code}\n\n"
        f"This code {what}: {card.title}\n\n"
        "It works once, for half an hour. Nothing counts before you type it in. If you did not answer, you need not do "
        "anything: without the code nobody can answer in your name. Give it to nobody.\n\n"
        f"-- \nWhy you get this: {WHY}\n"
    )
    EmailMessage(subject, body, to=[link.address], headers={"Auto-Submitted": "auto-generated"}).send()
    if settings.BRIDGEWORK_DEMO:
        # Codes are kept nowhere but in the demonstration's mailbox.
        note_mailed(now=now, address=link.address, subject=subject, body=body, why=WHY)
