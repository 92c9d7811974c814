"""How often something may be tried. Counted in the shared cache, so that it holds across processes."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def tries(what: str) -> int:
    """How often `what` was counted in its present window."""
    found = cache.get(_key(what), 0)
    return found if isinstance(found, int) else 0


def count(what: str, *, seconds: int) -> int:
    """Count `what` once more and return how often that was within `seconds` of the first time."""
    if cache.add(_key(what), 1, seconds):
        return 1
    try:
        return cache.incr(_key(what))
    except ValueError:
        # It ran out between the two calls.
        cache.set(_key(what), 1, seconds)
        return 1


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, behind a trusted proxy as the proxy says."""
    return str(get_adapter(request).get_client_ip(request))


def _key(what: str) -> str:
    return f"limit:{what}"
