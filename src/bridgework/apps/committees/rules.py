"""Who may do what with papers."""

from __future__ import annotations

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import (
    CHAIR,
    CLEARING_OFFICER,
    CLERK,
    COORDINATOR,
    EVERYONE_ON_A_CHALLENGE,
    PROGRAMME_LEAD,
    QUESTION_OWNER,
    SUPPORTING_OFFICER,
)

PREPARE = Rule(
    name="committees.prepare",
    sentence="The programme lead, a coordinator, the question's owner or a supporting officer prepares a paper.",
    roles=frozenset({PROGRAMME_LEAD, COORDINATOR, QUESTION_OWNER, SUPPORTING_OFFICER}),
    remedy="Ask the programme lead to name you as supporting officer.",
)

EDIT = Rule(
    name="committees.edit",
    sentence="Those who prepare a paper, and the committee's clerk, change it while it is a draft.",
    roles=PREPARE.roles,
    body_roles=frozenset({CLERK}),
    states=frozenset({"draft"}),
    states_remedy="Return it to the author first, or publish a correction.",
)

MAKE_READY = Rule(
    name="committees.make-ready",
    sentence="Those who prepare a paper mark it as ready for the clerk.",
    roles=PREPARE.roles,
)

RETURN = Rule(
    name="committees.return",
    sentence="The committee's clerk returns a paper to its author.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)

PUBLISH = Rule(
    name="committees.publish",
    sentence="The committee's clerk publishes a paper.",
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of this committee.",
)

WITHDRAW = Rule(
    name="committees.withdraw",
    sentence="The programme lead or the committee's clerk withdraws a paper.",
    roles=frozenset({PROGRAMME_LEAD}),
    body_roles=frozenset({CLERK}),
)

RESOLVE = Rule(
    name="committees.resolve",
    sentence="The committee's clerk or its chair records what the committee resolved.",
    body_roles=frozenset({CLERK, CHAIR}),
    states=frozenset({"published", "considered"}),
    states_remedy="A paper is published before anything is resolved on it.",
    remedy="Ask the clerk of this committee.",
)

READ = Rule(
    name="committees.read",
    sentence="Everybody on the challenge and the committee's own officers read its papers; published ones are public.",
    roles=EVERYONE_ON_A_CHALLENGE,
    body_roles=frozenset({CLERK, CHAIR, CLEARING_OFFICER}),
    hidden=True,
)
