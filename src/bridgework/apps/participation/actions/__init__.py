"""The only writers of personal links, of the codes that confirm them, and of the answers given through them."""

from __future__ import annotations

from bridgework.apps.participation.actions.codes import CODE_LASTS, make_code
from bridgework.apps.participation.actions.feeds import make_feed, stop_feed
from bridgework.apps.participation.actions.links import (
    FRESH_LINK_LASTS,
    PASSAGE_LENGTH,
    TEXT_LENGTH,
    answer_by_link,
    answer_on_screen,
    ask_for_fresh_link,
    checked_choice,
    enter_answer_for,
    issue_link,
    revoke_link,
    send_fresh_link,
)
from bridgework.apps.participation.actions.redacting import take_words_out

__all__ = [
    "CODE_LASTS",
    "FRESH_LINK_LASTS",
    "PASSAGE_LENGTH",
    "TEXT_LENGTH",
    "answer_by_link",
    "answer_on_screen",
    "ask_for_fresh_link",
    "checked_choice",
    "enter_answer_for",
    "issue_link",
    "make_code",
    "make_feed",
    "revoke_link",
    "send_fresh_link",
    "stop_feed",
    "take_words_out",
]
