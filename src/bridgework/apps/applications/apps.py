"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Calls and applications."""

    name = "bridgework.apps.applications"
    label = "applications"
    verbose_name = "Calls and applications"
    default_auto_field = "django.db.models.BigAutoField"
