"""Committee meetings: a date and a place."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from bridgework.apps.calendar import rules
from bridgework.apps.calendar.events import CommitteeMeetingCancelled, CommitteeMeetingHeld, CommitteeMeetingPlanned
from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.calendar.states import COMMITTEE_MEETING
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor

PRECISIONS = ("day", "month", "year")
MOST_PRESENT = 1_000


def plan_committee_meeting(
    *,
    actor: Actor,
    now: datetime,
    body: Body,
    on: date,
    starts_at: time | None = None,
    place: str = "",
    on_precision: str = "day",
    date_basis: str = "",
) -> CommitteeMeeting:
    """Enter a meeting of a body; a past one may be entered too and is then recorded as held with its own action.

    `on_precision` says how much of the date is known; `date_basis` how it is known where it was inferred. Raises
    `InvalidInput` where the body already meets on that day.
    """
    with transaction.atomic():
        rules.PLAN_COMMITTEE_MEETING.require(actor, rules.place_of_body(actor, body))
        _known_precision(on_precision)
        _no_other_that_day(body, on, on_precision)
        meeting = CommitteeMeeting.objects.create(
            body=body,
            body_scope=body.body_scope,
            on=on,
            on_precision=on_precision,
            starts_at=starts_at,
            place=place.strip(),
            date_basis=date_basis.strip(),
            state=COMMITTEE_MEETING.initial,
            state_since=now,
            created_at=now,
        )
        transitions.begin(meeting, COMMITTEE_MEETING, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="planned", on=meeting, fields=["on", "place"])
        events.publish(_planned(meeting, now))
    return meeting


def move_committee_meeting(
    *,
    actor: Actor,
    now: datetime,
    meeting: CommitteeMeeting,
    on: date,
    starts_at: time | None = None,
    place: str = "",
) -> CommitteeMeeting:
    """Change the date, time or place of a planned meeting; what aims at it is planned again.

    Raises `NotPossibleNow` for a meeting that was held or cancelled.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.PLAN_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        if meeting.state != "planned":
            raise NotPossibleNow(
                f"The meeting was {meeting.state}, so its date stays.",
                rule="calendar.only-planned-meetings-move",
                remedy="Reinstate a cancelled meeting first, or enter a new one.",
            )
        if on != meeting.on:
            _no_other_that_day(meeting.body, on, "day")
        meeting.on, meeting.on_precision, meeting.starts_at, meeting.place = on, "day", starts_at, place.strip()
        meeting.save(update_fields=["on", "on_precision", "starts_at", "place"])
        audit.record(actor=actor, now=now, verb="moved", on=meeting, fields=["on", "starts_at", "place"])
        events.publish(_planned(meeting, now))
    return meeting


def hold_committee_meeting(*, actor: Actor, now: datetime, meeting: CommitteeMeeting) -> CommitteeMeeting:
    """Record that the meeting was held. Raises `NotPossibleNow` before its day."""
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        if meeting.on > timezone.localdate(now):
            raise NotPossibleNow(
                "The meeting is still to come.",
                rule="calendar.held-on-its-day",
                remedy="Record it on its day or after.",
            )
        transitions.move(meeting, COMMITTEE_MEETING, "hold", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="held", on=meeting, fields=["state"])
        events.publish(
            CommitteeMeetingHeld(
                at=now, committee_meeting_public_id=meeting.public_id, body_public_id=meeting.body.public_id
            )
        )
    return meeting


def cancel_committee_meeting(
    *, actor: Actor, now: datetime, meeting: CommitteeMeeting, reason: str
) -> CommitteeMeeting:
    """Record, with a reason, that the meeting will not be held."""
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        transitions.move(meeting, COMMITTEE_MEETING, "cancel", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="cancelled", on=meeting, fields=["state"])
        events.publish(
            CommitteeMeetingCancelled(
                at=now, committee_meeting_public_id=meeting.public_id, body_public_id=meeting.body.public_id
            )
        )
    return meeting


def reinstate_committee_meeting(
    *, actor: Actor, now: datetime, meeting: CommitteeMeeting, reason: str
) -> CommitteeMeeting:
    """Record, with a reason, that a cancelled meeting takes place after all."""
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        _no_other_that_day(meeting.body, meeting.on, meeting.on_precision)
        transitions.move(meeting, COMMITTEE_MEETING, "reinstate", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reinstated", on=meeting, fields=["state"])
        events.publish(_planned(meeting, now))
    return meeting


def note_attendance(*, actor: Actor, now: datetime, meeting: CommitteeMeeting, present: int | None) -> CommitteeMeeting:
    """Note how many councillors were present, or None. Raises `NotPossibleNow` before its day."""
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        if meeting.on > timezone.localdate(now) or meeting.state == "cancelled":
            raise NotPossibleNow("The meeting has not been held.", rule="calendar.held-on-its-day")
        if present is not None and not 0 <= present <= MOST_PRESENT:
            raise InvalidInput(f"Enter a number from 0 to {MOST_PRESENT}.", rule="calendar.present", field="present")
        meeting.present = present
        meeting.save(update_fields=["present"])
        audit.record(actor=actor, now=now, verb="noted attendance at", on=meeting, fields=["present"])
    return meeting


def approve_minutes(
    *, actor: Actor, now: datetime, meeting: CommitteeMeeting, approved_at: CommitteeMeeting
) -> CommitteeMeeting:
    """Record at which later meeting of the same body the minutes of `meeting` were approved.

    Raises `InvalidInput` for a meeting of another body, one that is not later, or one still to come.
    """
    with transaction.atomic():
        meeting = _locked(meeting)
        rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, meeting))
        if approved_at.body_id != meeting.body_id or approved_at.on <= meeting.on or approved_at.state == "cancelled":
            raise InvalidInput(
                "Minutes are approved at a later meeting of the same committee.",
                rule="calendar.minutes-approved-later",
                remedy="Choose a later one. If it is not there, enter it first.",
                field="approved_at",
            )
        if approved_at.on > timezone.localdate(now):
            raise InvalidInput(
                "That meeting is still to come.",
                rule="calendar.held-on-its-day",
                remedy="Record it on its day or after.",
                field="approved_at",
            )
        meeting.minutes_approved_at = approved_at
        meeting.save(update_fields=["minutes_approved_at"])
        audit.record(actor=actor, now=now, verb="approved the minutes of", on=meeting, fields=["minutes_approved_at"])
    return meeting


def _locked(meeting: CommitteeMeeting) -> CommitteeMeeting:
    return (
        CommitteeMeeting.objects.select_for_update(of=("self",))
        .select_related("body", "body__organisation")
        .get(pk=meeting.pk)
    )


def _planned(meeting: CommitteeMeeting, now: datetime) -> CommitteeMeetingPlanned:
    return CommitteeMeetingPlanned(
        at=now, committee_meeting_public_id=meeting.public_id, body_public_id=meeting.body.public_id
    )


def _known_precision(precision: str) -> None:
    if precision not in PRECISIONS:
        raise InvalidInput(
            "A date is known to the day, the month or the year.",
            rule="calendar.date-precision",
            remedy="Choose one of them.",
            field="on_precision",
        )


def _no_other_that_day(body: Body, on: date, precision: str) -> None:
    if precision != "day":
        return
    others = CommitteeMeeting.objects.filter(body=body, on=on, on_precision="day").exclude(state="cancelled")
    if others.exists():
        raise InvalidInput(
            "A meeting of this committee is already entered for that day.",
            rule="calendar.one-meeting-a-day",
            remedy="Open that one, or choose another day.",
            field="on",
        )
