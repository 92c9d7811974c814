"""The only writers of reports, recommendations, fact-checks and future work."""

from bridgework.apps.reports.actions.bringing_in import bring_in, set_aside, take_in
from bridgework.apps.reports.actions.checking import (
    answer_fact_check,
    ask_fact_check,
    comment_on_fact,
    put_in_words,
    reply_to_comment,
)
from bridgework.apps.reports.actions.documents import make_documents, try_documents_again
from bridgework.apps.reports.actions.figures import FigureWords, add_figure, change_figure, remove_figure
from bridgework.apps.reports.actions.freezing import freeze_version
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
from bridgework.apps.reports.actions.remarks import (
    comment_on_section,
    settle_comment,
    withdraw_dissent,
    write_dissent,
)
from bridgework.apps.reports.actions.sections import (
    add_section,
    begin_writing,
    move_section,
    put_back_section,
    remove_section,
    write_section,
)
from bridgework.apps.reports.actions.taking_in import take_in_report
from bridgework.apps.reports.actions.writing import (
    add_version,
    change_report,
    finish_report,
    return_to_draft,
    start_report,
)
from bridgework.core.reports.record import FROM_EVIDENCE

__all__ = [
    "FROM_EVIDENCE",
    "Details",
    "FigureWords",
    "add_figure",
    "add_future_work",
    "add_recommendation",
    "add_section",
    "add_version",
    "answer_fact_check",
    "ask_fact_check",
    "begin_writing",
    "bring_in",
    "bring_to_question_bank",
    "change_figure",
    "change_report",
    "close_report",
    "comment_on_fact",
    "comment_on_section",
    "finish_report",
    "freeze_version",
    "make_documents",
    "merge_recommendations",
    "move_recommendation",
    "move_section",
    "open_report",
    "publish_again",
    "publish_report",
    "put_back_section",
    "put_in_words",
    "remove_figure",
    "remove_future_work",
    "remove_recommendation",
    "remove_section",
    "reply_to_comment",
    "return_to_draft",
    "reword_recommendation",
    "set_aside",
    "settle_comment",
    "split_recommendation",
    "start_report",
    "take_in",
    "take_in_report",
    "try_documents_again",
    "withdraw_dissent",
    "withdraw_report",
    "write_dissent",
    "write_section",
]
