"""Who may do what to problems, questions and challenges."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import (
    PARTNER_CONTACT,
    PROPOSER,
    QUESTION_OWNER,
    REVIEWER,
    RUNNERS,
    STAFF,
    SUPPORT_ROLES,
    TEAM_ROLES,
)

BRING_PROBLEM: Final = Rule(
    name="questions.bring-problem",
    sentence="Everybody may bring a problem.",
    public_when={},
)
SEE_PROBLEMS: Final = Rule(
    name="questions.see-problems",
    sentence="The problems people bring are read by the programme lead, the coordinators and the sponsors.",
    roles=STAFF,
    own=("person",),
    hidden=True,
)
ENTER_PROBLEM: Final = Rule(
    name="questions.enter-problem",
    sentence="The programme lead and the coordinators enter a problem that was told to them or came on paper.",
    roles=RUNNERS,
)
ANSWER_PROBLEM: Final = Rule(
    name="questions.answer-problem",
    sentence="The programme lead and the coordinators answer the problems people bring.",
    roles=RUNNERS,
)
SEE_DESK: Final = Rule(
    name="questions.see-desk",
    sentence="The question desk is open to those who run, sponsor or review for a programme, and to those who propose.",
    roles=STAFF | {REVIEWER, PROPOSER, PARTNER_CONTACT},
    hidden=True,
)
PROPOSE: Final = Rule(
    name="questions.propose",
    sentence="Officers, councillors and partners of the programme propose questions.",
    roles=STAFF | {PROPOSER, PARTNER_CONTACT},
    remedy="Ask the programme lead to be named as one who may propose, or bring it as a problem without an account.",
)
SEE_QUESTION: Final = Rule(
    name="questions.see",
    sentence="A question is seen by its proposer and owner, by those who support it, and by the programme's staff, "
    "reviewers and proposers; once it is public, by everybody.",
    roles=STAFF | {REVIEWER, PROPOSER, PARTNER_CONTACT},
    own=("proposer", "owner", "challenge__supports__person"),
    public_when={"is_public": True},
    hidden=True,
)
SEE_QUESTION_HISTORY: Final = Rule(
    name="questions.see-history",
    sentence="Why a question was chosen or not is read by its proposer and owner, by those who support it, and by the "
    "programme's staff, reviewers and proposers.",
    roles=STAFF | {REVIEWER, PROPOSER, PARTNER_CONTACT},
    own=("proposer", "owner", "challenge__supports__person"),
)
CHANGE_QUESTION: Final = Rule(
    name="questions.change",
    sentence="The proposer, the owner, the programme lead and the coordinators change and reword a question.",
    roles=RUNNERS,
    own=("proposer", "owner"),
    states=frozenset({"proposed", "shortlisted", "in_bank", "taken_up"}),
    states_remedy="Offer it to a round again first.",
)
ANSWER_WORDING: Final = Rule(
    name="questions.answer-wording",
    sentence="Only the person who was asked answers about a new wording.",
    own=("person",),
)
DECIDE_QUESTION: Final = Rule(
    name="questions.decide",
    sentence="The programme lead, the coordinators and the sponsors shortlist, keep and decline questions.",
    roles=STAFF,
)
OFFER_AGAIN: Final = Rule(
    name="questions.offer-again",
    sentence="The programme lead, the coordinators and the sponsors offer a question to a round again.",
    roles=STAFF,
)
WITHDRAW_QUESTION: Final = Rule(
    name="questions.withdraw",
    sentence="The proposer, the owner, the programme lead and the coordinators withdraw a question.",
    roles=RUNNERS,
    own=("proposer", "owner"),
)
TAKE_UP: Final = Rule(
    name="questions.take-up",
    sentence="The programme lead and the coordinators take a question up in a round.",
    roles=RUNNERS,
)
SEE_CHALLENGE: Final = Rule(
    name="questions.see-challenge",
    sentence="A challenge is seen by the programme's staff and those who support it; once public, by everybody.",
    roles=STAFF | SUPPORT_ROLES | {REVIEWER},
    own=("question__owner", "question__proposer", "supports__person"),
    public_when={"is_public": True},
    hidden=True,
)
SEE_CHALLENGE_DESK: Final = Rule(
    name="questions.see-challenge-desk",
    sentence="How a challenge is run is seen by the programme's staff and by those who support it.",
    roles=STAFF | SUPPORT_ROLES | TEAM_ROLES,
    own=("question__owner", "supports__person"),
)
SETTLE_BELONGING: Final = Rule(
    name="questions.settle-belonging",
    sentence="The programme lead and the coordinators record where a challenge belongs and which committee meeting it "
    "aims at.",
    roles=RUNNERS,
)
GIVE_BRIEF: Final = Rule(
    name="questions.give-brief",
    sentence="The programme lead, the coordinators and the question owner give the team its brief.",
    roles=RUNNERS | {QUESTION_OWNER},
    own=("question__owner",),
)
NAME_SUPPORT: Final = Rule(
    name="questions.name-support",
    sentence="The programme lead and the coordinators name and invite those who support a challenge.",
    roles=RUNNERS,
)
ANSWER_SUPPORT: Final = Rule(
    name="questions.answer-support",
    sentence="Only the person who was invited accepts or declines.",
    own=("person",),
)
END_SUPPORT: Final = Rule(
    name="questions.end-support",
    sentence="Those who support a challenge may stop; the programme lead and the coordinators may end their place.",
    roles=RUNNERS,
    own=("person",),
)
SET_ASIDE: Final = Rule(
    name="questions.set-aside",
    sentence="The programme lead and the coordinators set a challenge aside, resume it and reopen its follow-up.",
    roles=RUNNERS,
)
SHOW_PUBLICLY: Final = Rule(
    name="questions.show-publicly",
    sentence="The programme lead and the coordinators say whether a question is shown in public.",
    roles=RUNNERS,
)
