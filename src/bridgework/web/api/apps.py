"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebApiConfig(AppConfig):
    """Machine-readable addresses."""

    name = "bridgework.web.api"
    label = "web_api"
    verbose_name = "Machine-readable addresses"
    default_auto_field = "django.db.models.BigAutoField"
