"""State tables of team meetings, requests, propositions, interviews and quotes."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

TEAM_MEETING = StateTable(
    name="team meeting",
    initial="planned",
    states=("planned", "held", "cancelled"),
    moves=(
        Move("hold", "planned", "held", "Record that it was held"),
        Move("cancel", "planned", "cancelled", "Cancel", needs_reason=True),
        Move("reinstate", "cancelled", "planned", "Reinstate"),
    ),
)

REQUEST = StateTable(
    name="request",
    initial="waiting",
    states=("waiting", "answered", "passed_on", "cannot_help", "withdrawn"),
    moves=(
        # Whoever answered may think again until something rests on the answer.
        Move("answer", ("waiting", "cannot_help", "passed_on"), "answered", "Answer"),
        Move("pass_on", ("waiting", "cannot_help", "answered"), "passed_on", "Pass on to somebody else"),
        Move("cannot_help", ("waiting", "answered", "passed_on"), "cannot_help", "Say that it cannot be given"),
        Move("withdraw", "waiting", "withdrawn", "Withdraw the request"),
        Move("reopen", ("answered", "cannot_help"), "waiting", "Ask again", needs_reason=True),
    ),
)

PROPOSITION = StateTable(
    name="proposition",
    initial="put",
    states=("put", "taken_forward", "changed", "set_aside"),
    moves=(
        Move("take_forward", ("put", "changed"), "taken_forward", "Take forward"),
        Move("change", "put", "changed", "Change it after the answers"),
        Move("set_aside", ("put", "changed"), "set_aside", "Set aside", needs_reason=True),
        Move("take_up_again", "set_aside", "put", "Take up again", needs_reason=True),
    ),
)

INTERVIEW = StateTable(
    name="interview",
    initial="planned",
    states=("planned", "held", "transcribed", "approved", "withdrawn", "disposed"),
    moves=(
        Move("hold", "planned", "held", "Record that it was held"),
        Move("transcribe", "held", "transcribed", "Record the transcript"),
        Move("approve", ("held", "transcribed"), "approved", "Record that the person approved it"),
        Move("rewrite", "approved", "transcribed", "Write it anew"),
        Move("withdraw", ("planned", "held", "transcribed", "approved"), "withdrawn", "Withdraw"),
        Move("dispose", ("planned", "held", "transcribed", "approved", "withdrawn"), "disposed", "Dispose of it"),
    ),
)

QUOTE = StateTable(
    name="quote",
    initial="draft",
    states=("draft", "asked", "approved", "refused", "withdrawn"),
    moves=(
        Move("ask", ("draft", "refused"), "asked", "Ask the person"),
        Move("approve", ("draft", "asked"), "approved", "Approve"),
        Move("refuse", ("asked", "approved"), "refused", "Refuse"),
        Move("withdraw", ("draft", "asked", "approved", "refused"), "withdrawn", "Withdraw"),
    ),
)
