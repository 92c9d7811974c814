"""Equality monitoring: only how often each answer was given. No row belongs to anybody."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models.calls import Call


class MonitoringCount(models.Model):
    """How often an answer was given in a call. There is no person, no application and no time in it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="monitoring_counts")
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["call_id", "question", "answer"]
        constraints = [models.UniqueConstraint(fields=["call", "question", "answer"], name="one_monitoring_count")]
