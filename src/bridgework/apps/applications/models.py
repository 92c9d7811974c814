"""Calls, applications with ranked preferences, and simple reviews."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Question
from bridgework.kernel.models import Record, Scoped, Stateful, Versioned


class Call(Scoped, Stateful):
    """A public call for applicants of one round."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="call")
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="the last day, until midnight")
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    eligibility = models.TextField(blank=True)
    unpaid_note = models.TextField(blank=True, help_text="what is and is not paid")
    preferences_wanted = models.PositiveSmallIntegerField(default=3)


class Application(Scoped, Stateful, Versioned):
    """One application, by one person or jointly. A draft is resumed by link without an account."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    department = models.CharField(max_length=160, blank=True)
    discipline = models.CharField(max_length=160, blank=True)
    skills = models.CharField(max_length=400, blank=True, help_text="separated by commas")
    experience = models.TextField(blank=True)
    whole_period = models.BooleanField(null=True, help_text="can take part for the whole period")
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="when the applicant opened the link that was sent to their address"
    )
    link_serial = models.PositiveSmallIntegerField(default=1, help_text="a new link makes earlier ones stop working")
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome_reason = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True, help_text="when the applicant was told")

    class Meta:
        ordering = ["created_at", "id"]


class JointApplicant(Record):
    """Somebody asked to apply jointly: asked when the application is sent, never lost by saving."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="joint_applicants")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_applications"
    )
    answer = models.CharField(max_length=10, blank=True, help_text="accepted or declined; empty while unanswered")
    answered_at = models.DateTimeField(null=True, blank=True)


class Preference(models.Model):
    """A question an applicant ranks, and why; rank 1 is the most wanted."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="preferences")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="preferences")
    rank = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["application_id", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="one_preference_a_rank"),
            models.UniqueConstraint(fields=["application", "question"], name="one_preference_a_question"),
        ]


class Review(Record, Stateful):
    """One reviewer's reading of one application: a score of 1 to 5 and a comment."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    declared_no_conflict_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_a_reviewer")]
