"""Who may send, withdraw and answer personal links, and enter an answer for somebody."""

from __future__ import annotations

from typing import Final

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import CLERK, EVERYONE_ON_A_CHALLENGE, RUNNERS

ISSUE_LINK: Final = Rule(
    name="participation.issue-link",
    sentence="Those who work on a question, and those who run the programme, may ask somebody by personal link.",
    roles=EVERYONE_ON_A_CHALLENGE,
    body_roles=frozenset({CLERK}),
)
REVOKE_LINK: Final = Rule(
    name="participation.revoke-link",
    sentence="The programme lead and the coordinators withdraw a personal link.",
    roles=RUNNERS,
)
ENTER_ANSWER: Final = Rule(
    name="participation.enter-answer",
    sentence="The programme lead, the coordinators and a committee's clerk enter what came by phone or on paper.",
    roles=RUNNERS,
    body_roles=frozenset({CLERK}),
)
