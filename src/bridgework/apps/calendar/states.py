"""State table of committee meetings."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

COMMITTEE_MEETING = StateTable(
    name="committee meeting",
    initial="planned",
    states=("planned", "held", "cancelled"),
    moves=(
        Move("hold", "planned", "held", "Record that it was held"),
        Move("cancel", "planned", "cancelled", "Cancel", needs_reason=True),
        Move("reinstate", "cancelled", "planned", "Reinstate", needs_reason=True),
    ),
)
