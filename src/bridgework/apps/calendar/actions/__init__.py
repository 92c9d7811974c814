"""The only writers of bodies, committee meetings, holidays and election periods."""

from bridgework.apps.calendar.actions.bodies import change_body, name_successor, register_body, rename_body
from bridgework.apps.calendar.actions.days import (
    add_election_period,
    add_holiday,
    load_bank_holidays,
    remove_election_period,
    remove_holiday,
)
from bridgework.apps.calendar.actions.deadline_rules import end_deadline_rule, set_deadline_rule, set_governance
from bridgework.apps.calendar.actions.feeds import end_feeds, make_feed
from bridgework.apps.calendar.actions.meetings import (
    approve_minutes,
    cancel_committee_meeting,
    hold_committee_meeting,
    move_committee_meeting,
    note_attendance,
    plan_committee_meeting,
    reinstate_committee_meeting,
)

__all__ = [
    "add_election_period",
    "add_holiday",
    "approve_minutes",
    "cancel_committee_meeting",
    "change_body",
    "end_deadline_rule",
    "end_feeds",
    "hold_committee_meeting",
    "load_bank_holidays",
    "make_feed",
    "move_committee_meeting",
    "name_successor",
    "note_attendance",
    "plan_committee_meeting",
    "register_body",
    "reinstate_committee_meeting",
    "remove_election_period",
    "remove_holiday",
    "rename_body",
    "set_deadline_rule",
    "set_governance",
]
