"""The WSGI entry point for every server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from bridgework.cli.lifeline import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bridgework.config.settings")

# The server makes processes of its own, which would outlive it.
follow_parent()

application = get_wsgi_application()
