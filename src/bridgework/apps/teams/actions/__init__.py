"""The only writers of teams, their members, and the runs that form them."""

from bridgework.apps.teams.actions.changing import NEVER_BROKEN, bind_run, move_by_hand, price_for, repair_run
from bridgework.apps.teams.actions.composing import (
    accept_place,
    confirm_contribution,
    confirm_team,
    decline_place,
    describe_contribution,
    disband_team,
    finish_team,
    give_up_places,
    leave_team,
    remove_member,
    send_invitations,
    start_team,
    suggest_member,
)
from bridgework.apps.teams.actions.planning import (
    begin_run,
    choose_rules,
    freeze_run,
    keep_rules,
    lock_applicant,
    set_run_aside,
    take_run_up,
)
from bridgework.apps.teams.actions.publishing import publish_run
from bridgework.apps.teams.actions.solving import enter_public_value, start_solving, stop_solving

__all__ = [
    "NEVER_BROKEN",
    "accept_place",
    "begin_run",
    "bind_run",
    "choose_rules",
    "confirm_contribution",
    "confirm_team",
    "decline_place",
    "describe_contribution",
    "disband_team",
    "enter_public_value",
    "finish_team",
    "freeze_run",
    "give_up_places",
    "keep_rules",
    "leave_team",
    "lock_applicant",
    "move_by_hand",
    "price_for",
    "publish_run",
    "remove_member",
    "repair_run",
    "send_invitations",
    "set_run_aside",
    "start_solving",
    "start_team",
    "stop_solving",
    "suggest_member",
    "take_run_up",
]
