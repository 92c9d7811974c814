"""Who may do what with calls, applications and reviews."""

from __future__ import annotations

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import REVIEWER, RUNNERS

RUN_CALL = Rule(
    name="applications.run-call",
    sentence="The programme lead or a coordinator prepares, publishes and closes a call.",
    roles=RUNNERS,
)

READ_CALL = Rule(
    name="applications.read-call",
    sentence="A published call is public.",
    roles=RUNNERS | {REVIEWER},
    public_when={"state": "published"},
    hidden=True,
)

WRITE = Rule(
    name="applications.write",
    sentence="The applicant writes their own application while it is a draft.",
    own=("applicant",),
    states=frozenset({"draft"}),
    states_remedy="Withdraw it and write a new one, or ask the coordinator.",
    hidden=True,
)

WITHDRAW = Rule(
    name="applications.withdraw",
    sentence="The applicant withdraws their own application; the programme can do it for them.",
    own=("applicant",),
    roles=RUNNERS,
    hidden=True,
)

READ = Rule(
    name="applications.read",
    sentence="An application is read by its applicant, by those who run the programme and by its assigned reviewers.",
    roles=RUNNERS,
    own=("applicant", "reviews__reviewer"),
    remedy="Ask a coordinator to assign you as its reviewer.",
    hidden=True,
)

ASSIGN = Rule(
    name="applications.assign",
    sentence="The programme lead or a coordinator assigns reviewers.",
    roles=RUNNERS,
)

REVIEW = Rule(
    name="applications.review",
    sentence="A review is written by the reviewer it was assigned to.",
    own=("reviewer",),
    hidden=True,
)

DECIDE = Rule(
    name="applications.decide",
    sentence="The programme lead or a coordinator proposes outcomes and releases them.",
    roles=RUNNERS,
)
