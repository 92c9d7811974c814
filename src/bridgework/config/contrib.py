"""Django's own apps under names that do not collide with ours."""

from __future__ import annotations

from django.contrib.messages.apps import MessagesConfig


class FlashConfig(MessagesConfig):
    """Django's flash messages; the label `messages` belongs to our outbox."""

    label = "flash"
