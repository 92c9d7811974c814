"""The mailbox: every message the product sent in the demonstration, with links that work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Count, QuerySet

from bridgework.apps.messages.models import Message
from bridgework.apps.messages.queries import LINK, as_written
from bridgework.apps.people.models import Person

NOT_SENT = ("waiting", "withdrawn")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Part:
    """A piece of a message: plain words, or a link with its path on this site."""

    text: str
    path: str = ""


def messages(person_public_id: str = "") -> QuerySet[Message]:
    """What was sent, the newest first; to one person where one is named."""
    found = Message.objects.exclude(state__in=NOT_SENT).select_related("person").order_by("-created_at", "-id")
    return found.filter(person__public_id=person_public_id) if person_public_id else found


def receivers() -> QuerySet[Person]:
    """Everybody who was sent something, by name."""
    return Person.objects.filter(messages__isnull=False).annotate(count=Count("messages")).order_by("name")


def parts(message: Message) -> list[Part]:
    """The message as it was sent; addresses of this installation lead to it whatever port it listens on."""
    text = as_written(message, opens=True).text
    if message.link_address and message.link_address not in text:
        text = text.replace(LINK, message.link_address)
    found: list[Part] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,)")
        found += [Part(text[end : match.start()]), Part(address, path_of(address))]
        end = match.start() + len(address)
    return [*found, Part(text[end:])]


def path_of(address: str) -> str:
    """An absolute address as a path from the root of the site."""
    split = urlsplit(address)
    return f"{split.path or '/'}{'?' + split.query if split.query else ''}"
