"""Programmes, their types, and the rounds they run."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Organisation, Person
from bridgework.kernel.models import Record, Scoped, Stateful


class ProgrammeType(Record):
    """Phases, activities and stations as data. A changed file becomes a new version; rounds keep theirs."""

    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_programme_type_version")]


class Programme(Scoped):
    """A council and a university (or several of each) that run rounds together. Its scope is its own public id."""

    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=60, unique=True)
    summary = models.TextField(blank=True)
    default_type = models.ForeignKey(ProgrammeType, on_delete=models.PROTECT, related_name="programmes")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes_as_council")
    university = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes_as_university"
    )
    settings = models.JSONField(default=dict, help_text="team sizes, reply days, addresses; see programmes.settings")
    is_invented = models.BooleanField(default=False, help_text="part of the demonstration; labelled on every page")
    is_history = models.BooleanField(default=False, help_text="read only: told from public sources")


class Round(Scoped, Stateful):
    """One run of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    type = models.ForeignKey(ProgrammeType, on_delete=models.PROTECT, related_name="rounds")
    label = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    opened_on = models.CharField(max_length=10, blank=True, help_text="a partial date such as 2016-10")
    note = models.TextField(blank=True)
    paused_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    pause_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-id"]


class Phase(Scoped):
    """A stretch of a round: planned dates, actual dates, and the switches it opens."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    public_label = models.CharField(max_length=120)
    switches = models.JSONField(default=list, help_text="what may be done: propose, bring_problem, apply, review …")
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    actual_start = models.DateField(null=True, blank=True)
    actual_end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["round_id", "order"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="one_phase_key_a_round")]


class Gathering(Scoped, Stateful):
    """A launch, steering meeting or wrap-up of a round."""

    KINDS = (("launch", "launch"), ("steering", "steering meeting"), ("wrap_up", "wrap-up"), ("other", "other"))
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="gatherings")
    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at", "id"]


class GatheringAttendance(models.Model):
    """Who was asked to a gathering and who came; `attended` is empty while unknown."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="gathering_attendances")
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="one_gathering_attendance")]


class Lesson(Scoped):
    """What a round taught, in somebody's words; shown while the next round is made."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lessons")
    text = models.TextField()
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    source = models.CharField(max_length=300, blank=True)
    done_about_it = models.TextField(blank=True)
