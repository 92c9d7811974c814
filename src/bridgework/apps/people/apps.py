"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and organisations."""

    name = "bridgework.apps.people"
    label = "people"
    verbose_name = "People and organisations"
    default_auto_field = "django.db.models.BigAutoField"
