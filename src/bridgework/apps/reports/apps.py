"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports and recommendations."""

    name = "bridgework.apps.reports"
    label = "reports"
    verbose_name = "Reports and recommendations"
    default_auto_field = "django.db.models.BigAutoField"
