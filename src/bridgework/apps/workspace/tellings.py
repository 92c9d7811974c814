"""What people are told about the work on a question."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from bridgework.apps.workspace.models import Request, TeamMeeting, TeamMeetingPoint
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling

_BECAME = {
    "answered": "Your request is answered",
    "passed_on": "Your request was passed on",
    "cannot_help": "What you asked for cannot be given",
    "waiting": "Your request waits again",
    "withdrawn": "Your request is withdrawn",
}


@telling("workspace.request-answered")
def request_answered(record_public_id: str, person_id: int) -> Telling:
    """What became of a request, to whoever made it."""
    request = (
        Request.objects.select_related("challenge__question", "asked_of").filter(public_id=record_public_id).first()
    )
    if request is None:
        raise NotFound("There is no such request any more.")
    parts = [f"You asked {request.asked_of.name}:", _quoted(request.text)]
    if request.state == "passed_on":
        following = request.passed_on.exclude(state="withdrawn").select_related("asked_of").last()
        parts.append(f"They passed it on to {following.asked_of.name}." if following else "They passed it on.")
    if request.answer:
        parts.extend(["They wrote:", _quoted(request.answer)])
    return Telling(
        subject=f"{_BECAME[request.state]}: “{request.challenge.question.title}”",
        body="\n\n".join(parts),
        path=reverse("workspace:request", args=[request.challenge.public_id, request.public_id]),
        why="You made this request.",
    )


@telling("workspace.meeting-planned")
def meeting_planned(record_public_id: str, person_id: int) -> Telling:
    """A team meeting, to those who are asked to it."""
    meeting = _meeting(record_public_id)
    where = f", {meeting.place}" if meeting.place else ""
    body = f"**{_when(meeting)}**{where}"
    return Telling(
        subject=f"Team meeting on “{meeting.challenge.question.title}”, {_when(meeting)}",
        body=f"{body}\n\n{meeting.agenda}".strip(),
        path=reverse("workspace:meeting", args=[meeting.challenge.public_id, meeting.public_id]),
        why="You are asked to this team meeting.",
        until=meeting.starts_at,
    )


@telling("workspace.meeting-cancelled")
def meeting_cancelled(record_public_id: str, person_id: int) -> Telling:
    """A team meeting that will not be held, to those who were asked to it."""
    meeting = _meeting(record_public_id)
    title = meeting.challenge.question.title
    return Telling(
        subject=f"Cancelled: team meeting on “{title}”, {_when(meeting)}",
        body=f"The team meeting on “{title}” on {_when(meeting)} will not be held.",
        path=reverse("workspace:meeting", args=[meeting.challenge.public_id, meeting.public_id]),
        why="You were asked to this team meeting.",
        until=meeting.starts_at,
    )


@telling("workspace.to-do")
def to_do(record_public_id: str, person_id: int) -> Telling:
    """Something to do, to whoever will do it."""
    point = (
        TeamMeetingPoint.objects.select_related("team_meeting__challenge__question")
        .filter(public_id=record_public_id)
        .first()
    )
    if point is None:
        raise NotFound("There is no such thing to do any more.")
    by = f"\n\nBy {human_date(point.due_on)}." if point.due_on else ""
    challenge = point.team_meeting.challenge
    return Telling(
        subject=f"To do for “{challenge.question.title}”",
        body=f"{_quoted(point.text)}{by}",
        path=reverse("workspace:meeting", args=[challenge.public_id, point.team_meeting.public_id]),
        why="A team meeting noted that you will do this.",
    )


def _meeting(public_id: str) -> TeamMeeting:
    found = TeamMeeting.objects.select_related("challenge__question").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such team meeting any more.")
    return found


def _when(meeting: TeamMeeting) -> str:
    local = timezone.localtime(meeting.starts_at)
    return f"{human_date(local.date())} at {local:%H:%M}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
