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
from bridgework.apps.committees.actions.templates import (
    bring_in,
    change_template,
    copy_template,
    load_templates,
    retire_template,
    start_version,
)

__all__ = [
    "Resolved",
    "add_proposal",
    "bring_in",
    "change_template",
    "copy_template",
    "correct_resolution",
    "edit_paper",
    "edit_proposal",
    "load_templates",
    "make_ready",
    "prepare_paper",
    "publish_paper",
    "record_resolution",
    "remove_proposal",
    "retire_template",
    "return_to_author",
    "start_version",
    "withdraw_paper",
]
