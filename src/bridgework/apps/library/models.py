"""The catalogue of what is kept, its dates, licence and access; and what readers tell us: "if you know, tell us"."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile


class ReaderNote(Scoped, Stateful):
    """Something a reader knows about a station of a thread; staff accept it or say why not."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="reader_notes")
    station = models.CharField(max_length=30)
    text = models.TextField()
    evidence = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    reply = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Deposit(Record):
    """What the library says of a report beside the report itself. Dates that are not known are empty."""

    ACCESS = (("open", "open"), ("embargoed", "not before a day"), ("restricted", "on request"))
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="deposit")
    accepted_on = models.CharField(max_length=10, blank=True, help_text="a partial date: when the programme took it")
    presented_on = models.CharField(max_length=10, blank=True, help_text="a partial date: when it was presented")
    uploaded_on = models.CharField(max_length=10, blank=True, help_text="a partial date: when a portal got it")
    modified_at = models.DateTimeField(null=True, blank=True)
    licence = models.CharField(max_length=200, blank=True, help_text="address of the licence; empty where not known")
    access = models.CharField(max_length=12, choices=ACCESS, default="open")
    embargo_until = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    responds_to = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="responses")
    doi = models.CharField(max_length=200, blank=True)
    keywords = models.JSONField(default=list)
    lacks = models.JSONField(default=list, help_text="what a portal's entry it was taken from did not say")


class FileTerms(Record):
    """Under which licence one file of a report may be used, and whether everybody gets it; else as its deposit says."""

    ACCESS = (("open", "everybody"), ("restricted", "on request"))
    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="file_terms")
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="library_terms")
    licence = models.CharField(max_length=200, blank=True, help_text="address of the licence; empty: as the report's")
    access = models.CharField(max_length=12, choices=ACCESS, default="open")
    ask = models.CharField(max_length=200, blank=True, help_text="whom to ask for it, where it is on request")


class SourceSet(Record):
    """The public sources of one question, as one thing that can be cited: its name is never used again."""

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, related_name="source_set")


class CatalogueEntry(models.Model):
    """One item as harvesters see it. It outlives the item: what is gone says so, and its name is never used again."""

    kind = models.CharField(max_length=20, help_text="thread, report, recommendation or sources")
    public_id = models.CharField(max_length=14, unique=True, help_text="of the record")
    changed_at = models.DateTimeField(db_index=True)
    is_deleted = models.BooleanField(default=False)
    content_sha256 = models.CharField(max_length=64, help_text="so that writing the same again is no change")

    class Meta:
        ordering = ["changed_at", "id"]


class SavedSearch(Scoped):
    """Words and filters somebody wants to hear about again, in the daily digest or by feed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    asked = models.CharField(max_length=1000, help_text="the part of the address after the question mark")
    seen_until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=list, help_text="public ids of what it found when it was last looked at")
    news = models.JSONField(default=list, help_text="of these, what was new then")


class Synonym(Scoped):
    """Words the search takes for one another, as the programme says: "tip, recycling centre"."""

    words = models.JSONField(help_text="two words or phrases, or more")
