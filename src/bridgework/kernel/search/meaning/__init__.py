"""Ranking by meaning, where the extra `bridgework[semantic]` is installed and switched on; all else works without it.

Texts and questions become directions in a space of meanings (core.encoding). Those of texts are kept beside the index
(`vectors`), made by a job after the index has changed. `nearest` finds what lies nearest among what an actor may see,
and `fusing` joins that with what the words found.
"""

from __future__ import annotations

from django.conf import settings

from bridgework.core.encoding import encoder


def is_on() -> bool:
    """Whether the search ranks by meaning too: switched on, and the extra is installed."""
    return bool(settings.SEARCH_BY_MEANING) and encoder.is_installed()
