"""The `bridgework` command."""

from __future__ import annotations


def main() -> int:
    """Placeholder until the command groups are registered."""
    return 0
