"""Reads about team meetings and what they left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import TeamMeeting, TeamMeetingAttendance, TeamMeetingPoint
from bridgework.kernel.errors import NotFound


@dataclass(frozen=True)
class MeetingShown:
    """A team meeting with who came and what it left."""

    meeting: TeamMeeting
    invited: tuple[TeamMeetingAttendance, ...]
    decisions: tuple[TeamMeetingPoint, ...]
    to_dos: tuple[TeamMeetingPoint, ...]
    is_past: bool

    @property
    def came(self) -> list[str]:
        """The names of those who came."""
        return [one.person.name for one in self.invited if one.attended]

    @property
    def missing(self) -> list[str]:
        """The names of those who were asked and did not come."""
        return [one.person.name for one in self.invited if one.attended is False]

    @property
    def open_to_dos(self) -> int:
        """How many things are still to do."""
        return sum(1 for one in self.to_dos if one.done_on is None)


def meetings_of(challenge: Challenge, now: datetime) -> list[MeetingShown]:
    """Every team meeting, the latest first. Three queries."""
    return [shown_meeting(one, now) for one in _whole(challenge.team_meetings.all()).order_by("-starts_at", "-id")]


def meeting_of(challenge: Challenge, public_id: str) -> TeamMeeting:
    """One team meeting of the challenge with everything that belongs to it. Raises `NotFound`."""
    found = _whole(challenge.team_meetings.filter(public_id=public_id[:14])).first()
    if found is None:
        raise NotFound("There is no such team meeting.", rule="workspace.meeting-exists")
    return found


def shown_meeting(meeting: TeamMeeting, now: datetime) -> MeetingShown:
    """A meeting read with its attendance and points."""
    points = list(meeting.points.all())
    return MeetingShown(
        meeting,
        tuple(meeting.attendances.all()),
        tuple(one for one in points if one.kind == "decision"),
        tuple(one for one in points if one.kind == "to_do"),
        meeting.starts_at <= now,
    )


def open_to_dos(challenge: Challenge) -> QuerySet[TeamMeetingPoint]:
    """What is still to do, the most urgent first."""
    return (
        TeamMeetingPoint.objects.filter(team_meeting__challenge=challenge, kind="to_do", done_on=None)
        .select_related("owner", "team_meeting")
        .order_by("due_on", "id")
    )


def still_to_do(meetings: list[MeetingShown]) -> list[TeamMeetingPoint]:
    """The same from meetings that are read already: what has a day first, by it."""
    found = [(point, one.meeting) for one in meetings for point in one.to_dos if point.done_on is None]
    for point, meeting in found:
        point.team_meeting = meeting
    return sorted((one for one, _ in found), key=lambda one: (one.due_on is None, one.due_on or date.max, one.pk))


def _whole(meetings: QuerySet[TeamMeeting]) -> QuerySet[TeamMeeting]:
    return meetings.select_related("challenge").prefetch_related(
        Prefetch("attendances", TeamMeetingAttendance.objects.select_related("person").order_by("person__name", "id")),
        Prefetch("points", TeamMeetingPoint.objects.select_related("owner").order_by("id")),
    )
