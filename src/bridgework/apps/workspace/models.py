"""The work on one challenge."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, Stateful, StoredFile, Versioned


class TeamMeeting(Scoped, Stateful, Versioned):
    """A meeting of a team with its officers, with notes."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="team_meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]


class TeamMeetingAttendance(models.Model):
    """Who was asked to a team meeting and who came; empty while unknown."""

    team_meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_meeting_attendances")
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team_meeting", "person"], name="one_team_meeting_attendance")]


class TeamMeetingPoint(Record):
    """A decision a team meeting took, or a thing somebody will do by a day."""

    KINDS = (("decision", "decision"), ("to_do", "to do"))
    team_meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.TextField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting_points")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def scope(self) -> str:
        """Where its team meeting belongs: rules look for roles there."""
        return self.team_meeting.scope


class Request(Scoped, Stateful):
    """Something a team asks an officer: "who can tell us …", "may we have …". How long it waits is shown."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="requests")
    text = models.TextField()
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests_made")
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests_received")
    asked_at = models.DateTimeField()
    wanted_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_way = models.CharField(max_length=10, blank=True)
    passed_on_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_on"
    )
    """The request of which this is the next asking, where somebody said that another person knows."""

    class Meta:
        ordering = ["asked_at", "id"]


class Source(Scoped):
    """What a finding rests on. Interviews are kept apart and are only counted here."""

    KINDS = (
        ("study", "study"),
        ("statistics", "statistics"),
        ("council_data", "council data"),
        ("policy_document", "policy document"),
        ("interview", "interview"),
        ("lived_experience", "lived experience"),
        ("expert_view", "expert view"),
        ("local_practice", "local practice"),
        ("press", "press"),
    )
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="workspace_sources")
    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True)
    says = models.TextField(blank=True, help_text="one sentence: what it says for our question")
    is_public = models.BooleanField(default=True)


class Finding(Scoped, Versioned):
    """A statement that rests on sources."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    confidence = models.CharField(max_length=12, blank=True, help_text="low, moderate, high; empty where not judged")
    figure = models.CharField(max_length=60, blank=True, help_text="the number it states, such as 45%")
    figure_of = models.CharField(max_length=200, blank=True, help_text="what the number measures")
    superseded_note = models.TextField(blank=True, help_text="what later figure stands against it, with its source")
    is_public = models.BooleanField(default=False)
    sources = models.ManyToManyField(Source, through="FindingSource", related_name="findings")

    class Meta:
        ordering = ["challenge_id", "number"]
        constraints = [models.UniqueConstraint(fields=["challenge", "number"], name="one_finding_number")]


class FindingSource(models.Model):
    """How one source bears on one finding."""

    BEARINGS = (("supports", "supports"), ("complicates", "complicates"), ("contradicts", "contradicts"))
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="bearings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="bearings")
    bearing = models.CharField(max_length=12, choices=BEARINGS, default="supports")
    page = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "source"], name="one_bearing_a_source")]


class Proposition(Scoped, Stateful):
    """What was put to stakeholders, what they answered, and what the team did next."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="propositions")
    text = models.TextField()
    put_to = models.CharField(max_length=300, help_text="whom, by role or group")
    put_on = models.CharField(max_length=10, blank=True, help_text="a partial date")
    answer = models.TextField(blank=True)
    did_next = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "id"]


class PropositionAnswer(Record):
    """One stakeholder's answer to a proposition, by group."""

    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    by_role = models.CharField(max_length=160)
    stance = models.CharField(max_length=12, help_text="for, mixed, against, unclear")
    text = models.TextField(blank=True)


class Milestone(Scoped):
    """A step on the way to the committee, planned backwards; the reasons are stored with the date."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=30, blank=True, help_text="the role that does it")
    first_planned_on = models.DateField(null=True, blank=True, help_text="as first planned")
    planned_on = models.DateField(null=True, blank=True)
    is_provisional = models.BooleanField(default=False)
    working_days = models.PositiveSmallIntegerField(default=0, help_text="how long the step takes")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["challenge_id", "order"]
        constraints = [models.UniqueConstraint(fields=["challenge", "key"], name="one_milestone_key")]


class WorkspaceFile(Record):
    """A file the team or its officers keep with the challenge."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="workspace_files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    @property
    def scope(self) -> str:
        """Where its challenge belongs."""
        return self.challenge.scope
