"""Applications: what an applicant sends, and what is kept of it."""

from __future__ import annotations

from django.db import models

from bridgework.apps.applications.models.calls import AccessCode, Call, FormQuestion
from bridgework.apps.applications.models.vocabulary import VocabularyTerm
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Question
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile, Versioned


class Application(Scoped, Stateful, Versioned):
    """One application, by one person or jointly. A draft is resumed by link without an account."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    organisation = models.CharField(max_length=160, blank=True, help_text="university or organisation, as stated")
    department = models.CharField(max_length=160, blank=True)
    discipline = models.ForeignKey(
        VocabularyTerm, null=True, blank=True, on_delete=models.PROTECT, related_name="applications_of_discipline"
    )
    terms = models.ManyToManyField(VocabularyTerm, through="ApplicationTerm", related_name="applications")
    experience = models.TextField(blank=True)
    is_experienced = models.BooleanField(default=False, help_text="has worked on such a question before")
    whole_period = models.BooleanField(null=True, help_text="can take part for the whole period")
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    supervisors = models.TextField(blank=True, help_text="one name in a line; only for computing conflicts")
    co_authors = models.TextField(blank=True, help_text="one name in a line; only for computing conflicts")
    household = models.TextField(blank=True, help_text="one name in a line; only for computing conflicts")
    access_code = models.ForeignKey(
        AccessCode, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="when the applicant opened the link that was sent to their address"
    )
    link_serial = models.PositiveSmallIntegerField(default=1, help_text="a new link makes earlier ones stop working")
    sent_at = models.DateTimeField(null=True, blank=True)
    monitoring_asked = models.BooleanField(default=False, help_text="saw the equality questions")
    outcome_reason = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True, help_text="when the applicant was told")
    feedback_asked_at = models.DateTimeField(null=True, blank=True)
    feedback = models.TextField(blank=True, help_text="written for the applicant, when they asked")
    feedback_given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]


class ApplicationTerm(models.Model):
    """A skill, slot or trait of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="application_terms")
    term = models.ForeignKey(VocabularyTerm, on_delete=models.PROTECT, related_name="application_terms")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "term"], name="one_term_an_application")]


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


class NeverPreference(models.Model):
    """A question the applicant would rather not take part than work on. It is honoured."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="never")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="never_preferences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="one_never_a_question")]


class FormAnswer(models.Model):
    """An answer to one of the call's own questions. Several answers stand one in a line."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="form_answers")
    question = models.ForeignKey(FormQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="form_answers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="one_answer_a_form_question")]


class RedactedCopy(Record):
    """What reviewers read in a blind phase: looked over by a person."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="redacted_copy")
    texts = models.JSONField(default=dict, help_text="key of a text (experience, reason-1, answer-…) to its words")
    made_by = models.CharField(max_length=14, blank=True)


class KeptApart(Scoped):
    """Two applicants who are not put into one team; the reason is for coordinators only."""

    one = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="kept_apart_first")
    other = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="kept_apart_second")
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once")]


class Appeal(Scoped, Stateful):
    """An applicant's one appeal against an outcome, to a named role."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="appeal")
    grounds = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=14, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)


class Skeleton(Scoped):
    """What statistics need of an application that was erased: no name, no text, no time of day."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="skeletons")
    outcome = models.CharField(max_length=40, help_text="the state it ended in")
    discipline = models.CharField(max_length=120, blank=True)
    ranks = models.JSONField(default=list, help_text="public ids of the questions ranked, in order")
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 100")
    was_joint = models.BooleanField(default=False)
    sent_month = models.CharField(max_length=7, blank=True)
