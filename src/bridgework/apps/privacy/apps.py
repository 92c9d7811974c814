"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is held about people, and how it goes."""

    name = "bridgework.apps.privacy"
    label = "privacy"
    verbose_name = "Privacy"
    default_auto_field = "django.db.models.BigAutoField"
