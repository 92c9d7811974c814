"""State tables of teams, team members and the runs that form teams."""

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

FORMATION_RUN = StateTable(
    name="formation run",
    initial="draft",
    states=("draft", "frozen", "solving", "solved", "binding", "published", "set_aside"),
    moves=(
        Move("freeze", "draft", "frozen", "Freeze the input"),
        Move("solve", "frozen", "solving", "Form the teams"),
        Move("finish", "solving", "solved", "The teams are formed"),
        # The same input and seed give the same teams, so a run can be stopped and begun again.
        Move("stop", "solving", "frozen", "Stop the run"),
        Move("bind", "solved", "binding", "Take these teams"),
        Move("publish", "binding", "published", "Publish the teams"),
        Move("set_aside", ("draft", "frozen", "solved", "binding"), "set_aside", "Set aside", needs_reason=True),
        Move("take_up", "set_aside", "frozen", "Take up again"),
    ),
)
