"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes and rounds."""

    name = "bridgework.apps.programmes"
    label = "programmes"
    verbose_name = "Programmes and rounds"
    default_auto_field = "django.db.models.BigAutoField"
