"""Requests to be removed, and the record of what was deleted because its time had come."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.kernel.models import Scoped, Stateful


class ErasureRequest(Scoped, Stateful):
    """Somebody asked to be removed. What is kept of it afterwards says how much went, and of whom nothing."""

    WAYS = (("screen", "on screen"), ("link", "by personal link"), ("phone", "by phone"), ("paper", "on paper"))

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasure_requests")
    way = models.CharField(max_length=10, choices=WAYS)
    asked_by = models.CharField(max_length=14, blank=True, help_text="public id of whoever entered it")
    decided_by = models.CharField(max_length=14, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why it was refused")
    counts = models.JSONField(default=dict, help_text="table to how many rows went or lost the name")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(state="asked"), name="one_open_erasure")
        ]


class Disposal(Scoped, Stateful):
    """What is due to go under one promise: announced, then gone, or held back for a reason."""

    rule = models.CharField(max_length=60, help_text="key of the promise")
    before = models.DateTimeField(help_text="what ended before this moment goes")
    count = models.PositiveIntegerField(help_text="how many were due when it was announced")
    goes_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_count = models.PositiveIntegerField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=14, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "rule"], condition=models.Q(state="announced"), name="one_announced_disposal"
            )
        ]
