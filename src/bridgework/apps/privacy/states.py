"""How a request to be removed moves, and how a disposal does."""

from __future__ import annotations

from typing import Final

from bridgework.core.states import Move, StateTable

ERASURE_REQUEST: Final = StateTable(
    name="request to be removed",
    initial="asked",
    states=("asked", "done", "refused", "withdrawn"),
    moves=(
        Move("erase", "asked", "done", "Remove the person"),
        Move("refuse", "asked", "refused", "Refuse", needs_reason=True),
        Move("withdraw", "asked", "withdrawn", "Take the request back"),
    ),
)

DISPOSAL: Final = StateTable(
    name="disposal",
    initial="announced",
    states=("announced", "done", "held_back"),
    moves=(
        Move("dispose", "announced", "done", "Delete what is due"),
        Move("hold_back", "announced", "held_back", "Hold back", needs_reason=True),
    ),
)
