"""Where a challenge belongs, which committee meeting it aims at, and the brief its team is given."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.typed import BRIEF_LENGTH, kept_line, kept_partial_date, kept_text
from bridgework.apps.questions.events import BelongingSettled, BriefGiven, TargetMeetingChanged
from bridgework.apps.questions.models import Belonging, Brief, Challenge
from bridgework.apps.questions.rules import GIVE_BRIEF, SETTLE_BELONGING
from bridgework.kernel import audit, events, search
from bridgework.kernel.errors import InvalidInput, StaleRecord, Versions
from bridgework.kernel.permissions import Actor


def settle_belonging(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    council_programme: str = "",
    body: Body | None = None,
    decided_on: str = "",
    reason: str = "",
    meeting: CommitteeMeeting | None = None,
    source: str = "",
) -> Belonging:
    """Record which programme of the council and which committee a challenge belongs to; it may come late.

    Every earlier record is kept. `decided_on` is a partial date such as `2019-07`, empty where unknown. With `meeting`
    the challenge aims at it; a target at another body is dropped. Side effects in order: the record, the target, audit,
    `BelongingSettled`, `TargetMeetingChanged`.
    """
    with transaction.atomic():
        locked = _locked(challenge)
        SETTLE_BELONGING.require(actor, locked)
        programme = kept_line(council_programme, field="council_programme", called="programme of the council")
        if not programme and body is None:
            raise InvalidInput(
                "Say at least one: the programme of the council, or the committee.",
                rule="questions.belonging",
                remedy="Leave this page where neither is known yet.",
                field="body",
            )
        locked.belongings.filter(is_current=True).update(is_current=False)
        belonging = Belonging.objects.create(
            challenge=locked,
            council_programme=programme,
            body=body,
            body_scope=body.body_scope if body else "",
            decided_on=kept_partial_date(decided_on, field="decided_on"),
            decided_by=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
            reason=kept_text(reason, field="reason", called="reason", longest=4_000),
            source=kept_line(source, field="source", called="source", longest=300),
            created_at=now,
        )
        search.refresh(locked)
        audit.record(actor=actor, now=now, verb="settled where it belongs", on=locked, fields=["belonging"])
        events.publish(
            BelongingSettled(
                at=now,
                challenge_public_id=locked.public_id,
                belonging_public_id=belonging.public_id,
                body_public_id=body.public_id if body else "",
            )
        )
        aimed_elsewhere = locked.target_meeting is not None and (
            body is None or locked.target_meeting.body_id != body.pk
        )
        if meeting is not None:
            _aim(locked, meeting, None, actor, now)
        elif aimed_elsewhere:
            _aim(locked, None, locked.target_meeting.on if locked.target_meeting else None, actor, now)
    challenge.refresh_from_db()
    return belonging


def set_target_meeting(
    *, actor: Actor, now: datetime, challenge: Challenge, meeting: CommitteeMeeting, version_seen: int | None = None
) -> Challenge:
    """Aim a challenge at a committee meeting of the body it belongs to: its plan is counted back from there."""
    with transaction.atomic():
        locked = _locked(challenge)
        SETTLE_BELONGING.require(actor, locked)
        _not_changed_since(locked, version_seen, meeting.on)
        _aim(locked, meeting, None, actor, now)
    challenge.refresh_from_db()
    return locked


def set_provisional_date(
    *, actor: Actor, now: datetime, challenge: Challenge, on: date | None, version_seen: int | None = None
) -> Challenge:
    """Plan from a date marked as provisional while no committee meeting is known; it takes the place of a target."""
    with transaction.atomic():
        locked = _locked(challenge)
        SETTLE_BELONGING.require(actor, locked)
        _not_changed_since(locked, version_seen, on)
        _aim(locked, None, on, actor, now)
    challenge.refresh_from_db()
    return locked


def give_brief(
    *, actor: Actor, now: datetime, challenge: Challenge, text: str, why: str = "", made_from: int | None = None
) -> Brief:
    """Give the team its brief, or a new version of it; every version is kept.

    `made_from` is the number of the version that was on screen (0 for none). Raises `StaleRecord` with both texts where
    another version came between.
    """
    with transaction.atomic():
        locked = _locked(challenge)
        GIVE_BRIEF.require(actor, locked)
        words = kept_text(text, field="text", called="brief", longest=BRIEF_LENGTH, required=True)
        last = locked.briefs.order_by("-number").first()
        number = last.number if last else 0
        if made_from is not None and made_from != number:
            raise StaleRecord(
                "Somebody else gave a new version of the brief while you had it open.",
                versions=Versions(base={}, theirs={"text": last.text if last else ""}, yours={"text": words}),
            )
        if last is not None and last.text == words:
            raise InvalidInput(
                "The brief is the same as before.",
                rule="questions.brief-changed",
                remedy="Change it, or leave without saving.",
                field="text",
            )
        brief = Brief.objects.create(
            challenge=locked,
            number=number + 1,
            text=words,
            why=kept_line(why, field="why", called="reason", longest=300, required=last is not None),
            author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
            given_at=now,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="gave the brief", on=locked, fields=["brief"])
        events.publish(
            BriefGiven(
                at=now,
                challenge_public_id=locked.public_id,
                brief_public_id=brief.public_id,
                number=brief.number,
            )
        )
    return brief


def _aim(
    challenge: Challenge, meeting: CommitteeMeeting | None, provisional: date | None, actor: Actor, now: datetime
) -> None:
    if meeting is not None:
        _belongs_to(challenge, meeting)
    same = challenge.target_meeting_id == (meeting.pk if meeting else None)
    if same and challenge.provisional_date == provisional:
        return
    challenge.target_meeting = meeting
    challenge.provisional_date = provisional
    challenge.version += 1
    challenge.save(update_fields=["target_meeting", "provisional_date", "version"])
    audit.record(
        actor=actor, now=now, verb="set the target", on=challenge, fields=["target_meeting", "provisional_date"]
    )
    events.publish(
        TargetMeetingChanged(
            at=now,
            challenge_public_id=challenge.public_id,
            scope=challenge.scope,
            meeting_public_id=meeting.public_id if meeting else "",
            provisional_on=provisional.isoformat() if provisional else "",
        )
    )


def _belongs_to(challenge: Challenge, meeting: CommitteeMeeting) -> None:
    if meeting.state == "cancelled":
        raise InvalidInput(
            "This committee meeting was cancelled.",
            rule="questions.target-meeting",
            remedy="Choose another.",
            field="meeting",
        )
    current = challenge.belongings.filter(is_current=True).first()
    if current is None or current.body_id != meeting.body_id:
        raise InvalidInput(
            "The meeting is of another committee than the one the question belongs to.",
            rule="questions.target-of-its-committee",
            remedy="Choose a meeting of that committee, or record first where the question belongs.",
            field="meeting",
        )


def _not_changed_since(challenge: Challenge, version_seen: int | None, wanted: date | None) -> None:
    if version_seen is None or version_seen == challenge.version:
        return
    target = challenge.target_meeting.on if challenge.target_meeting else challenge.provisional_date
    raise StaleRecord(
        "Somebody else changed this while you had it open.",
        versions=Versions(
            base={},
            theirs={"target": target.isoformat() if target else "none"},
            yours={"target": wanted.isoformat() if wanted else "none"},
        ),
    )


def _locked(challenge: Challenge) -> Challenge:
    return Challenge.objects.select_for_update(of=("self",)).select_related("target_meeting").get(pk=challenge.pk)
