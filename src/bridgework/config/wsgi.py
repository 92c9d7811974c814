"""The WSGI entry point for every server."""

from __future__ import annotations

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from bridgework.cli.lifeline import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bridgework.config.settings")
# The server makes processes of its own, which would outlive it.
follow_parent()

application = get_wsgi_application()


def _read_addresses() -> None:
    """Read every view now and not when the first reader waits for a page."""
    get_resolver()._populate()
    # What is read stays: looking through it for circles again and again would hold up a reader for a tenth of a second.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


threading.Thread(target=_read_addresses, name="addresses", daemon=True).start()
