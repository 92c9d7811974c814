"""The only writers of the ledger."""

from __future__ import annotations

from bridgework.apps.impact.actions.closing import (
    close_action,
    close_recommendation,
    reopen_action,
    reopen_recommendation,
)
from bridgework.apps.impact.actions.decisions import note_resolution, record_reply
from bridgework.apps.impact.actions.doing import Reported, open_action, report_back, report_on_recommendation
from bridgework.apps.impact.actions.effects import (
    Checked,
    Effect,
    check_independently,
    state_effect,
    supersede_effect,
)
from bridgework.apps.impact.actions.minutes import Tasked, confirm_minute_and_task
from bridgework.apps.impact.actions.prompting import ask_for_report_backs, plan_prompts, send_due_prompts

__all__ = [
    "Checked",
    "Effect",
    "Reported",
    "Tasked",
    "ask_for_report_backs",
    "check_independently",
    "close_action",
    "close_recommendation",
    "confirm_minute_and_task",
    "note_resolution",
    "open_action",
    "plan_prompts",
    "record_reply",
    "reopen_action",
    "reopen_recommendation",
    "report_back",
    "report_on_recommendation",
    "send_due_prompts",
    "state_effect",
    "supersede_effect",
]
