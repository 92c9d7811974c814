"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebLinksConfig(AppConfig):
    """Personal links."""

    name = "bridgework.web.links"
    label = "web_links"
    verbose_name = "Personal links"
    default_auto_field = "django.db.models.BigAutoField"
