"""The only writers of conflicts of interest."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from bridgework.apps.conflicts.events import ConflictDecided, ConflictRecorded
from bridgework.apps.conflicts.models import Conflict, DeclaredTie
from bridgework.apps.conflicts.rules import DECIDE_CONFLICT, RECORD_CONFLICT
from bridgework.apps.people.models import Person
from bridgework.apps.people.rules import Place
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import Actor


def declare_conflict(
    *, actor: Actor, now: datetime, person: Person, record_public_id: str, scope: str, reason: str
) -> Conflict:
    """Declare a conflict of one's own, or record one that those who run the programme learnt of.

    It stands from this moment, until the lead decides otherwise: the record is hidden from the person.
    """
    with transaction.atomic():
        if actor.person_id != person.pk:
            RECORD_CONFLICT.require(actor, Place(scope))
        return _record(
            actor=actor,
            now=now,
            person=person,
            record_public_id=record_public_id,
            scope=scope,
            reason=reason,
            is_declared=actor.person_id == person.pk,
        )


def record_computed_conflict(
    *, actor: Actor, now: datetime, person: Person, record_public_id: str, scope: str, reason: str
) -> Conflict:
    """Keep a conflict that was computed from where people were, in the caller's transaction and by its permission."""
    with transaction.atomic():
        return _record(
            actor=actor,
            now=now,
            person=person,
            record_public_id=record_public_id,
            scope=scope,
            reason=reason,
            is_declared=False,
        )


def decide_conflict(*, actor: Actor, now: datetime, conflict: Conflict, stands: bool, reason: str) -> Conflict:
    """Decide whether a conflict stands. Nobody decides on their own."""
    with transaction.atomic():
        DECIDE_CONFLICT.require(actor, Place(conflict.scope))
        if actor.person_id == conflict.person_id:
            raise NotPermitted(
                "Nobody decides on a conflict of their own.",
                rule="conflicts.not-ones-own",
                remedy="Ask another lead of the programme.",
            )
        if not reason.strip():
            raise InvalidInput(
                "A reason is needed.",
                rule="conflicts.reason",
                remedy="Say why in a sentence; it is kept with the conflict.",
                field="reason",
            )
        locked = Conflict.objects.select_for_update().get(pk=conflict.pk)
        locked.stands = stands
        locked.decided_by = actor.public_id
        locked.decided_at = now
        locked.decided_reason = reason.strip()[:300]
        locked.save(update_fields=["stands", "decided_by", "decided_at", "decided_reason"])
        audit.record(actor=actor, now=now, verb="decided", on=locked, fields=["stands"])
        events.publish(
            ConflictDecided(
                at=now,
                conflict_public_id=locked.public_id,
                person_public_id=locked.person.public_id,
                record_public_id=locked.record_public_id,
                stands=stands,
            )
        )
    return locked


def end_conflict(*, actor: Actor, now: datetime, conflict: Conflict) -> Conflict:
    """Note that a conflict is over; that it once stood stays known."""
    with transaction.atomic():
        DECIDE_CONFLICT.require(actor, Place(conflict.scope))
        if conflict.ended_at is None:
            conflict.ended_at = now
            conflict.save(update_fields=["ended_at"])
            audit.record(actor=actor, now=now, verb="ended", on=conflict, fields=["ended_at"])
    return conflict


@transaction.atomic
def declare_tie(
    *, actor: Actor, now: datetime, person: Person, kind: str, other_name: str, until: date | None = None
) -> DeclaredTie:
    """Say to whom one has a tie, so that conflicts can be found before anything is assigned."""
    if actor.person_id != person.pk:
        RECORD_CONFLICT.require(actor, Place(person.scope))
    if kind not in dict(DeclaredTie.KINDS):
        raise InvalidInput("Choose what kind of tie it is.", rule="conflicts.tie-kind", field="kind")
    if not other_name.strip():
        raise InvalidInput("Enter the name of the other person.", rule="conflicts.tie-name", field="other_name")
    tie = DeclaredTie.objects.create(
        created_at=now, person=person, kind=kind, other_name=other_name.strip()[:160], until=until
    )
    audit.record(actor=actor, now=now, verb="conflicts.declare-tie", on=tie, fields=["kind", "other_name"])
    return tie


@transaction.atomic
def take_back_tie(*, actor: Actor, now: datetime, tie: DeclaredTie) -> None:
    """Take back a tie that was declared. Conflicts that were recorded because of it stay until they are decided."""
    if actor.person_id != tie.person_id:
        RECORD_CONFLICT.require(actor, Place(tie.person.scope))
    audit.record(actor=actor, now=now, verb="conflicts.take-back-tie", on=tie)
    tie.delete()


def _record(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    record_public_id: str,
    scope: str,
    reason: str,
    is_declared: bool,
) -> Conflict:
    if not reason.strip():
        raise InvalidInput(
            "A reason is needed.",
            rule="conflicts.reason",
            remedy="Say in a sentence what the conflict is.",
            field="reason",
        )
    Person.objects.select_for_update().get(pk=person.pk)
    held = Conflict.objects.filter(
        person=person, record_public_id=record_public_id, is_declared=is_declared, ended_at__isnull=True
    ).first()
    if held is not None:
        return held
    conflict = Conflict.objects.create(
        person=person,
        record_public_id=record_public_id,
        scope=scope,
        reason=reason.strip()[:300],
        is_declared=is_declared,
        created_at=now,
    )
    audit.record(actor=actor, now=now, verb="declared", on=conflict, fields=["reason"])
    events.publish(
        ConflictRecorded(
            at=now,
            conflict_public_id=conflict.public_id,
            person_public_id=person.public_id,
            record_public_id=record_public_id,
        )
    )
    return conflict
