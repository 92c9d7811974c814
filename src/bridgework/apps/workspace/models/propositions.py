"""What was put to stakeholders, and what they answered."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Organisation
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, Stateful


class Proposition(Scoped, Stateful):
    """What was put to stakeholders, what they answered, and what the team did next."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="propositions")
    text = models.TextField()
    put_to = models.CharField(max_length=300, help_text="whom, by role or group")
    put_on = models.CharField(max_length=10, blank=True, help_text="a partial date")
    answer = models.TextField(blank=True)
    did_next = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "id"]


class PropositionAnswer(Record):
    """One stakeholder's answer to a proposition, by group."""

    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    by_role = models.CharField(max_length=160)
    stance = models.CharField(max_length=12, help_text="for, mixed, against, unclear")
    text = models.TextField(blank=True)
