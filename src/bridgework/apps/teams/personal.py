"""What teams hold about people."""

from __future__ import annotations

from bridgework.kernel.personal import OnErasure, holds, impersonal

holds(
    "teams.TeamMember",
    what="The teams you were in, why you were asked, and what you did",
    why="To form teams for reasons that can be told, and to give you a record of what you did.",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("why", "left_reason", "contribution"),
)
impersonal("The name of a team and how large it may be.", "teams.Team")
