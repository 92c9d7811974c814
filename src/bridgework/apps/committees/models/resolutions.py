"""What a committee resolved, per proposal; and the minute it was read from."""

from __future__ import annotations

from django.db import models

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.models.papers import Paper, Proposal
from bridgework.apps.people.models import Person
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.papers.voters import votes_in_words
from bridgework.kernel.models import Record


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
    mover = models.CharField(max_length=160, blank=True, help_text="restricted: shown in public as a post")
    seconder = models.CharField(max_length=160, blank=True, help_text="restricted: shown in public as a post")
    votes = models.JSONField(default=dict, help_text="for, against, abstained, where a vote was counted")
    minute = models.ForeignKey(
        "PastedMinute", null=True, blank=True, on_delete=models.PROTECT, related_name="resolutions"
    )
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    superseded_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["proposal_id", "id"]

    @property
    def votes_words(self) -> str:
        """The counted votes in words; empty where none were counted."""
        return votes_in_words(self.votes)


class PastedMinute(Record):
    """The text of a minute as it was pasted, and what was read in it before a person confirmed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="minutes")
    committee_meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField()
    read = models.JSONField(default=dict, help_text="resolutions as read, each with its place, and what was not read")
    pasted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
