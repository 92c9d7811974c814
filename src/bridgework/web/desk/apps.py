"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebDeskConfig(AppConfig):
    """The desk of programme staff."""

    name = "bridgework.web.desk"
    label = "web_desk"
    verbose_name = "The desk of programme staff"
    default_auto_field = "django.db.models.BigAutoField"
