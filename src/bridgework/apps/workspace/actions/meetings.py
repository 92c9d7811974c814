"""Team meetings: planned, held with notes and attendance, and the points they leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.typed import LONG_TEXT, kept
from bridgework.apps.workspace.models import TeamMeeting, TeamMeetingAttendance, TeamMeetingPoint
from bridgework.apps.workspace.rules import KEEP_MEETINGS, TICK_TO_DO
from bridgework.apps.workspace.states import TEAM_MEETING
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


def plan_team_meeting(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    starts_at: datetime,
    place: str = "",
    agenda: str = "",
    invited: Iterable[Person] = (),
) -> TeamMeeting:
    """Plan a team meeting and note who is asked to it.

    Side effects in order: the meeting, its history, who is invited, audit, and each of them is told in their digest.
    """
    with transaction.atomic():
        KEEP_MEETINGS.require(actor, challenge)
        meeting = TeamMeeting.objects.create(
            created_at=now,
            scope=challenge.scope,
            state=TEAM_MEETING.initial,
            state_since=now,
            challenge=challenge,
            starts_at=starts_at,
            place=_place(place),
            agenda=kept(agenda, field="agenda", called="agenda", rule="workspace.agenda"),
        )
        transitions.begin(meeting, TEAM_MEETING, actor=actor, now=now)
        people = list(invited)
        TeamMeetingAttendance.objects.bulk_create(
            TeamMeetingAttendance(team_meeting=meeting, person=one) for one in people
        )
        audit.record(actor=actor, now=now, verb="workspace.plan-meeting", on=meeting, fields=["starts_at", "place"])
        for one in people:
            _tell(one, "workspace.meeting-planned", meeting, actor, now)
    return meeting


def change_team_meeting(
    *,
    actor: Actor,
    now: datetime,
    meeting: TeamMeeting,
    version: int | None,
    starts_at: datetime,
    place: str = "",
    agenda: str = "",
    invited: Iterable[Person] | None = None,
) -> TeamMeeting:
    """Change the time, the place, the agenda or who is asked, before the meeting. Raises `StaleRecord`."""
    with transaction.atomic():
        locked = _locked(meeting)
        KEEP_MEETINGS.require(actor, locked)
        if locked.state != "planned":
            raise NotPossibleNow(
                "Only a meeting that is still planned is changed.",
                rule="workspace.meeting-planned",
                remedy="Write what was different into its notes.",
            )
        _not_changed_since(locked, version, {"place": place, "agenda": agenda})
        locked.starts_at, locked.place = starts_at, _place(place)
        locked.agenda = kept(agenda, field="agenda", called="agenda", rule="workspace.agenda")
        locked.version += 1
        locked.save(update_fields=["starts_at", "place", "agenda", "version"])
        if invited is not None:
            _invite_exactly(locked, list(invited))
        audit.record(actor=actor, now=now, verb="workspace.change-meeting", on=locked, fields=["starts_at", "agenda"])
    return locked


def hold_team_meeting(
    *,
    actor: Actor,
    now: datetime,
    meeting: TeamMeeting,
    notes: str,
    attended: Iterable[Person] = (),
    version: int | None = None,
) -> TeamMeeting:
    """Record that a meeting was held, with notes and who came; later calls keep the notes and attendance up to date.

    Whoever was asked and is not among `attended` counts as not there. Side effects in order: the move, notes,
    attendance, audit. Raises `StaleRecord` with both notes where somebody else kept theirs first, `NotPossibleNow`
    for a cancelled meeting or one that lies ahead.
    """
    with transaction.atomic():
        locked = _locked(meeting)
        KEEP_MEETINGS.require(actor, locked)
        text = kept(notes, field="notes", called="text of the notes", rule="workspace.notes", longest=LONG_TEXT)
        _not_changed_since(locked, version, {"notes": text})
        if locked.state != "held":
            if timezone.localdate(locked.starts_at) > timezone.localdate(now):
                raise NotPossibleNow(
                    "This meeting lies ahead.",
                    rule="workspace.meeting-was-held",
                    remedy="If it was held earlier than planned, change its day first.",
                )
            transitions.move(locked, TEAM_MEETING, "hold", actor=actor, now=now)
        locked.notes = text
        locked.version += 1
        locked.save(update_fields=["notes", "version"])
        _note_attendance(locked, {one.pk for one in attended})
        audit.record(actor=actor, now=now, verb="workspace.hold-meeting", on=locked, fields=["notes", "attendances"])
    meeting.refresh_from_db()
    return locked


def cancel_team_meeting(*, actor: Actor, now: datetime, meeting: TeamMeeting, reason: str) -> TeamMeeting:
    """Cancel a planned meeting, saying why; those who were asked are told in their digest."""
    with transaction.atomic():
        locked = _locked(meeting)
        KEEP_MEETINGS.require(actor, locked)
        transitions.move(locked, TEAM_MEETING, "cancel", actor=actor, now=now, reason=reason)
        for one in locked.attendances.select_related("person"):
            _tell(one.person, "workspace.meeting-cancelled", locked, actor, now)
    meeting.refresh_from_db()
    return locked


def reinstate_team_meeting(*, actor: Actor, now: datetime, meeting: TeamMeeting) -> TeamMeeting:
    """Undo a cancellation."""
    with transaction.atomic():
        locked = _locked(meeting)
        KEEP_MEETINGS.require(actor, locked)
        transitions.move(locked, TEAM_MEETING, "reinstate", actor=actor, now=now)
    meeting.refresh_from_db()
    return locked


def add_point(
    *,
    actor: Actor,
    now: datetime,
    meeting: TeamMeeting,
    kind: str,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
) -> TeamMeetingPoint:
    """Add a decision of a meeting, or something that somebody will do by a day; they are told in their digest.

    Raises `InvalidInput` for an unknown kind or a thing to do that nobody will do.
    """
    with transaction.atomic():
        locked = _locked(meeting)
        KEEP_MEETINGS.require(actor, locked)
        if kind not in dict(TeamMeetingPoint.KINDS):
            raise InvalidInput("Choose a decision or a thing to do.", rule="workspace.point-kind", field="kind")
        if kind == "to_do" and owner is None:
            raise InvalidInput(
                "Say who will do it.", rule="workspace.to-do-owner", remedy="Choose one person.", field="owner"
            )
        point = TeamMeetingPoint.objects.create(
            created_at=now,
            team_meeting=locked,
            kind=kind,
            text=kept(text, field="text", called="point", rule="workspace.point", longest=2_000, required=True),
            owner=owner if kind == "to_do" else None,
            due_on=due_on if kind == "to_do" else None,
        )
        audit.record(actor=actor, now=now, verb="workspace.add-point", on=point, fields=["kind", "text", "owner"])
        if point.owner is not None:
            _tell(point.owner, "workspace.to-do", point, actor, now)
    return point


def finish_to_do(*, actor: Actor, now: datetime, point: TeamMeetingPoint, on: date | None = None) -> TeamMeetingPoint:
    """Say that something to do is done; without `on`, today. A second time changes nothing."""
    return _tick(point, on or timezone.localdate(now), actor, now)


def reopen_to_do(*, actor: Actor, now: datetime, point: TeamMeetingPoint) -> TeamMeetingPoint:
    """Say that something to do is not done after all."""
    return _tick(point, None, actor, now)


def give_to_do(*, actor: Actor, now: datetime, point: TeamMeetingPoint, owner: Person) -> TeamMeetingPoint:
    """Give a thing to do to somebody else, and tell them."""
    with transaction.atomic():
        locked = _locked_point(point)
        TICK_TO_DO.require(actor, locked)
        locked.owner = owner
        locked.save(update_fields=["owner"])
        audit.record(actor=actor, now=now, verb="workspace.give-to-do", on=locked, fields=["owner"])
        _tell(owner, "workspace.to-do", locked, actor, now)
    return locked


def _tick(point: TeamMeetingPoint, on: date | None, actor: Actor, now: datetime) -> TeamMeetingPoint:
    with transaction.atomic():
        locked = _locked_point(point)
        TICK_TO_DO.require(actor, locked)
        if locked.kind != "to_do":
            raise NotPossibleNow("A decision is not a thing to do.", rule="workspace.to-do")
        if (locked.done_on is None) != (on is None):
            locked.done_on = on
            locked.save(update_fields=["done_on"])
            audit.record(actor=actor, now=now, verb="workspace.tick-to-do", on=locked, fields=["done_on"])
    return locked


def _locked(meeting: TeamMeeting) -> TeamMeeting:
    return TeamMeeting.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=meeting.pk)


def _locked_point(point: TeamMeetingPoint) -> TeamMeetingPoint:
    return TeamMeetingPoint.objects.select_for_update(of=("self",)).select_related("team_meeting").get(pk=point.pk)


def _place(place: str) -> str:
    return kept(place, field="place", called="place", rule="workspace.place", longest=200, line=True)


def _not_changed_since(meeting: TeamMeeting, version: int | None, yours: dict[str, str]) -> None:
    if version is None or version == meeting.version:
        return
    raise StaleRecord(
        "Somebody else changed this team meeting while you were writing.",
        versions=Versions(base={}, theirs={name: getattr(meeting, name) for name in yours}, yours=yours),
    )


def _invite_exactly(meeting: TeamMeeting, people: list[Person]) -> None:
    keys = {one.pk for one in people}
    meeting.attendances.exclude(person__in=keys).delete()
    known = set(meeting.attendances.values_list("person_id", flat=True))
    TeamMeetingAttendance.objects.bulk_create(
        TeamMeetingAttendance(team_meeting=meeting, person=one) for one in people if one.pk not in known
    )


def _note_attendance(meeting: TeamMeeting, came: set[int]) -> None:
    known = set(meeting.attendances.values_list("person_id", flat=True))
    meeting.attendances.filter(person__in=came).update(attended=True)
    meeting.attendances.exclude(person__in=came).update(attended=False)
    TeamMeetingAttendance.objects.bulk_create(
        TeamMeetingAttendance(team_meeting=meeting, person_id=key, attended=True) for key in sorted(came - known)
    )


def _tell(person: Person, telling: str, record: TeamMeeting | TeamMeetingPoint, actor: Actor, now: datetime) -> None:
    if person.pk != actor.person_id:
        events.publish(
            Told(
                at=now,
                person_public_id=person.public_id,
                scope=record.scope,
                telling=telling,
                record_public_id=record.public_id,
            )
        )
