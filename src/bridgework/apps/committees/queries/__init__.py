"""Reads of papers: the list, one paper, its proposals, clearances, and what it lacks."""

from __future__ import annotations

from bridgework.apps.committees.queries.papers import (
    last_day_to_publish,
    meetings_with_papers,
    paper,
    papers,
    proposals_of,
    standing_resolution,
)

__all__ = [
    "last_day_to_publish",
    "meetings_with_papers",
    "paper",
    "papers",
    "proposals_of",
    "standing_resolution",
]
