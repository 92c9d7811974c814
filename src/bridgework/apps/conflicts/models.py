"""Conflicts of interest: a person against a record."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, Scoped


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


class DeclaredTie(Record):
    """A tie that somebody declared to another person; conflicts are computed from it. The other may be only a name."""

    KINDS = (
        ("supervisor", "Supervisor or supervised"),
        ("co_author", "Co-author"),
        ("household", "Household or family"),
        ("close", "Another close tie"),
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declared_ties")
    other = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="ties_with_others")
    other_name = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    until = models.DateField(null=True, blank=True, help_text="the day it ended; empty while it lasts or nobody knows")

    class Meta:
        ordering = ["person_id", "kind", "id"]
