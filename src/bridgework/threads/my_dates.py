"""The dates of one person: gatherings, team meetings, milestones, committee meetings, what they took on."""

from __future__ import annotations

from datetime import date, timedelta

from bridgework.apps.calendar.queries import names_of_bodies
from bridgework.apps.impact.models import Action
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import scopes_held
from bridgework.apps.programmes.models import GatheringAttendance
from bridgework.apps.programmes.queries.programmes import CalendarItem
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Milestone, Request, TeamMeetingAttendance, TeamMeetingPoint
from bridgework.kernel.permissions import challenge_of
from bridgework.kernel.roles import SUPPORT_ROLES, TEAM_ROLES

LOOK_BACK = timedelta(days=60)
"""Dates that are longer past are left out."""


def my_dates(person: Person, today: date) -> list[CalendarItem]:
    """Every date that concerns one person, from two months back. At most nine queries."""
    since = today - LOOK_BACK
    challenges = _challenges(person, today)
    found = [*_gatherings(person, since), *_team_meetings(person, since), *_committee_meetings(challenges, since)]
    found += [
        CalendarItem(one.public_id, f"{one.challenge.question.title}: {one.label}", one.planned_on, about=_kind(one))
        for one in Milestone.objects.filter(challenge__in=challenges, done_on=None, planned_on__gte=since)
        .select_related("challenge__question")
        .order_by("planned_on", "id")
        if one.planned_on is not None
    ]
    found += [
        CalendarItem(one.public_id, f"To do: {one.text[:80]}", one.due_on)
        for one in TeamMeetingPoint.objects.filter(owner=person, done_on=None, due_on__gte=since)
        if one.due_on is not None
    ]
    found += [
        CalendarItem(one.public_id, f"Answer a request: {one.text[:80]}", one.wanted_by)
        for one in Request.objects.filter(asked_of=person, state="waiting", wanted_by__gte=since)
        if one.wanted_by is not None
    ]
    found += [
        CalendarItem(one.public_id, f"Action due: {one.text[:80]}", one.due_on)
        for one in Action.objects.filter(owner=person, state="open", due_on__gte=since)
        if one.due_on is not None
    ]
    return found


def _challenges(person: Person, today: date) -> list[Challenge]:
    """The questions whose team or supporters they belong to; those who run a programme have its own feed."""
    scopes = scopes_held(person.pk, TEAM_ROLES | SUPPORT_ROLES, today)
    paths = {challenge_of(scope) or scope for scope in scopes}
    found = Challenge.objects.filter(scope__in=paths).exclude(state="set_aside")
    return list(found.select_related("question", "target_meeting"))


def _gatherings(person: Person, since: date) -> list[CalendarItem]:
    rows = GatheringAttendance.objects.filter(person=person, gathering__starts_at__date__gte=since)
    return [
        CalendarItem(
            one.gathering.public_id,
            f"{one.gathering.round.label}: {one.gathering.title}",
            one.gathering.starts_at.date(),
            starts_at=one.gathering.starts_at,
            place=one.gathering.place,
            cancelled=one.gathering.state == "cancelled",
        )
        for one in rows.select_related("gathering__round")
        if one.gathering.starts_at is not None
    ]


def _team_meetings(person: Person, since: date) -> list[CalendarItem]:
    rows = TeamMeetingAttendance.objects.filter(person=person, team_meeting__starts_at__date__gte=since)
    return [
        CalendarItem(
            one.team_meeting.public_id,
            f"Team meeting: {one.team_meeting.challenge.question.title}",
            one.team_meeting.starts_at.date(),
            starts_at=one.team_meeting.starts_at,
            place=one.team_meeting.place,
            about=one.team_meeting.agenda,
            cancelled=one.team_meeting.state == "cancelled",
        )
        for one in rows.select_related("team_meeting__challenge__question")
    ]


def _committee_meetings(challenges: list[Challenge], since: date) -> list[CalendarItem]:
    meetings = {one.target_meeting.pk: one for one in challenges if one.target_meeting is not None}
    names = names_of_bodies({one.target_meeting.body_id for one in meetings.values() if one.target_meeting})
    found = []
    for one in meetings.values():
        meeting = one.target_meeting
        if meeting is None or meeting.on < since:
            continue
        title = f"{names.get(meeting.body_id, 'Committee')}: {one.question.title}"
        cancelled = meeting.state == "cancelled"
        found.append(CalendarItem(meeting.public_id, title, meeting.on, place=meeting.place, cancelled=cancelled))
    return found


def _kind(milestone: Milestone) -> str:
    return (
        "Provisional: the day follows from a committee meeting that is not settled." if milestone.is_provisional else ""
    )
