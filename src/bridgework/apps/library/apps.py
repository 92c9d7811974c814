"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Public pages and feeds."""

    name = "bridgework.apps.library"
    label = "library"
    verbose_name = "Public pages and feeds"
    default_auto_field = "django.db.models.BigAutoField"
