"""Reads of the library."""

from bridgework.apps.library.queries.notes import note_seen_by, notes_answered_before, notes_seen_by

__all__ = ["note_seen_by", "notes_answered_before", "notes_seen_by"]
