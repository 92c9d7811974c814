"""The only writers of papers, their text and clearances, proposals and resolutions."""

from __future__ import annotations

from bridgework.apps.committees.actions.papers import (
    add_proposal,
    edit_paper,
    edit_proposal,
    make_ready,
    prepare_paper,
    remove_proposal,
    return_to_author,
    withdraw_paper,
)
from bridgework.apps.committees.actions.publishing import publish_paper
from bridgework.apps.committees.actions.resolutions import Resolved, correct_resolution, record_resolution

__all__ = [
    "Resolved",
    "add_proposal",
    "correct_resolution",
    "edit_paper",
    "edit_proposal",
    "make_ready",
    "prepare_paper",
    "publish_paper",
    "record_resolution",
    "remove_proposal",
    "return_to_author",
    "withdraw_paper",
]
