"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebUiConfig(AppConfig):
    """Components, style and scripts."""

    name = "bridgework.web.ui"
    label = "web_ui"
    verbose_name = "Components, style and scripts"
    default_auto_field = "django.db.models.BigAutoField"
