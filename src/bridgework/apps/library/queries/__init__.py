"""Reads of the library."""

from bridgework.apps.library.queries.deposits import (
    AboutReport,
    FileTold,
    Related,
    Standing,
    about_report,
    deposit_seen_by,
    deposits_seen_by,
    known_date,
    reports_beside,
    standing_instead,
)
from bridgework.apps.library.queries.notes import note_seen_by, notes_answered_before, notes_seen_by

__all__ = [
    "AboutReport",
    "FileTold",
    "Related",
    "Standing",
    "about_report",
    "deposit_seen_by",
    "deposits_seen_by",
    "known_date",
    "note_seen_by",
    "notes_answered_before",
    "notes_seen_by",
    "reports_beside",
    "standing_instead",
]
