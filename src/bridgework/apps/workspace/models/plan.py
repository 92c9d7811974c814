"""The steps on the way to the committee, and files kept with a challenge."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, StoredFile


class Milestone(Scoped):
    """A step on the way to the committee, planned backwards; the reasons are stored with the date."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=30, blank=True, help_text="the role that does it")
    first_planned_on = models.DateField(null=True, blank=True, help_text="as first planned")
    planned_on = models.DateField(null=True, blank=True)
    is_provisional = models.BooleanField(default=False)
    working_days = models.PositiveSmallIntegerField(default=0, help_text="how long the step takes")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["challenge_id", "order"]
        constraints = [models.UniqueConstraint(fields=["challenge", "key"], name="one_milestone_key")]


class WorkspaceFile(Record):
    """A file the team or its officers keep with the challenge."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="workspace_files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    @property
    def scope(self) -> str:
        """Where its challenge belongs."""
        return self.challenge.scope
