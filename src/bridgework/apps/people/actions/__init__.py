"""The only writers of people, organisations, role holdings, consents and accounts."""

from bridgework.apps.people.actions.accounts import (
    close_account,
    connect_sign_in,
    disconnect_sign_in,
    follow_account_address,
    note_sign_in,
    open_account,
)
from bridgework.apps.people.actions.consents import record_consent, withdraw_consent
from bridgework.apps.people.actions.organisations import (
    close_organisation,
    end_affiliation,
    record_affiliation,
    register_organisation,
    rename_organisation,
)
from bridgework.apps.people.actions.registering import change_person, register_person
from bridgework.apps.people.actions.roles import (
    appoint,
    end_appointment,
    end_role,
    grant_role,
    step_back,
    step_up,
)

__all__ = [
    "appoint",
    "change_person",
    "close_account",
    "close_organisation",
    "connect_sign_in",
    "disconnect_sign_in",
    "end_affiliation",
    "end_appointment",
    "end_role",
    "follow_account_address",
    "grant_role",
    "note_sign_in",
    "open_account",
    "record_affiliation",
    "record_consent",
    "register_organisation",
    "register_person",
    "rename_organisation",
    "step_back",
    "step_up",
    "withdraw_consent",
]
