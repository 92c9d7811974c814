"""Who may write which fact of the ledger.

The owner of an action reports on it; another party checks; the programme closes a recommendation and the committee's
clerk an action it tasked. An owner closes nothing.
"""

from __future__ import annotations

from typing import Any

from bridgework.kernel.permissions import Actor, Answer, Rule
from bridgework.kernel.roles import (
    CHAIR,
    CLERK,
    COORDINATOR,
    EVERYONE_ON_A_CHALLENGE,
    MENTOR,
    PROGRAMME_LEAD,
    QUESTION_OWNER,
    RESEARCHER,
    RUNNERS,
    SPONSOR,
    SUPPORTING_OFFICER,
    TEAM_LEAD,
)

RECORD_REPLY = Rule(
    name="impact.record-reply",
    sentence="The programme lead or a coordinator records what an addressee replied.",
    roles=RUNNERS,
)

OPEN_ACTION = Rule(
    name="impact.open-action",
    sentence="The programme lead, a coordinator, the question's owner or a supporting officer opens an action.",
    roles=frozenset({PROGRAMME_LEAD, COORDINATOR, QUESTION_OWNER, SUPPORTING_OFFICER}),
)

OPEN_ACTION_FOR_COMMITTEE = Rule(
    name="impact.open-action-for-committee",
    sentence="The committee's clerk opens an action that the committee tasked.",
    roles=OPEN_ACTION.roles,
    body_roles=frozenset({CLERK}),
)

REPORT_BACK = Rule(
    name="impact.report-back",
    sentence="The owner of an action, or the programme for them, reports what was done.",
    roles=RUNNERS | {QUESTION_OWNER, SUPPORTING_OFFICER},
    own=("owner",),
)

REPORT_ON_RECOMMENDATION = Rule(
    name="impact.report-on-recommendation",
    sentence="Officers on the question, and the programme, report what became of a recommendation.",
    roles=RUNNERS | {QUESTION_OWNER, SUPPORTING_OFFICER},
)


def _not_the_owner(actor: Actor, recommendation: Any) -> Answer | None:
    if recommendation.actions.filter(owner=actor.person_id).exists():
        return Answer(
            False,
            "impact.check",
            "An independent check is made by somebody who does not own an action on the recommendation.",
            "Ask the programme lead or an alumnus of the team.",
        )
    return None


CHECK = Rule(
    name="impact.check",
    sentence="The programme lead, a mentor, a researcher of the team or the sponsor councillor checks progress.",
    roles=frozenset({PROGRAMME_LEAD, MENTOR, RESEARCHER, TEAM_LEAD, SPONSOR}),
    further=_not_the_owner,
)

STATE_EFFECT = Rule(
    name="impact.state-effect",
    sentence="The programme lead, a coordinator, the question's owner or the team states what changed.",
    roles=frozenset({PROGRAMME_LEAD, COORDINATOR, QUESTION_OWNER, RESEARCHER, TEAM_LEAD, MENTOR}),
)


def _not_an_owner(actor: Actor, recommendation: Any) -> Answer | None:
    if recommendation.actions.filter(owner=actor.person_id).exists():
        return Answer(
            False,
            "impact.close",
            "The owner of an action never closes the recommendation it serves.",
            "Report it as done; another of the programme's people closes it.",
        )
    return None


CLOSE = Rule(
    name="impact.close",
    sentence="The programme lead or a coordinator closes a recommendation.",
    roles=RUNNERS,
    further=_not_an_owner,
)


def _not_my_action(actor: Actor, action: Any) -> Answer | None:
    if action.owner_id is not None and action.owner_id == actor.person_id:
        return Answer(
            False, "impact.close-action", "The owner of an action never closes it.", "Report it as done instead."
        )
    return None


CLOSE_ACTION = Rule(
    name="impact.close-action",
    sentence="The programme closes an action that no committee set.",
    roles=RUNNERS,
    further=_not_my_action,
)

CLOSE_COMMITTEE_ACTION = Rule(
    name="impact.close-committee-action",
    sentence="The committee's clerk closes an action the committee set, citing a meeting.",
    body_roles=frozenset({CLERK}),
    remedy="Ask the clerk of that committee.",
    further=_not_my_action,
)

READ_ACTIONS = Rule(
    name="impact.read-actions",
    sentence="Actions are public unless marked otherwise.",
    roles=RUNNERS | {QUESTION_OWNER, SUPPORTING_OFFICER, SPONSOR, MENTOR, RESEARCHER, TEAM_LEAD},
    body_roles=frozenset({CLERK, CHAIR}),
    own=("owner",),
    public_when={"is_public": True},
)

SEE_AT_DESK = Rule(
    name="impact.see-desk",
    sentence="Everybody on the question sees its recommendations at the desk; the public ledger is open to all.",
    roles=EVERYONE_ON_A_CHALLENGE,
    own=("actions__owner",),
    remedy="Open the public ledger.",
    hidden=True,
)
