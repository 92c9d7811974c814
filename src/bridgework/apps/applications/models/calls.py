"""A call: its dates, its form, its criteria and the phases of its review, all as data."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models.secrets import new_secret
from bridgework.apps.programmes.models import Round
from bridgework.kernel.models import Record, Scoped, Stateful


class Call(Scoped, Stateful):
    """A public call for applicants of one round."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="call")
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="the last day, until midnight")
    outcomes_on = models.DateField(null=True, blank=True, help_text="by when applicants hear")
    appeals_until = models.DateField(null=True, blank=True, help_text="the last day on which an appeal is taken")
    appeal_role = models.CharField(max_length=120, blank=True, help_text="who looks at an appeal, by role")
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    eligibility = models.TextField(blank=True)
    unpaid_note = models.TextField(blank=True, help_text="what is and is not paid")
    preferences_wanted = models.PositiveSmallIntegerField(default=3)
    ranking_reason = models.TextField(blank=True, help_text="why the ranking is asked; empty for the usual words")
    experience_words = models.PositiveSmallIntegerField(default=300)
    code_needed = models.BooleanField(default=False, help_text="only with an access code, also while it is open")
    next_offer = models.TextField(blank=True, help_text="what those hear who are declined: what they could do next")
    look_back_years = models.PositiveSmallIntegerField(default=3, help_text="how far back a tie is a conflict")
    by_department = models.BooleanField(
        default=True, help_text="two people of one organisation conflict only within one department"
    )
    pseudonym_key = models.CharField(max_length=64, default=new_secret, help_text="makes the applicants' pseudonyms")


class AccessCode(Scoped):
    """A code that lets somebody in late, or into a call that is by invitation."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="access_codes")
    code = models.CharField(max_length=16, unique=True)
    purpose = models.CharField(max_length=160, help_text="for whom or why")
    works_until = models.DateField(help_text="the last day, until midnight")
    uses_most = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)


class FormQuestion(Record):
    """A question of a call's own on its form."""

    KINDS = (
        ("text", "A short text"),
        ("long", "A longer text"),
        ("choice", "One of several answers"),
        ("several", "Any of several answers"),
        ("yes_no", "Yes or no"),
        ("number", "A number"),
        ("file", "A file"),
    )
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="form_questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    label = models.CharField(max_length=300)
    help = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list, help_text="the answers of a choice, in order")
    words_most = models.PositiveSmallIntegerField(null=True, blank=True)
    is_required = models.BooleanField(default=False)
    for_reviewers = models.BooleanField(default=True, help_text="reviewers read the answer")
    shown_when = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    shown_when_value = models.CharField(max_length=200, blank=True, help_text="asked when the other answer is this")

    class Meta:
        ordering = ["call_id", "order", "id"]


class Criterion(Record):
    """What a review scores, with its weight and the words for each score."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    help = models.CharField(max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5, help_text="the highest score; the lowest is 1")
    descriptors = models.JSONField(default=dict, help_text="score to what it means")

    class Meta:
        ordering = ["call_id", "order", "id"]


class ReviewPhase(Record):
    """A stretch of the review, and what reviewers may see and do in it."""

    SEES = (("assigned", "Only what they were assigned"), ("all", "Every application, each after its declaration"))
    OTHERS = (("never", "Never"), ("after", "After their own is given"), ("always", "Always"))
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="review_phases")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="the last day, until midnight")
    sees = models.CharField(max_length=10, choices=SEES, default="assigned")
    names_hidden = models.BooleanField(default=False)
    redacted = models.BooleanField(default=False, help_text="reviewers read a copy without names and places")
    others = models.CharField(max_length=10, choices=OTHERS, default="never")
    may_score = models.BooleanField(default=True)
    may_bid = models.BooleanField(default=False, help_text="reviewers say what they would like to read")

    class Meta:
        ordering = ["call_id", "order", "id"]
