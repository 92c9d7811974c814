"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Committee papers and resolutions."""

    name = "bridgework.apps.committees"
    label = "committees"
    verbose_name = "Committee papers and resolutions"
    default_auto_field = "django.db.models.BigAutoField"
