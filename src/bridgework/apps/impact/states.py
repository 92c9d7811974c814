"""State table of actions."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

ACTION = StateTable(
    name="action",
    initial="open",
    states=("open", "reported_done", "closed_done", "closed_not_done", "closed_overtaken"),
    moves=(
        Move("report_done", "open", "reported_done", "Report as done"),
        Move("report_not_done", "reported_done", "open", "Report as not done after all"),
        Move("close_done", ("open", "reported_done"), "closed_done", "Close: done", needs_reason=True),
        Move("close_not_done", ("open", "reported_done"), "closed_not_done", "Close: not done", needs_reason=True),
        Move("close_overtaken", ("open", "reported_done"), "closed_overtaken", "Close: overtaken", needs_reason=True),
        Move("reopen", ("closed_done", "closed_not_done", "closed_overtaken"), "open", "Reopen", needs_reason=True),
    ),
)
