"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ConflictsConfig(AppConfig):
    """Conflicts of interest."""

    name = "bridgework.apps.conflicts"
    label = "conflicts"
    verbose_name = "Conflicts of interest"
    default_auto_field = "django.db.models.BigAutoField"
