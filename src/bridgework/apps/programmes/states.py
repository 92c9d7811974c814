"""State tables of rounds and gatherings."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

ROUND = StateTable(
    name="round",
    initial="planned",
    states=("planned", "running", "paused", "closed"),
    moves=(
        Move("open", "planned", "running", "Open the round"),
        Move("pause", "running", "paused", "Pause the round", needs_reason=True),
        Move("resume", "paused", "running", "Resume the round"),
        Move("close", ("running", "paused"), "closed", "Close the round"),
        Move("reopen", "closed", "running", "Reopen the round", needs_reason=True),
    ),
)

GATHERING = StateTable(
    name="gathering",
    initial="planned",
    states=("planned", "held", "cancelled"),
    moves=(
        Move("hold", "planned", "held", "Record that it was held"),
        Move("cancel", "planned", "cancelled", "Cancel", needs_reason=True),
        Move("reinstate", "cancelled", "planned", "Reinstate", needs_reason=True),
    ),
)
