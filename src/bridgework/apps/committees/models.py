"""Committee papers, their proposals, and a resolution per proposal."""

from __future__ import annotations

from django.db import models

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.core.ledger import Decision as Outcome
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
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    published_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    address = models.URLField(max_length=500, blank=True, help_text="where the council publishes it")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["committee_meeting_id", "id"]


class Proposal(Record):
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


class Resolution(Record):
    """What a committee resolved on one proposal. A mis-entered one is superseded with a reason, never changed."""

    OUTCOMES = tuple((one.value, one.label.lower()) for one in Outcome if one is not Outcome.NO_REPLY)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="resolutions")
    outcome = models.CharField(max_length=26, choices=OUTCOMES)
    words = models.TextField(blank=True, help_text="as resolved, where they differ from the proposal")
    reason = models.TextField(blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    report_back_on = models.DateField(null=True, blank=True)
    owner_role = models.CharField(max_length=160, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="resolutions_owned")
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=300, blank=True)
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    superseded_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["proposal_id", "id"]
