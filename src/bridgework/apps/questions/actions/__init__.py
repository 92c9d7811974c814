"""The only writers of problems, questions and challenges."""

from bridgework.apps.questions.actions.belonging import (
    give_brief,
    set_provisional_date,
    set_target_meeting,
    settle_belonging,
)
from bridgework.apps.questions.actions.challenges import (
    decide,
    follow_up,
    form_team,
    publish_report,
    put_to_committee,
    reopen_follow_up,
    resume_challenge,
    set_challenge_aside,
    start_work,
    take_up_question,
)
from bridgework.apps.questions.actions.deciding import (
    decline_question,
    keep_question,
    move_to_round,
    offer_again,
    postpone_review,
    shortlist_question,
    withdraw_question,
)
from bridgework.apps.questions.actions.importing import ImportPlan, import_questions, plan_import
from bridgework.apps.questions.actions.problems import (
    answer_problem,
    bring_problem,
    enter_problem_for,
    forget_contacts,
)
from bridgework.apps.questions.actions.proposing import change_question, propose_question, show_question
from bridgework.apps.questions.actions.relating import relate_question, say_never_asked
from bridgework.apps.questions.actions.support import answer_support, end_support, invite_support, name_support
from bridgework.apps.questions.actions.wording import answer_wording, ask_owner, reword_question, settle_consent

__all__ = [
    "ImportPlan",
    "answer_problem",
    "answer_support",
    "answer_wording",
    "ask_owner",
    "bring_problem",
    "change_question",
    "decide",
    "decline_question",
    "end_support",
    "enter_problem_for",
    "follow_up",
    "forget_contacts",
    "form_team",
    "give_brief",
    "import_questions",
    "invite_support",
    "keep_question",
    "move_to_round",
    "name_support",
    "offer_again",
    "plan_import",
    "postpone_review",
    "propose_question",
    "publish_report",
    "put_to_committee",
    "relate_question",
    "reopen_follow_up",
    "resume_challenge",
    "reword_question",
    "say_never_asked",
    "set_challenge_aside",
    "set_provisional_date",
    "set_target_meeting",
    "settle_belonging",
    "settle_consent",
    "shortlist_question",
    "show_question",
    "start_work",
    "take_up_question",
    "withdraw_question",
]
