"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Bodies, meetings and elections."""

    name = "bridgework.apps.calendar"
    label = "calendar"
    verbose_name = "Bodies, meetings and elections"
    default_auto_field = "django.db.models.BigAutoField"
