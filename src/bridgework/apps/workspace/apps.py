"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The work on a challenge."""

    name = "bridgework.apps.workspace"
    label = "workspace"
    verbose_name = "The work on a challenge"
    default_auto_field = "django.db.models.BigAutoField"
