"""Templates of committee papers, as dated data."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Organisation
from bridgework.kernel.models import Record, Stateful, Versioned


class PaperTemplate(Record):
    """One council's template, through all its versions."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_templates"
    )
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")

    class Meta:
        ordering = ["name", "id"]

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the product: copied, never changed."""
        return self.organisation_id is None


class PaperTemplateVersion(Record, Stateful, Versioned):
    """A template as it stood from one day to another. In use it is never changed; a new version is made from it."""

    template = models.ForeignKey(PaperTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(
        help_text="bridgework/paper-template@1: sections, vocabularies, implications, clearances"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    word_file = models.ForeignKey("kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["template_id", "number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="one_template_version_number")]
