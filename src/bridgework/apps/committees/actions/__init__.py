"""The only writers of papers, their text and clearances, proposals and resolutions."""

from __future__ import annotations

from bridgework.apps.committees.actions.asking import (
    answer_day,
    ask_clearance,
    delegate_clearance,
    hand_over_clearance,
    remind_of_clearances,
)
from bridgework.apps.committees.actions.attaching import Attached, attach, change_attachment, detach
from bridgework.apps.committees.actions.bringing_back import (
    bring_back,
    send_to_word,
    set_aside_document,
    take_in_changes,
)
from bridgework.apps.committees.actions.clearing import answer_clearance, mark_as_form, object_to_form
from bridgework.apps.committees.actions.commenting import comment_on_paragraph, settle_comment
from bridgework.apps.committees.actions.documents import build_documents, make_documents
from bridgework.apps.committees.actions.filling import move_to_template
from bridgework.apps.committees.actions.minutes import confirm_minute, paste_minute
from bridgework.apps.committees.actions.papers import (
    add_proposal,
    edit_paper,
    edit_proposal,
    make_ready,
    move_proposal,
    prepare_paper,
    remove_proposal,
    return_to_author,
    withdraw_paper,
)
from bridgework.apps.committees.actions.publishing import NotReady, let_pass, publish_paper, say_what_is_missing
from bridgework.apps.committees.actions.readings import (
    ConfirmedPaper,
    ConfirmedProposal,
    bring_in_paper,
    confirm_reading,
    finish_reading,
    set_aside_reading,
)
from bridgework.apps.committees.actions.resolutions import Resolved, correct_resolution, record_resolution
from bridgework.apps.committees.actions.templates import (
    bring_in,
    change_template,
    copy_template,
    load_templates,
    retire_template,
    set_word_file,
    start_version,
)
from bridgework.apps.committees.actions.versions import keep_version
from bridgework.apps.committees.actions.writing import (
    Exempt,
    write_contacts,
    write_front,
    write_implication,
    write_section,
)

__all__ = [
    "Attached",
    "ConfirmedPaper",
    "ConfirmedProposal",
    "Exempt",
    "NotReady",
    "Resolved",
    "add_proposal",
    "answer_clearance",
    "answer_day",
    "ask_clearance",
    "attach",
    "bring_back",
    "bring_in",
    "bring_in_paper",
    "build_documents",
    "change_attachment",
    "change_template",
    "comment_on_paragraph",
    "confirm_minute",
    "confirm_reading",
    "copy_template",
    "correct_resolution",
    "delegate_clearance",
    "detach",
    "edit_paper",
    "edit_proposal",
    "finish_reading",
    "hand_over_clearance",
    "keep_version",
    "let_pass",
    "load_templates",
    "make_documents",
    "make_ready",
    "mark_as_form",
    "move_proposal",
    "move_to_template",
    "object_to_form",
    "paste_minute",
    "prepare_paper",
    "publish_paper",
    "record_resolution",
    "remind_of_clearances",
    "remove_proposal",
    "retire_template",
    "return_to_author",
    "say_what_is_missing",
    "send_to_word",
    "set_aside_document",
    "set_aside_reading",
    "set_word_file",
    "settle_comment",
    "start_version",
    "take_in_changes",
    "withdraw_paper",
    "write_contacts",
    "write_front",
    "write_implication",
    "write_section",
]
