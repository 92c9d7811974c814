"""Application configuration."""

from __future__ import annotations

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Questions and challenges."""

    name = "bridgework.apps.questions"
    label = "questions"
    verbose_name = "Questions and challenges"
    default_auto_field = "django.db.models.BigAutoField"
