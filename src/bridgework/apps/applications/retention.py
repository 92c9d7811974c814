"""How long applications are kept after their round has closed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bridgework.apps.applications.actions.erasing import skeleton
from bridgework.apps.applications.models import Application
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import LONGEST_LIST, Due, kept


def _rows(scope: str, before: datetime) -> QuerySet[Application]:
    closed = Application.objects.filter(
        scope__under=scope, call__round__state="closed", call__round__state_since__lt=before
    )
    return closed.exclude(state="erased").select_related("applicant", "call__round").order_by("id")


def _due(scope: str, before: datetime) -> list[Due]:
    return [
        Due(
            one.public_id,
            f"{one.applicant.name}, round {one.call.round.label}",
            one.call.round.state_since,
            f"/desk/applications/{one.public_id}/",
        )
        for one in _rows(scope, before)[:LONGEST_LIST]
    ]


def _dispose(scope: str, before: datetime, actor: Actor, now: datetime) -> int:
    return sum(skeleton(actor=actor, now=now, application=one) is not None for one in list(_rows(scope, before)))


kept(
    "applications",
    setting="applications_kept_months",
    label="Applications of closed rounds",
    goes="What applicants and reviewers wrote, rankings, files",
    stays="An outline without a person: outcome, subject, ranks, score",
    due=_due,
    dispose=_dispose,
)
