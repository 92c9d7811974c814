"""Reads of papers: the list, one paper, its proposals, clearances, and what it lacks."""

from __future__ import annotations

from bridgework.apps.committees.queries.papers import (
    last_day_to_publish,
    meetings_with_papers,
    paper,
    papers,
    proposals_of,
    publication_deadline,
    standing_resolution,
)
from bridgework.apps.committees.queries.templates import (
    content_of,
    newer_version,
    template_version,
    templates_for,
    templates_seen_by,
    versions_of_template,
)

__all__ = [
    "content_of",
    "last_day_to_publish",
    "meetings_with_papers",
    "newer_version",
    "paper",
    "papers",
    "proposals_of",
    "publication_deadline",
    "standing_resolution",
    "template_version",
    "templates_for",
    "templates_seen_by",
    "versions_of_template",
]
