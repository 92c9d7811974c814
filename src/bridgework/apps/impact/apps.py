"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ImpactConfig(AppConfig):
    """The ledger."""

    name = "bridgework.apps.impact"
    label = "impact"
    verbose_name = "The ledger"
    default_auto_field = "django.db.models.BigAutoField"
