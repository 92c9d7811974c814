"""Django, made ready for a command that needs it."""

from __future__ import annotations

import os


def django_ready() -> None:
    """Load the settings and every app. Safe to call twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bridgework.config.settings")
    # A command speaks for itself; library chatter would hide what it says.
    os.environ.setdefault("BRIDGEWORK_LOG_LEVEL", "WARNING")
    import django

    django.setup()
