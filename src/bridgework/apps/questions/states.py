"""State tables of problem statements, questions, challenges and the places of those who support them."""

from __future__ import annotations

from typing import Final

from bridgework.core.states import Move, StateTable

PROBLEM_STATEMENT = StateTable(
    name="problem statement",
    initial="brought",
    states=("brought", "taken_up", "declined", "kept_for_later"),
    moves=(
        Move("take_up", ("brought", "kept_for_later"), "taken_up", "Answer yes: take it up as a question"),
        Move("decline", ("brought", "kept_for_later"), "declined", "Answer no", needs_reason=True),
        Move("keep", "brought", "kept_for_later", "Answer later", needs_reason=True),
    ),
)

QUESTION = StateTable(
    name="question",
    initial="proposed",
    states=("proposed", "shortlisted", "taken_up", "in_bank", "declined", "withdrawn"),
    moves=(
        Move("shortlist", ("proposed", "in_bank"), "shortlisted", "Shortlist", needs_reason=True),
        Move("take_up", "shortlisted", "taken_up", "Take up in the round"),
        Move("keep", ("proposed", "shortlisted"), "in_bank", "Keep in the bank", needs_reason=True),
        Move("decline", ("proposed", "shortlisted", "in_bank"), "declined", "Decline", needs_reason=True),
        Move("offer_again", ("in_bank", "declined"), "proposed", "Offer to a round again"),
        Move("withdraw", ("proposed", "shortlisted", "in_bank"), "withdrawn", "Withdraw", needs_reason=True),
    ),
)

CHALLENGE = StateTable(
    name="challenge",
    initial="open",
    states=("open", "team_formed", "under_way", "reported", "at_committee", "decided", "followed_up", "set_aside"),
    moves=(
        Move("form_team", "open", "team_formed", "Form the team"),
        Move("start_work", "team_formed", "under_way", "Start the work"),
        Move("publish_report", "under_way", "reported", "Publish the report"),
        Move("put_to_committee", "reported", "at_committee", "Put to the committee"),
        Move("decide", ("at_committee", "reported"), "decided", "Record what was decided"),
        Move("follow_up", ("decided", "reported"), "followed_up", "Close the follow-up"),
        Move(
            "set_aside", ("open", "team_formed", "under_way", "reported"), "set_aside", "Set aside", needs_reason=True
        ),
        Move("resume", "set_aside", "open", "Take up again", needs_reason=True),
        Move("reopen", "followed_up", "decided", "Reopen the follow-up", needs_reason=True),
    ),
)

QUESTION_WAS: Final = {
    "create": "Proposed",
    "shortlist": "Put on the shortlist",
    "take_up": "Taken up in the round",
    "keep": "Kept in the bank",
    "decline": "Declined",
    "offer_again": "Offered to a round again",
    "withdraw": "Withdrawn",
}
CHALLENGE_WAS: Final = {
    "create": "Taken up in the round",
    "form_team": "Team formed",
    "start_work": "Work begun",
    "publish_report": "Report published",
    "put_to_committee": "Put to the committee",
    "decide": "Decision recorded",
    "follow_up": "Follow-up closed",
    "set_aside": "Set aside",
    "resume": "Taken up again",
    "reopen": "Follow-up opened again",
}
"""What a history says was done, where the label of a move says what to do."""

SUPPORT = StateTable(
    name="place of support",
    initial="invited",
    states=("invited", "accepted", "declined", "ended"),
    moves=(
        # Whoever answered may think again until something rests on the answer.
        Move("accept", ("invited", "declined"), "accepted", "Accept"),
        Move("decline", ("invited", "accepted"), "declined", "Decline"),
        Move("end", ("invited", "accepted"), "ended", "End", needs_reason=True),
    ),
)
