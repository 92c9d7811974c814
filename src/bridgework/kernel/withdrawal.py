"""Withdrawal, embargo and erasure: synchronous hooks in the same transaction.

Nothing withdrawn may show for a moment longer, so these are not events: every hook has run when the action returns.
"""

from __future__ import annotations

from collections.abc import Callable

Hook = Callable[[str, str], None]
_hooks: list[Hook] = []


def on_withdrawal(hook: Hook) -> Hook:
    """Register `hook(record_kind, public_id)`, called when a record is withdrawn from public view."""
    _hooks.append(hook)
    return hook


def withdraw(record_kind: str, public_id: str) -> None:
    """Tell every app that the record must not show any more. Call it inside the action's transaction."""
    for hook in _hooks:
        hook(record_kind, public_id)
