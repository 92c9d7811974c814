"""The only writers of the library: what readers tell us, and what is said of a report beside the report."""

from bridgework.apps.library.actions.deposits import (
    Description,
    close_until,
    describe_report,
    open_due,
    open_now,
    set_file_terms,
)
from bridgework.apps.library.actions.notes import (
    LONGEST_EVIDENCE,
    LONGEST_NOTE,
    accept_note,
    forget_readers,
    receive_note,
    set_note_aside,
)
from bridgework.apps.library.actions.searches import look_again, save_search, stop_search
from bridgework.apps.library.actions.synonyms import add_synonym, change_synonym, remove_synonym
from bridgework.apps.library.actions.taking_in import take_in_entry

__all__ = [
    "LONGEST_EVIDENCE",
    "LONGEST_NOTE",
    "Description",
    "accept_note",
    "add_synonym",
    "change_synonym",
    "close_until",
    "describe_report",
    "forget_readers",
    "look_again",
    "open_due",
    "open_now",
    "receive_note",
    "remove_synonym",
    "save_search",
    "set_file_terms",
    "set_note_aside",
    "stop_search",
    "take_in_entry",
]
