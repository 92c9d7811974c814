"""The text of a paper: sections, implications, attachments, versions, comments."""

from __future__ import annotations

from django.db import models

from bridgework.apps.committees.models.papers import Paper
from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, StoredFile, Versioned


class PaperSection(Record, Versioned):
    """One section's text in Markdown. A private section never reaches a public document."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60, help_text="the template's key; what covers and citations refer to")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    is_private = models.BooleanField(default=False)
    exempt_paragraph = models.CharField(max_length=4, blank=True, help_text="of Schedule 12A, 1 to 7")
    public_interest_test = models.TextField(blank=True)

    class Meta:
        ordering = ["paper_id", "order"]
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="one_paper_section_key")]


class Implication(Record, Versioned):
    """What the paper says under one implication (or corporate priority); a heading's parts are rows of their own."""

    GROUPS = (("implications", "implication"), ("priorities", "priority"))
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="implications")
    group = models.CharField(max_length=12, choices=GROUPS, default="implications")
    key = models.SlugField(max_length=80, help_text="the template's key, a part's as heading.part")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    has_status = models.BooleanField(default=False)
    status = models.CharField(max_length=20, blank=True, help_text="one of the template's; empty where not yet given")
    text = models.TextField(blank=True)
    is_none = models.BooleanField(default=False, help_text="none; `text` then holds the reason")

    class Meta:
        ordering = ["paper_id", "group", "order"]
        constraints = [models.UniqueConstraint(fields=["paper", "group", "key"], name="one_implication_key")]


class PaperAttachment(Record):
    """What goes with a paper: appendix, background paper, equality analysis. Background papers are frozen by hash."""

    KINDS = (
        ("appendix", "appendix"),
        ("background", "background paper"),
        ("equality", "equality impact assessment"),
        ("supplement", "supplement"),
    )
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=12, choices=KINDS)
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    address = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    is_private = models.BooleanField(default=False)
    exempt_paragraph = models.CharField(max_length=4, blank=True)
    public_interest_test = models.TextField(blank=True)

    class Meta:
        ordering = ["paper_id", "kind", "order"]


class PaperEdit(Record):
    """One saved text of one place of a paper, by the version it was saved as. Never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="edits")
    place = models.CharField(max_length=100, help_text="sections/KEY, implications/KEY, priorities/KEY")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    status = models.CharField(max_length=20, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paper_id", "place", "version"]
        constraints = [models.UniqueConstraint(fields=["paper", "place", "version"], name="one_paper_edit")]


class PaperVersion(Record):
    """The whole paper as it stood, kept at every step that matters. Never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="bridgework/paper@1, with what is private marked so")
    sha256 = models.CharField(max_length=64)
    what = models.CharField(max_length=30, help_text="saved, brought back from Word, form corrected, published …")
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paper_id", "number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_paper_version_number")]


class BroughtBack(Record):
    """A Word document that came back, beside the version it was made from. What is taken in, a person chooses."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="brought_back")
    sent = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken = models.JSONField(default=list, help_text="ids of the changes that were taken in")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when it was taken in, or set aside")

    class Meta:
        ordering = ["paper_id", "-id"]


class PaperComment(Record):
    """A remark on a paragraph of a draft, open until somebody settles it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="comments")
    section_key = models.CharField(max_length=80)
    paragraph = models.CharField(max_length=12, blank=True, help_text="such as 2.6")
    text = models.TextField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paper_comments")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]
