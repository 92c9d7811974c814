"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebWorkspaceConfig(AppConfig):
    """The place of a team."""

    name = "bridgework.web.workspace"
    label = "web_workspace"
    verbose_name = "The place of a team"
    default_auto_field = "django.db.models.BigAutoField"
