"""How a message moves from being written to being sent."""

from __future__ import annotations

from typing import Final

from bridgework.core.states import Move, StateTable

MESSAGE: Final = StateTable(
    name="message",
    initial="waiting",
    states=("waiting", "released", "sent", "failed", "by_hand", "told", "withdrawn"),
    moves=(
        Move("release", "waiting", "released", "Release"),
        Move("send", "released", "sent", "Send"),
        Move("fail", "released", "failed", "Give up sending"),
        Move("try_again", "failed", "released", "Try again"),
        Move("set_aside", ("waiting", "released", "failed"), "by_hand", "Tell another way"),
        Move("note_told", "by_hand", "told", "Note that they were told"),
        Move("withdraw", ("waiting", "failed", "by_hand"), "withdrawn", "Withdraw", needs_reason=True),
    ),
)

BATCH: Final = StateTable(
    name="batch of messages",
    initial="waiting",
    states=("waiting", "released", "withdrawn"),
    moves=(
        Move("release", "waiting", "released", "Release all"),
        Move("withdraw", "waiting", "withdrawn", "Withdraw all", needs_reason=True),
    ),
)
