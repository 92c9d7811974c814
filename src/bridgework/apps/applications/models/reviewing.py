"""Reviews, what they score, and what reviewers say to those who run the programme."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models.applying import Application
from bridgework.apps.applications.models.calls import Call, Criterion
from bridgework.apps.applications.models.secrets import new_card
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Question
from bridgework.kernel.models import Record, Scoped, Stateful


class Review(Record, Stateful):
    """One reviewer's reading of one application, from the declaration card to the scores."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    card = models.CharField(max_length=14, db_index=True, default=new_card, help_text="names the declaration card")
    declared_no_conflict_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="0 to 100, from the criteria and their weights"
    )
    comment = models.TextField(blank=True, help_text="the applicant may ask to read it")
    private_note = models.TextField(blank=True, help_text="for the reviewer alone")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_a_reviewer")]


class CriterionScore(models.Model):
    """What a reviewer gave for one criterion; a draft may have holes."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion")]


class ReviewMessage(Scoped):
    """A message about one application, between its reviewers and those who run the programme."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="review_messages")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_messages")
    text = models.TextField()

    class Meta:
        ordering = ["created_at", "id"]


class ReviewBid(models.Model):
    """Which questions a reviewer would like to read about, and which not."""

    WISHES = ((2, "Gladly"), (1, "If need be"), (0, "Rather not"))
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="bids")
    reviewer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="review_bids")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="review_bids")
    wish = models.PositiveSmallIntegerField(choices=WISHES, default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "reviewer", "question"], name="one_bid_a_question")]
