"""Conflicts of interest: a person against a record."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.kernel.models import Scoped


class Conflict(Scoped):
    """A conflict, declared by the person or computed, and who decided that it stands."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    record_public_id = models.CharField(max_length=14, db_index=True)
    reason = models.CharField(max_length=300)
    is_declared = models.BooleanField(default=True, help_text="declared by the person; otherwise computed")
    stands = models.BooleanField(default=True)
    decided_by = models.CharField(max_length=14, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
