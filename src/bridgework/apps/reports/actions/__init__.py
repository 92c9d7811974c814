"""The only writers of reports, recommendations, fact-checks and future work."""

from bridgework.apps.reports.actions.checking import (
    answer_fact_check,
    ask_fact_check,
    comment_on_fact,
    reply_to_comment,
)
from bridgework.apps.reports.actions.future import add_future_work, bring_to_question_bank, remove_future_work
from bridgework.apps.reports.actions.publishing import (
    close_report,
    open_report,
    publish_again,
    publish_report,
    withdraw_report,
)
from bridgework.apps.reports.actions.recommending import (
    Details,
    add_recommendation,
    merge_recommendations,
    move_recommendation,
    remove_recommendation,
    reword_recommendation,
    split_recommendation,
)
from bridgework.apps.reports.actions.writing import (
    add_version,
    change_report,
    finish_report,
    return_to_draft,
    start_report,
)

__all__ = [
    "Details",
    "add_future_work",
    "add_recommendation",
    "add_version",
    "answer_fact_check",
    "ask_fact_check",
    "bring_to_question_bank",
    "change_report",
    "close_report",
    "comment_on_fact",
    "finish_report",
    "merge_recommendations",
    "move_recommendation",
    "open_report",
    "publish_again",
    "publish_report",
    "remove_future_work",
    "remove_recommendation",
    "reply_to_comment",
    "return_to_draft",
    "reword_recommendation",
    "split_recommendation",
    "start_report",
    "withdraw_report",
]
