"""The only writers of requests to be removed, of erasures and of disposals."""

from __future__ import annotations

from bridgework.apps.privacy.actions.disposing import hold_back, keep_promises
from bridgework.apps.privacy.actions.erasing import (
    ask_erasure,
    erase,
    note_copy_given,
    refuse_erasure,
    send_request_link,
    take_back,
)

__all__ = [
    "ask_erasure",
    "erase",
    "hold_back",
    "keep_promises",
    "note_copy_given",
    "refuse_erasure",
    "send_request_link",
    "take_back",
]
