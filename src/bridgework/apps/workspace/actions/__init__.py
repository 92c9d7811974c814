"""The only writers of the work on a challenge."""

from bridgework.apps.workspace.actions.evidence import (
    Bearing,
    FindingWords,
    add_finding,
    add_source,
    change_finding,
    change_source,
)
from bridgework.apps.workspace.actions.files import keep_file, remove_file
from bridgework.apps.workspace.actions.meetings import (
    add_point,
    cancel_team_meeting,
    change_team_meeting,
    finish_to_do,
    give_to_do,
    hold_team_meeting,
    plan_team_meeting,
    reinstate_team_meeting,
    reopen_to_do,
)
from bridgework.apps.workspace.actions.milestones import (
    begin_work,
    count_plan,
    reach_milestone,
    reach_milestones,
    reopen_milestone,
)
from bridgework.apps.workspace.actions.propositions import (
    change_words_of_proposition,
    conclude_proposition,
    note_answer,
    put_proposition,
)
from bridgework.apps.workspace.actions.references import add_by_address, bring_pdf, bring_references, keep_apart
from bridgework.apps.workspace.actions.requests import (
    answer_request,
    ask_again,
    hand_over_request,
    make_request,
    pass_on_request,
    person_named,
    say_cannot_help,
    usual_day,
    withdraw_request,
)

__all__ = [
    "Bearing",
    "FindingWords",
    "add_by_address",
    "add_finding",
    "add_point",
    "add_source",
    "answer_request",
    "ask_again",
    "begin_work",
    "bring_pdf",
    "bring_references",
    "cancel_team_meeting",
    "change_finding",
    "change_source",
    "change_team_meeting",
    "change_words_of_proposition",
    "conclude_proposition",
    "count_plan",
    "finish_to_do",
    "give_to_do",
    "hand_over_request",
    "hold_team_meeting",
    "keep_apart",
    "keep_file",
    "make_request",
    "note_answer",
    "pass_on_request",
    "person_named",
    "plan_team_meeting",
    "put_proposition",
    "reach_milestone",
    "reach_milestones",
    "reinstate_team_meeting",
    "remove_file",
    "reopen_milestone",
    "reopen_to_do",
    "say_cannot_help",
    "usual_day",
    "withdraw_request",
]
