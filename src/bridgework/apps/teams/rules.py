"""Who may do what with teams."""

from __future__ import annotations

from bridgework.kernel.permissions import Rule
from bridgework.kernel.roles import EVERYONE_ON_A_CHALLENGE, RUNNERS

COMPOSE = Rule(
    name="teams.compose",
    sentence="The programme lead or a coordinator composes teams and invites people.",
    roles=RUNNERS,
)

READ = Rule(
    name="teams.read",
    sentence="A team is seen by everybody on its question and by those invited to it.",
    roles=EVERYONE_ON_A_CHALLENGE,
    own=("team_members__person",),
    hidden=True,
)

ANSWER = Rule(
    name="teams.answer",
    sentence="The person who was invited answers an invitation; the programme can enter the answer for them.",
    own=("person",),
    remedy="Ask the coordinator to enter the answer for you.",
)

LEAVE = Rule(
    name="teams.leave",
    sentence="A team member leaves by their own word; the programme can enter it for them.",
    own=("person",),
)

DESCRIBE = Rule(
    name="teams.describe-contribution",
    sentence="A team member describes their own contribution.",
    own=("person",),
)

CONFIRM = Rule(
    name="teams.confirm-contribution",
    sentence="The programme lead or a coordinator confirms a contribution.",
    roles=RUNNERS,
)

PLAN = Rule(
    name="teams.plan",
    sentence="The programme lead or a coordinator plans the teams of a round and publishes them.",
    roles=RUNNERS,
    remedy="Ask the programme lead to make you a coordinator.",
)

READ_RUN = Rule(
    name="teams.read-run",
    sentence="A run is public from the moment its input is frozen: hashes, rules and, once published, its values.",
    roles=RUNNERS,
    public_when={"is_listed": True},
    hidden=True,
)

READ_INPUT = Rule(
    name="teams.read-frozen-input",
    sentence="The pseudonymised input of a run is read by those who run the programme and by the auditor it names.",
    roles=RUNNERS,
    own=("auditor",),
    hidden=True,
)

READ_REASONS = Rule(
    name="teams.read-own-reasons",
    sentence="Why somebody is in their team is read by themselves and by those who run the programme.",
    roles=RUNNERS,
    own=("person",),
    hidden=True,
)
