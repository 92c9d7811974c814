"""State tables of teams and team members."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

TEAM = StateTable(
    name="team",
    initial="draft",
    states=("draft", "inviting", "formed", "finished", "disbanded"),
    moves=(
        Move("invite", "draft", "inviting", "Send the invitations"),
        Move("form", ("draft", "inviting"), "formed", "Confirm the team"),
        Move("finish", "formed", "finished", "Close the team's work"),
        Move("disband", ("draft", "inviting", "formed"), "disbanded", "Disband", needs_reason=True),
    ),
)

TEAM_MEMBER = StateTable(
    name="place in a team",
    initial="suggested",
    states=("suggested", "invited", "accepted", "declined", "left", "removed"),
    moves=(
        Move("invite", "suggested", "invited", "Invite"),
        Move("accept", ("invited", "declined"), "accepted", "Accept"),
        Move("decline", ("invited", "accepted"), "declined", "Decline"),
        Move("leave", "accepted", "left", "Leave the team", needs_reason=True),
        Move("remove", ("suggested", "invited"), "removed", "Take out of the team"),
    ),
)
