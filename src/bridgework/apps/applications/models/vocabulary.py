"""The words that applicants choose from: disciplines, skills, availability slots, traits."""

from __future__ import annotations

from django.db import models

from bridgework.apps.programmes.models import Programme
from bridgework.kernel.models import Scoped


class VocabularyTerm(Scoped):
    """One word of a programme's vocabulary. What an applicant added freely waits until a person merges or keeps it."""

    KINDS = (
        ("discipline", "Discipline"),
        ("skill", "Skill"),
        ("slot", "Time of the week"),
        ("trait", "Trait for the isolation rule"),
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="vocabulary")
    kind = models.CharField(max_length=12, choices=KINDS)
    label = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, help_text="the label without case and double spaces, to find it again")
    order = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True, help_text="on the list; otherwise a free addition nobody looked at")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="no longer offered; applications keep it")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        ordering = ["kind", "order", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "folded"], name="one_vocabulary_term_a_kind")
        ]

    def __str__(self) -> str:
        return self.label
