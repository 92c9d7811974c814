"""State tables of reports and recommendations."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

REPORT = StateTable(
    name="report",
    initial="draft",
    states=("draft", "with_officers", "final", "embargoed", "published", "withdrawn"),
    moves=(
        Move("ask_fact_check", "draft", "with_officers", "Ask officers to look at the facts"),
        Move("return_to_draft", ("with_officers", "final"), "draft", "Go on writing"),
        Move("finish", ("draft", "with_officers"), "final", "Mark as final"),
        Move("publish", "final", "published", "Publish"),
        Move("embargo", ("final", "published"), "embargoed", "Keep closed until a day", needs_reason=True),
        Move("open", "embargoed", "published", "Open"),
        Move("withdraw", ("published", "embargoed"), "withdrawn", "Withdraw from public view", needs_reason=True),
        Move("publish_again", "withdrawn", "published", "Publish again", needs_reason=True),
    ),
)

RECOMMENDATION = StateTable(
    name="recommendation",
    initial="open",
    states=("open", "closed_done", "closed_not_done", "closed_overtaken"),
    moves=(
        Move("close_done", "open", "closed_done", "Close: done", needs_reason=True),
        Move("close_not_done", "open", "closed_not_done", "Close: not done", needs_reason=True),
        Move("close_overtaken", "open", "closed_overtaken", "Close: overtaken", needs_reason=True),
        Move("reopen", ("closed_done", "closed_not_done", "closed_overtaken"), "open", "Reopen", needs_reason=True),
    ),
)
