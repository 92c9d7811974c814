"""What conflicts of interest hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import WHILE_TAKING_PART, OnErasure, holds

holds(
    "conflicts.Conflict",
    what="Conflicts of interest that you declared or that were found",
    why="So that nobody judges or sees what they should not.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("reason",),
    texts=("decided_reason",),
)
holds(
    "conflicts.DeclaredTie",
    what="People you said you work with, supervise or are close to",
    why="To find conflicts of interest before anything is opened.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.DELETED,
    people=("person", "other"),
    fields=("other_name",),
)
