"""Bodies (committees and boards) with dated names, holidays, election periods and committee meetings."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Organisation
from bridgework.kernel.models import Record, Stateful
from bridgework.kernel.models.records import SCOPE_LENGTH
from bridgework.kernel.roles import body_scope


class Body(Record):
    """A committee, board or partnership that receives papers. Its roles are held at its own scope."""

    KINDS = (
        ("committee", "committee of a council"),
        ("executive", "executive or cabinet"),
        ("scrutiny", "scrutiny committee"),
        ("partnership", "partnership board"),
        ("other", "other"),
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=20, choices=KINDS)
    clear_days = models.PositiveSmallIntegerField(
        default=5, help_text="clear working days between publication of the papers and the committee meeting"
    )
    reply_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="days within which a recommendation is answered; empty where not set"
    )
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    is_invented = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "bodies"

    @property
    def body_scope(self) -> str:
        """Where this body's clerk, chair and clearing officers hold their roles."""
        return body_scope(self.public_id)


class BodyName(models.Model):
    """A name of a body, and from when to when; an unknown date is empty."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body_id", "starts_on", "id"]


class Holiday(models.Model):
    """A day that is not a working day in one nation, or for one organisation where it added its own."""

    NATIONS = (
        ("england-wales", "England and Wales"),
        ("scotland", "Scotland"),
        ("northern-ireland", "Northern Ireland"),
    )
    on = models.DateField()
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=NATIONS, default="england-wales")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["on", "nation", "organisation"], name="one_holiday_a_day")]


class ElectionPeriod(Record):
    """The weeks before an election in which a council publishes nothing that could sway it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="election_periods")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="polling day")
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["starts_on"]


class CommitteeMeeting(Record, Stateful):
    """A meeting of a body: a date and a place. What is put to it is `committees`' business."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="committee_meetings")
    body_scope = models.CharField(max_length=SCOPE_LENGTH, db_index=True)
    on = models.DateField()
    on_precision = models.CharField(max_length=5, default="day", help_text="day, month or year")
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    date_basis = models.CharField(max_length=300, blank=True, help_text="how the date is known, where it was inferred")
    present = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="councillors present, where they were counted; no names are kept"
    )
    minutes_approved_at = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="approved_minutes_of"
    )

    class Meta:
        ordering = ["on", "id"]


class Governance(Record):
    """How a council decides, from a day to a day: it switches the rules of executives on and off. Never changed."""

    MODELS = (
        ("committee", "committee system"),
        ("leader", "leader and cabinet"),
        ("mayor", "directly elected mayor and cabinet"),
    )
    COUNCILS = (
        ("principal", "principal council (county, district, borough, unitary)"),
        ("parish", "parish or community"),
    )
    NATIONS = (
        ("england", "England"),
        ("wales", "Wales"),
        ("scotland", "Scotland"),
        ("northern-ireland", "Northern Ireland"),
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="governances")
    model = models.CharField(max_length=12, choices=MODELS)
    council = models.CharField(max_length=12, choices=COUNCILS, default="principal")
    nation = models.CharField(max_length=20, choices=NATIONS, default="england")
    starts_on = models.DateField(null=True, blank=True, help_text="empty where it has always been so")
    source = models.CharField(max_length=300, blank=True)
    checked_by = models.CharField(max_length=160, blank=True, help_text="by role")
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "id"]


class DeadlineRule(Record):
    """A deadline rule of a council, or of one committee, from a day to a day; it goes before what is shipped.

    Never changed but for its last day: a newer one of the same key is entered instead.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="deadline_rules")
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="deadline_rules",
        help_text="one committee only",
    )
    key = models.SlugField(max_length=40)
    applies = models.BooleanField(default=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="clear days, working days or years")
    counting = models.CharField(max_length=20, default="working")
    at = models.TimeField(null=True, blank=True, help_text="an hour: a cut-off, or when call-in ends")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    checked_by = models.CharField(max_length=160, help_text="by role")
    checked_on = models.DateField()

    class Meta:
        ordering = ["organisation_id", "key", "starts_on", "id"]


class CalendarFeed(Record):
    """One person's private address of a calendar, until they end it. The address is signed, not kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="calendar_feeds")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person_id", "id"]
