"""What was overridden when a paper was published."""

from __future__ import annotations

from django.db import models

from bridgework.apps.committees.models.papers import Paper
from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record


class PublicationOverride(Record):
    """One failure of the readiness check that the monitoring officer, or the named deputy, let pass with a reason."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="overrides")
    code = models.CharField(max_length=60, help_text="of the failure")
    place = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64, help_text="of the paper as it stood: a change ends the override")

    class Meta:
        ordering = ["paper_id", "id"]
