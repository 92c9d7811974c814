"""The ledger: four separate facts per recommendation, each a dated history, and the actions that follow."""

from __future__ import annotations

from django.db import models

from bridgework.apps.calendar.models import Body
from bridgework.apps.committees.models import Resolution
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import ChangeKind, Grade, Progress
from bridgework.core.ledger import Decision as Outcome
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile
from bridgework.kernel.models.records import PUBLIC_ID_LENGTH, SCOPE_LENGTH


class Decision(Scoped):
    """Fact 1: what was decided on a recommendation, from a resolution or the addressee's reply. Both are kept."""

    OUTCOMES = tuple((one.value, one.label.lower()) for one in Outcome)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=26, choices=OUTCOMES)
    reason = models.TextField(blank=True, help_text="compulsory unless agreed")
    resolution = models.ForeignKey(
        Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    replied_by_role = models.CharField(
        max_length=200, blank=True, help_text="the addressee, where no committee decides"
    )
    decided_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    is_superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["recommendation_id", "id"]


class Action(Scoped, Stateful):
    """Something that will be done about recommendations: an owner, a deliverer and a date."""

    DELIVERERS = (("council", "the council"), ("partner", "a partner"), ("jointly", "jointly"))
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="actions")
    recommendations = models.ManyToManyField(Recommendation, related_name="actions")
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_owned")
    owner_role = models.CharField(max_length=160, blank=True)
    deliverer = models.CharField(max_length=10, choices=DELIVERERS, default="council")
    partner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="when the owner was last asked to report back")
    body_scope = models.CharField(max_length=60, blank=True, db_index=True)
    is_public = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]


class ReportBack(Scoped):
    """Fact 2: progress as the owner reports it. No percentages."""

    PROGRESS = tuple((one.value, one.label.lower()) for one in Progress)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="report_backs")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="report_backs")
    progress = models.CharField(max_length=12, choices=PROGRESS)
    text = models.TextField(blank=True)
    reported_on = models.DateField()
    reported_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="report_backs"
    )
    reported_by_role = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["recommendation_id", "reported_on", "id"]


class IndependentCheck(Scoped):
    """Fact 3: progress as another party found it, with evidence."""

    RESULTS = (
        ("agrees", "agrees with what was reported"),
        ("partly", "found partly so"),
        ("disputes", "found otherwise"),
        ("could_not_tell", "could not tell"),
    )
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="independent_checks")
    report_back = models.ForeignKey(ReportBack, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    result = models.CharField(max_length=16, choices=RESULTS)
    progress = models.CharField(max_length=12, choices=ReportBack.PROGRESS, blank=True)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    evidence_kind = models.CharField(max_length=20, blank=True, help_text="owner_supplied or independent")
    evidence_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_by_role = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["recommendation_id", "checked_on", "id"]


class StatementOfEffect(Scoped):
    """Fact 4: an observed change, graded honestly. "None found" is a result."""

    KINDS = tuple((one.value, one.label.lower()) for one in ChangeKind)
    GRADES = tuple((one.value, one.label.lower()) for one in Grade)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="statements_of_effect")
    recommendations = models.ManyToManyField(Recommendation, blank=True, related_name="statements_of_effect")
    kind = models.CharField(max_length=16, choices=KINDS)
    grade = models.CharField(max_length=16, choices=GRADES, blank=True)
    text = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="pounds")
    amount_period = models.CharField(max_length=80, blank=True, help_text="a year, once")
    stated_by = models.CharField(max_length=200, blank=True, help_text="whose statement it is: the council, the team")
    confidence = models.CharField(max_length=300, blank=True)
    other_causes = models.TextField(blank=True)
    counter_evidence = models.TextField(blank=True)
    credit_also = models.TextField(blank=True, help_text="who else should be credited")
    observed_on = models.CharField(max_length=10, blank=True, help_text="a partial date")
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=True)
    is_superseded = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "statements of effect"
        ordering = ["challenge_id", "id"]


class Prompt(Record):
    """A question to a role at 6, 12 or 24 months: what became of this recommendation? Sent once."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="prompts")
    months = models.PositiveSmallIntegerField()
    counted_from = models.CharField(max_length=30, help_text="the deciding meeting, or publication")
    due_on = models.DateField()
    asked_role = models.CharField(max_length=30)
    asked = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="prompts")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "months", "asked_role"], name="one_prompt_a_role")
        ]


class LedgerRow(models.Model):
    """The current value of a recommendation's four facts, kept by every action that writes one of them.

    The histories are the truth; this is what a list of a hundred thousand recommendations is filtered and sorted by.
    An empty text means "not known".
    """

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, related_name="ledger_row", primary_key=True
    )
    scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True)
    programme_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="ledger_rows")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ledger_rows")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="ledger_rows")
    theme = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=40)
    is_public = models.BooleanField(default=False)
    decision = models.CharField(max_length=26, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reported = models.CharField(max_length=12, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    checked = models.CharField(max_length=16, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    observed = models.CharField(max_length=16, blank=True, help_text="the kind of change")
    grade = models.CharField(max_length=16, blank=True)
    reply_due_on = models.DateField(null=True, blank=True, help_text="when the next word is due, and from whom")
    reply_due_from = models.CharField(max_length=200, blank=True)
    reply_due_what = models.CharField(max_length=12, blank=True, help_text="decision or progress")

    class Meta:
        # Partial indexes: SQLite does not use an index that begins with `is_public` for `WHERE is_public`. With the key
        # and the condition in them, counts and a deep page are answered from the index alone.
        indexes = [
            models.Index(fields=["programme_public_id", "reply_due_on"]),
            *(
                models.Index(
                    fields=[column, "recommendation", "is_public"],
                    condition=models.Q(is_public=True),
                    name=f"ledger_public_{column}",
                )
                for column in ("reply_due_on", "decided_on", "reported_on", "decision", "reported", "observed", "theme")
            ),
        ]
