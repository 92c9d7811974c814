"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Personal links and paper entry."""

    name = "bridgework.apps.participation"
    label = "participation"
    verbose_name = "Personal links and paper entry"
    default_auto_field = "django.db.models.BigAutoField"
