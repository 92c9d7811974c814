"""A committee paper and its lettered proposals."""

from __future__ import annotations

from django.db import models

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.models.templates import PaperTemplateVersion
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile, Versioned
from bridgework.kernel.models.records import SCOPE_LENGTH


class Paper(Scoped, Stateful, Versioned):
    """A paper put to a committee meeting: reference, text, lettered proposals."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="papers")
    committee_meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.PROTECT, related_name="papers")
    body_scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True)
    reference = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    title_is_quotation = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    from_role = models.CharField(max_length=160, blank=True, help_text="the director whose paper it is, by role")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    reports = models.ManyToManyField(Report, blank=True, related_name="papers")
    template_version = models.ForeignKey(
        PaperTemplateVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
        help_text="the template it is written with, which stays when a newer one comes; empty for a historical record",
    )
    front = models.JSONField(default=dict, help_text="front fields by key: purpose, outcome, key_decision, contacts …")
    is_private = models.BooleanField(default=False, help_text="the whole paper is exempt")
    is_supplement = models.BooleanField(default=False, help_text="comes after the pack; its pages go on from the pack")
    first_page = models.PositiveSmallIntegerField(default=1, help_text="number of its first page in the pack")
    is_historical = models.BooleanField(default=False, help_text="read from a published document, not written here")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    published_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    has_no_background_papers = models.BooleanField(default=False, help_text="somebody said that there is none")
    no_equality_analysis = models.TextField(blank=True, help_text="why none is needed, where none is attached")
    address = models.URLField(max_length=500, blank=True, help_text="where the council publishes it")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["committee_meeting_id", "id"]


class Proposal(Record, Versioned):
    """A lettered item of a paper: what the committee is asked to do."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="proposals")
    letter = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner_role = models.CharField(max_length=160, blank=True, help_text="who is tasked, by role")
    report_back_on = models.DateField(null=True, blank=True)
    recommendations = models.ManyToManyField(Recommendation, through="ProposalRecommendation", related_name="proposals")

    class Meta:
        ordering = ["paper_id", "order"]
        constraints = [models.UniqueConstraint(fields=["paper", "letter"], name="one_proposal_letter")]


class ProposalRecommendation(models.Model):
    """A proposal puts a recommendation; both link to many."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="recommendation_links")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="proposal_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "recommendation"], name="one_proposal_link")]
