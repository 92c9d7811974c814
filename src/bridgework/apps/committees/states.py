"""State table of papers."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

PAPER = StateTable(
    name="paper",
    initial="draft",
    states=("draft", "ready", "published", "considered", "withdrawn"),
    moves=(
        Move("make_ready", "draft", "ready", "Mark as ready for the clerk"),
        Move("return_to_draft", "ready", "draft", "Return to the author", needs_reason=True),
        Move("publish", "ready", "published", "Publish"),
        Move("consider", "published", "considered", "Record that it was considered"),
        Move("enter_as_read", "draft", "considered", "Enter it as read from its document", needs_reason=True),
        Move("withdraw", ("draft", "ready", "published"), "withdrawn", "Withdraw", needs_reason=True),
    ),
)

PAPER_TEMPLATE = StateTable(
    name="paper template",
    initial="draft",
    states=("draft", "in_use", "retired"),
    moves=(
        Move("bring_in", "draft", "in_use", "Bring it in"),
        Move("retire", "in_use", "retired", "Retire it"),
    ),
)
