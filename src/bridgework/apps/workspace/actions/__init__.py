"""The only writers of the work on a challenge."""

from bridgework.apps.workspace.actions.annex import take_annex
from bridgework.apps.workspace.actions.consenting import hold_consents
from bridgework.apps.workspace.actions.evidence import (
    Bearing,
    FindingWords,
    add_finding,
    add_source,
    change_finding,
    change_source,
)
from bridgework.apps.workspace.actions.files import keep_file, remove_file
from bridgework.apps.workspace.actions.inheriting import carry_over, check_again
from bridgework.apps.workspace.actions.interviews import (
    consent_link,
    dispose_of,
    dispose_of_due,
    give_consents,
    hold_interview,
    open_key,
    plan_interview,
    withdraw_interview,
)
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
from bridgework.apps.workspace.actions.quotes import add_quote, decide_quotes
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
from bridgework.apps.workspace.actions.screening import note_search, screen_source
from bridgework.apps.workspace.actions.transcripts import approve_transcript, keep_transcript, replace_words

__all__ = [
    "Bearing",
    "FindingWords",
    "add_by_address",
    "add_finding",
    "add_point",
    "add_quote",
    "add_source",
    "answer_request",
    "approve_transcript",
    "ask_again",
    "begin_work",
    "bring_pdf",
    "bring_references",
    "cancel_team_meeting",
    "carry_over",
    "change_finding",
    "change_source",
    "change_team_meeting",
    "change_words_of_proposition",
    "check_again",
    "conclude_proposition",
    "consent_link",
    "count_plan",
    "decide_quotes",
    "dispose_of",
    "dispose_of_due",
    "finish_to_do",
    "give_consents",
    "give_to_do",
    "hand_over_request",
    "hold_consents",
    "hold_interview",
    "hold_team_meeting",
    "keep_apart",
    "keep_file",
    "keep_transcript",
    "make_request",
    "note_answer",
    "note_search",
    "open_key",
    "pass_on_request",
    "person_named",
    "plan_interview",
    "plan_team_meeting",
    "put_proposition",
    "reach_milestone",
    "reach_milestones",
    "reinstate_team_meeting",
    "remove_file",
    "reopen_milestone",
    "reopen_to_do",
    "replace_words",
    "say_cannot_help",
    "screen_source",
    "take_annex",
    "usual_day",
    "withdraw_interview",
    "withdraw_request",
]
