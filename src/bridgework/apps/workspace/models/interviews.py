"""Interviews. What could name the person interviewed is kept apart, sealed, with a permission of its own."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models.evidence import Source
from bridgework.kernel.models import Record, Scoped, Stateful


class Interview(Scoped, Stateful):
    """One conversation, known by its pseudonym. Who it was with stands in `InterviewKey` alone."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="interviews")
    number = models.PositiveSmallIntegerField()
    pseudonym = models.CharField(max_length=80, help_text="such as Interviewee 3")
    described_as = models.CharField(max_length=160, blank=True, help_text="role or group, as far as it may be told")
    planned_for = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    interviewer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="interviews")
    source = models.OneToOneField(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="interview")
    kept_until = models.DateField(null=True, blank=True, help_text="when raw transcript and key are disposed of")

    class Meta:
        ordering = ["challenge_id", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "number"], name="one_interview_number")]


class InterviewKey(Record):
    """Who an interview was with: sealed, apart, under a permission of its own; gone after the retention date."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="key")
    name_sealed = models.TextField()
    email_sealed = models.TextField(blank=True)

    @property
    def scope(self) -> str:
        """Where its interview belongs."""
        return self.interview.scope


class ConsentEntry(Record):
    """What the person said about one purpose, and when. Never changed; the latest of a purpose stands."""

    PURPOSES = (
        ("take_part", "take part"),
        ("record", "be recorded"),
        ("quote", "be quoted"),
        ("attribute", "be described by role"),
        ("archive", "be kept in the archive"),
        ("contact", "be contacted again"),
    )
    ANSWERS = (("given", "given"), ("refused", "refused"), ("withdrawn", "withdrawn"))
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=PURPOSES)
    answer = models.CharField(max_length=10, choices=ANSWERS)
    at = models.DateTimeField()
    way = models.CharField(max_length=10, blank=True, help_text="by link, in place, by phone, on paper")
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["interview_id", "id"]


class TranscriptVersion(Record):
    """A transcript: raw, pseudonymised, or approved by the person. The raw one is sealed and disposed of in time."""

    KINDS = (("raw", "raw"), ("pseudonymised", "pseudonymised"), ("approved", "approved"))
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="transcripts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=KINDS)
    text = models.TextField(blank=True, help_text="sealed where raw")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True, help_text="by the person, where it is an approved one")
    approved_way = models.CharField(max_length=10, blank=True, help_text="by link, in place, by phone, on paper")

    class Meta:
        ordering = ["interview_id", "number"]
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="one_transcript_number")]

    @property
    def way_words(self) -> str:
        """How it was approved, in words."""
        return {"link": "by their link", "phone": "by phone", "paper": "on paper"}.get(
            self.approved_way, self.approved_way
        )


class Replacement(Record):
    """Words of a transcript that were replaced so that nobody is known by them; what stood there is sealed."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="replacements")
    original_sealed = models.TextField()
    replaced_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["interview_id", "id"]


class Quote(Scoped, Stateful):
    """Words of an interview that may be printed, once the person has approved them and while the consent stands."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="quotes")
    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="quotes")
    key = models.CharField(max_length=60, help_text="what a report's text inserts it by, one of its challenge")
    text = models.TextField(blank=True, help_text="empty once withdrawn")
    attribution = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["challenge_id", "id"]
        constraints = [models.UniqueConstraint(fields=["challenge", "key"], name="one_quote_key")]


class Disposal(Record):
    """What of an interview was disposed of, when and why. It stays when the rest is gone."""

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="disposals")
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["interview_id", "id"]
