"""Clearances, each bound to a hash of exactly the text it covers."""

from __future__ import annotations

from django.db import models

from bridgework.apps.committees.models.papers import Paper
from bridgework.apps.people.models import Person
from bridgework.kernel.models import Record, Versioned
from bridgework.kernel.models.records import SCOPE_LENGTH


class Clearance(Record, Versioned):
    """A question the template asks of an officer about some of the paper's text. What was answered is a history."""

    ANSWERS = (
        ("cleared", "cleared"),
        ("cleared_with_comment", "cleared with comment"),
        ("not_cleared", "not cleared"),
        ("not_applicable", "not applicable"),
    )
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="clearances")
    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=400)
    covers = models.JSONField(default=list, help_text="keys of sections and implications")
    asked_role = models.CharField(max_length=160, blank=True, help_text="Finance, Monitoring Officer …")
    asked_of = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="clearances_asked"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=14, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    delegated_from = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["paper_id", "order"]
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="one_clearance_key")]

    @property
    def scope(self) -> str:
        """Where its paper belongs."""
        return self.paper.scope

    @property
    def body_scope(self) -> str:
        """The committee whose officers may act on it."""
        return self.paper.body_scope


class ClearanceDelegation(Record):
    """Somebody answers in another's place for some days: what is asked of the one at a committee goes to the other."""

    body_scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearance_delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="the last day on which the other answers")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=14, blank=True)

    class Meta:
        ordering = ["id"]


class ClearanceAnswer(Record):
    """One answer, by a named officer, on one text. Never changed; the newest one stands, while its text does."""

    clearance = models.ForeignKey(Clearance, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=22, choices=Clearance.ANSWERS)
    comment = models.TextField(blank=True, help_text="the comment, what is missing, or why it does not apply")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="clearance_answers"
    )
    post = models.CharField(max_length=160, blank=True, help_text="the post it was answered in; shown in public")
    answered_at = models.DateTimeField()
    way = models.CharField(max_length=10, blank=True, help_text="in place, by link, by phone, on paper")
    covered = models.JSONField(help_text="the text it covered, by key, so that a change can be shown")
    covered_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["clearance_id", "id"]


class FormCorrection(Record):
    """A change the clerk marked as correction of form: the clearances stay; who cleared is told and may object."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="form_corrections")
    section_key = models.CharField(max_length=140, help_text="of the piece of text, such as sections/background")
    before = models.TextField()
    after = models.TextField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["paper_id", "id"]


class FormObjection(Record):
    """A clearing officer who does not take a change for one of form: their clearance is stale from then on."""

    correction = models.ForeignKey(FormCorrection, on_delete=models.CASCADE, related_name="objections")
    clearance = models.ForeignKey(Clearance, on_delete=models.CASCADE, related_name="form_objections")
    text = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
