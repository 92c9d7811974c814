"""An application as those see it who run the call."""

from __future__ import annotations

from typing import Any

from bridgework.apps.applications import queries
from bridgework.apps.applications.models import Application


def answers_shown(application: Application) -> dict[str, Any]:
    """What was sent. Names that serve only to find conflicts are left out, and so is what equality monitoring asks."""
    terms: dict[str, list[str]] = {"skill": [], "slot": [], "trait": []}
    for term in application.terms.order_by("label"):
        terms[term.kind].append(term.label)
    return {
        "application": application,
        "terms": terms,
        "wishes": list(application.preferences.select_related("question").order_by("rank")),
        "never": [one.question.title for one in application.never.select_related("question").order_by("id")],
        "joint": list(application.joint_applicants.order_by("id")),
        "own_answers": queries.answers_of(application),
    }
