"""Equality monitoring: an answer adds one to a count, and leaves no other trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from bridgework.apps.applications.models import Application, MonitoringCount
from bridgework.apps.applications.monitored import MONITORED
from bridgework.kernel.permissions import Actor


@transaction.atomic
def count_equality_answers(
    *, actor: Actor, now: datetime, application: Application, answers: Mapping[str, str]
) -> bool:
    """Count what somebody said; once for each application. What they said is joined to nothing, and not audited.

    False where this application was counted before.
    """
    if not Application.objects.filter(pk=application.pk, monitoring_asked=False).update(monitoring_asked=True):
        return False
    for question in MONITORED:
        answer = answers.get(question.key, "")
        if answer in dict(question.answers):
            row, _ = MonitoringCount.objects.get_or_create(
                call_id=application.call_id, question=question.key, answer=answer
            )
            MonitoringCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return True
