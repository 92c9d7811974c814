"""The evidence register: sources, how they were found and screened, and the findings that rest on them."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, StoredFile, Versioned


class Source(Scoped):
    """What a finding rests on. Interviews are kept apart and are only counted here."""

    KINDS = (
        ("study", "study"),
        ("statistics", "statistics"),
        ("council_data", "council data"),
        ("policy_document", "policy document"),
        ("interview", "interview"),
        ("lived_experience", "lived experience"),
        ("expert_view", "expert view"),
        ("local_practice", "local practice"),
        ("press", "press"),
    )
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="workspace_sources")
    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True)
    says = models.TextField(blank=True, help_text="one sentence: what it says for our question")
    is_public = models.BooleanField(default=True)
    key = models.CharField(max_length=60, blank=True, help_text="what the team's text cites it by")
    csl = models.JSONField(default=dict, help_text="the reference as CSL-JSON; empty for what is no publication")
    doi = models.CharField(max_length=200, blank=True, db_index=True)
    place = models.CharField(max_length=160, blank=True, help_text="where it was found true")
    population = models.CharField(max_length=160, blank=True, help_text="of whom")
    page = models.CharField(max_length=40, blank=True)
    confidence = models.CharField(max_length=12, blank=True, help_text="in the source itself; apart from its kind")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    reference_import = models.ForeignKey(
        "ReferenceImport", null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    inherited_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    checked_again_at = models.DateTimeField(null=True, blank=True, help_text="where inherited")
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class ReferenceImport(Scoped):
    """A file of references that was brought in: every good entry is a source, every bad one is listed here."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="reference_imports")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=12, help_text="ris, bibtex, csl-json, pdf")
    read = models.PositiveIntegerField(default=0, help_text="entries in the file")
    taken_in = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="place, what is wrong, and the entry as it stood")
    brought_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]


class SearchLogEntry(Scoped):
    """One search for evidence: where, when, with which words, how many hits."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="search_log")
    searched_on = models.DateField()
    where = models.CharField(max_length=200)
    terms = models.TextField()
    hits = models.PositiveIntegerField(null=True, blank=True)
    for_the_contrary = models.BooleanField(default=False, help_text="looked for what would speak against a finding")
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["challenge_id", "searched_on", "id"]


class ScreeningDecision(Record):
    """What one person decided about one source at one stage. The latest of a person stands."""

    STAGES = (("title", "title and abstract"), ("full_text", "full text"))
    DECISIONS = (("include", "include"), ("exclude", "exclude"), ("maybe", "maybe"))
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="screening")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=STAGES)
    decision = models.CharField(max_length=8, choices=DECISIONS)
    reason = models.CharField(max_length=200, blank=True, help_text="of an exclusion")
    settles = models.BooleanField(default=False, help_text="settles a disagreement of two people")
    at = models.DateTimeField()

    class Meta:
        ordering = ["source_id", "id"]


class Finding(Scoped, Versioned):
    """A statement that rests on sources."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    confidence = models.CharField(max_length=12, blank=True, help_text="low, moderate, high; empty where not judged")
    figure = models.CharField(max_length=60, blank=True, help_text="the number it states, such as 45%")
    figure_of = models.CharField(max_length=200, blank=True, help_text="what the number measures")
    superseded_note = models.TextField(blank=True, help_text="what later figure stands against it, with its source")
    is_public = models.BooleanField(default=False)
    key = models.CharField(max_length=60, blank=True, help_text="what the team's text refers to it by")
    methods_note = models.TextField(blank=True, help_text="how its sources were made, and what that limits")
    coherence_note = models.TextField(blank=True, help_text="how well it fits what the sources say")
    adequacy_note = models.TextField(blank=True, help_text="how rich and how many they are")
    relevance_note = models.TextField(blank=True, help_text="how near they are to our question and place")
    inherited_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    checked_again_at = models.DateTimeField(null=True, blank=True)
    sources = models.ManyToManyField(Source, through="FindingSource", related_name="findings")

    class Meta:
        ordering = ["challenge_id", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "number"], name="one_finding_number")]


class FindingSource(models.Model):
    """How one source bears on one finding."""

    BEARINGS = (("supports", "supports"), ("complicates", "complicates"), ("contradicts", "contradicts"))
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="bearings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="bearings")
    bearing = models.CharField(max_length=12, choices=BEARINGS, default="supports")
    page = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "source"], name="one_bearing_a_source")]
