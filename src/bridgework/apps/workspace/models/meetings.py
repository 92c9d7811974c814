"""Meetings of a team, and its requests to officers."""

from __future__ import annotations

from django.db import models

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Record, Scoped, Stateful, Versioned


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
