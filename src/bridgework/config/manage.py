"""Django's own administration commands: `python -m bridgework.config.manage COMMAND`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command of django-admin with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bridgework.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
