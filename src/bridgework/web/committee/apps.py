"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class WebCommitteeConfig(AppConfig):
    """The place of the committee's officers."""

    name = "bridgework.web.committee"
    label = "web_committee"
    verbose_name = "The place of the committee's officers"
    default_auto_field = "django.db.models.BigAutoField"
