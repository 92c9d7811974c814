"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebPublicConfig(AppConfig):
    """Public pages."""

    name = "bridgework.web.public"
    label = "web_public"
    verbose_name = "Public pages"
    default_auto_field = "django.db.models.BigAutoField"
