"""Public ids: short, sortable, never reused.

A public id is what addresses, personal links, role scopes and exports use; integer keys never leave the database.
"""

from __future__ import annotations

import secrets
import threading
import time

from bridgework.core.identifiers import new_identifier

_lock = threading.Lock()
_previous: str | None = None


def new_public_id() -> str:
    """A fresh public id of 14 characters, larger than every id made before it in this process."""
    global _previous
    with _lock:
        _previous = new_identifier(time.time_ns() // 1_000_000, secrets.randbits(25), _previous)
        return _previous
