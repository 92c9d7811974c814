"""Django, made ready for a command that needs it."""

from __future__ import annotations

import os

from bridgework.cli.home import home_folder
from bridgework.cli.installation import read_running


def django_ready() -> None:
    """Load the settings and every app. Safe to call twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bridgework.config.settings")
    # A command speaks for itself; library chatter would hide what it says.
    os.environ.setdefault("BRIDGEWORK_LOG_LEVEL", "WARNING")
    running = read_running(home_folder())
    if running:
        # What is printed leads to the one that runs, whatever its port.
        os.environ.setdefault("BRIDGEWORK_ADDRESS", running.address)
    import django

    django.setup()
