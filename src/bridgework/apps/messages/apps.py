"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Outbox and digests."""

    name = "bridgework.apps.messages"
    label = "messages"
    verbose_name = "Outbox and digests"
    default_auto_field = "django.db.models.BigAutoField"
