"""Documents made from a paper, and documents a paper was read from."""

from __future__ import annotations

from django.db import models

from bridgework.apps.committees.models.papers import Paper
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, StoredFile


class BuiltDocument(Record):
    """A document made from one version of a paper; the same version always gives the same bytes."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="documents")
    version_number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, help_text="pdf, docx, html, json, akn, folder")
    part = models.CharField(max_length=8, default="public", help_text="public or private")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    checks = models.JSONField(default=list, help_text="which checks it went through, and what they said")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["paper_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "version_number", "kind", "part"], name="one_built_document")
        ]


class PaperReading(Scoped):
    """An existing paper or minutes that was read; a person confirms it before it becomes a record on its thread."""

    challenge = models.ForeignKey(
        Challenge, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_readings"
    )
    file = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="empty where the document is not held here",
    )
    state = models.CharField(max_length=8, default="read", db_index=True, help_text="waiting, read or refused")
    refusal = models.CharField(max_length=24, blank=True, help_text="why it was not read, by its code")
    read = models.JSONField(default=dict, help_text="bridgework/paper@1 as read, with places and warnings")
    blocks = models.JSONField(default=list, help_text="the text as it was read from, each piece with its place")
    confirmed = models.JSONField(default=dict, help_text="the values a person changed, by JSON pointer")
    read_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="reading")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    is_private = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
