"""State tables of calls, applications and reviews."""

from __future__ import annotations

from bridgework.core.states import Move, StateTable

CALL = StateTable(
    name="call",
    initial="draft",
    states=("draft", "published", "closed"),
    moves=(
        Move("publish", "draft", "published", "Publish the call"),
        Move("close", "published", "closed", "Close the call"),
        Move("reopen", "closed", "published", "Reopen the call", needs_reason=True),
    ),
)

WITHDRAWABLE = ("draft", "sent", "to_be_placed", "to_be_declined", "reserve", "placed")
ENDED = ("draft", "sent", "to_be_placed", "to_be_declined", "reserve", "placed", "declined", "withdrawn")

APPLICATION = StateTable(
    name="application",
    initial="draft",
    states=("draft", "sent", "to_be_placed", "reserve", "to_be_declined", "placed", "declined", "withdrawn", "erased"),
    moves=(
        Move("send", "draft", "sent", "Send the application"),
        Move("propose_place", ("sent", "reserve", "to_be_declined"), "to_be_placed", "Propose a place"),
        Move("hold_in_reserve", ("sent", "to_be_placed", "to_be_declined"), "reserve", "Hold in reserve"),
        Move("propose_decline", ("sent", "reserve", "to_be_placed"), "to_be_declined", "Propose to decline"),
        Move("place", ("to_be_placed", "reserve", "sent"), "placed", "Place in a team"),
        Move("decline", ("to_be_declined", "reserve"), "declined", "Decline"),
        # Also from a decision nobody was told of: a refusal would tell.
        Move("withdraw", WITHDRAWABLE, "withdrawn", "Withdraw"),
        Move("erase", ENDED, "erased", "Erase"),
    ),
)

REVIEW = StateTable(
    name="review",
    initial="assigned",
    states=("assigned", "opened", "given", "conflicted"),
    moves=(
        Move("declare_no_conflict", "assigned", "opened", "No conflict: open it"),
        Move("declare_conflict", ("assigned", "opened", "given"), "conflicted", "I have a conflict of interest"),
        Move("set_conflict_aside", "conflicted", "assigned", "The conflict does not stand"),
        Move("give", "opened", "given", "Give the review"),
        Move("change", "given", "opened", "Change the review"),
    ),
)

APPEAL = StateTable(
    name="appeal",
    initial="made",
    states=("made", "upheld", "dismissed"),
    moves=(
        Move("uphold", "made", "upheld", "Uphold the appeal"),
        Move("dismiss", "made", "dismissed", "Dismiss the appeal"),
    ),
)
