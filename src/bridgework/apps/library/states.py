"""State table of reader notes."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

READER_NOTE = StateTable(
    name="reader note",
    initial="received",
    states=("received", "accepted", "not_taken_up"),
    moves=(
        Move("accept", "received", "accepted", "Accept"),
        Move("set_aside", "received", "not_taken_up", "Do not take up", needs_reason=True),
    ),
)
