"""What a phase can open, and the words for it."""

from __future__ import annotations

from typing import Final

PROPOSE: Final = "propose"
BRING_PROBLEM: Final = "bring_problem"
SHORTLIST: Final = "shortlist"
APPLY: Final = "apply"
REVIEW: Final = "review"
FORM_TEAMS: Final = "form_teams"
WORK: Final = "work"
REPORT: Final = "report"
COMMITTEE: Final = "committee"

WORDS: Final[dict[str, str]] = {
    PROPOSE: "Proposing questions",
    BRING_PROBLEM: "Bringing a problem",
    SHORTLIST: "Shortlisting",
    APPLY: "Applying",
    REVIEW: "Reviewing applications",
    FORM_TEAMS: "Forming teams",
    WORK: "The teams' work",
    REPORT: "Publishing reports",
    COMMITTEE: "Putting reports to a committee",
    "problem_statement": "Writing the problem statement",
    "spend": "Spending the fund",
    "close_down": "Closing the round down",
    "follow_up": "Following up what became of it",
}


def words_for(switch: str) -> str:
    """`Proposing questions` for `propose`; a switch of a type of one's own in its own words."""
    return WORDS.get(switch, switch.replace("_", " ").capitalize())
