"""Gatherings: planned, held, with who was asked, who came and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from bridgework.apps.people.models import Person
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.events import GatheringHeld, GatheringPlanned
from bridgework.apps.programmes.models import Gathering, GatheringAttendance, Round
from bridgework.apps.programmes.states import GATHERING
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


def plan_gathering(
    *,
    actor: Actor,
    now: datetime,
    round_: Round,
    kind: str,
    title: str,
    starts_at: datetime | None,
    place: str = "",
    invite: Iterable[Person] = (),
) -> Gathering:
    """Plan a gathering of a round and ask people to it; a date not yet known is empty."""
    with transaction.atomic():
        rules.KEEP_GATHERING.require(actor, round_)
        gathering = Gathering.objects.create(
            scope=round_.scope,
            round=round_,
            kind=_known_kind(kind),
            title=_title(title),
            starts_at=starts_at,
            place=place.strip()[:200],
            state=GATHERING.initial,
            state_since=now,
            created_at=now,
        )
        transitions.begin(gathering, GATHERING, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="planned", on=gathering, fields=["title", "starts_at"])
        _invite(gathering, invite, actor, now)
        events.publish(GatheringPlanned(at=now, gathering_public_id=gathering.public_id))
    return gathering


def change_gathering(
    *,
    actor: Actor,
    now: datetime,
    gathering: Gathering,
    kind: str,
    title: str,
    starts_at: datetime | None,
    place: str = "",
) -> Gathering:
    """Change what, when and where a planned gathering is; those asked are told of a new date or place."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        if gathering.state != "planned":
            raise NotPossibleNow(
                f"The gathering was {gathering.state}, so it stays as it is.",
                rule="programmes.only-planned-gatherings-change",
                remedy="Reinstate a cancelled gathering first.",
            )
        moved = (gathering.starts_at, gathering.place) != (starts_at, place.strip()[:200])
        gathering.kind, gathering.title = _known_kind(kind), _title(title)
        gathering.starts_at, gathering.place = starts_at, place.strip()[:200]
        gathering.save(update_fields=["kind", "title", "starts_at", "place"])
        audit.record(actor=actor, now=now, verb="changed", on=gathering, fields=["title", "starts_at", "place"])
        if moved:
            asked = list(Person.objects.filter(gathering_attendances__gathering=gathering).order_by("id"))
            _tell(gathering, asked, "programmes.gathering-moved", actor, now)
            events.publish(GatheringPlanned(at=now, gathering_public_id=gathering.public_id))
    return gathering


def invite_to_gathering(*, actor: Actor, now: datetime, gathering: Gathering, people: Iterable[Person]) -> int:
    """Ask more people to a gathering; who was asked before is left alone. Returns how many are new."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        return _invite(gathering, people, actor, now)


def hold_gathering(*, actor: Actor, now: datetime, gathering: Gathering, notes: str = "") -> Gathering:
    """Record that a gathering was held, with its notes. Raises `NotPossibleNow` before it begins."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        if gathering.starts_at is not None and gathering.starts_at > now:
            raise NotPossibleNow(
                "The gathering is still to come.",
                rule="programmes.held-when-begun",
                remedy="Record it when it has begun, or change its date.",
            )
        transitions.move(gathering, GATHERING, "hold", actor=actor, now=now)
        if notes.strip():
            gathering.notes = notes.strip()
            gathering.save(update_fields=["notes"])
        audit.record(actor=actor, now=now, verb="held", on=gathering, fields=["state", "notes"])
        events.publish(GatheringHeld(at=now, gathering_public_id=gathering.public_id))
    return gathering


def cancel_gathering(*, actor: Actor, now: datetime, gathering: Gathering, reason: str) -> Gathering:
    """Cancel a planned gathering with a reason; those asked are told."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        transitions.move(gathering, GATHERING, "cancel", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="cancelled", on=gathering, fields=["state"])
        asked = list(Person.objects.filter(gathering_attendances__gathering=gathering).order_by("id"))
        _tell(gathering, asked, "programmes.gathering-cancelled", actor, now)
    return gathering


def reinstate_gathering(*, actor: Actor, now: datetime, gathering: Gathering, reason: str) -> Gathering:
    """Let a cancelled gathering take place after all, with a reason."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        transitions.move(gathering, GATHERING, "reinstate", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reinstated", on=gathering, fields=["state"])
        events.publish(GatheringPlanned(at=now, gathering_public_id=gathering.public_id))
    return gathering


def note_attendance(
    *, actor: Actor, now: datetime, gathering: Gathering, attended: Mapping[int, bool | None]
) -> Gathering:
    """Record who came: person key to yes, no, or not known. Somebody who came unasked is added."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        if gathering.starts_at is not None and gathering.starts_at > now:
            raise NotPossibleNow(
                "The gathering is still to come, so nobody has come yet.",
                rule="programmes.attendance-afterwards",
                remedy="Record it when it has begun.",
            )
        known = {one.person_id: one for one in GatheringAttendance.objects.filter(gathering=gathering)}
        for person_id, came in attended.items():
            row = known.get(person_id)
            if row is None:
                GatheringAttendance.objects.create(gathering=gathering, person_id=person_id, attended=came)
            elif row.attended is not came:
                row.attended = came
                row.save(update_fields=["attended"])
        audit.record(actor=actor, now=now, verb="noted attendance of", on=gathering, fields=["attendances"])
    return gathering


def write_gathering_notes(*, actor: Actor, now: datetime, gathering: Gathering, notes: str) -> Gathering:
    """Keep the notes of a gathering."""
    with transaction.atomic():
        gathering = _locked(gathering)
        rules.KEEP_GATHERING.require(actor, gathering)
        gathering.notes = notes.strip()
        gathering.save(update_fields=["notes"])
        audit.record(actor=actor, now=now, verb="wrote notes of", on=gathering, fields=["notes"])
    return gathering


def _locked(gathering: Gathering) -> Gathering:
    return Gathering.objects.select_for_update(of=("self",)).select_related("round__programme").get(pk=gathering.pk)


def _invite(gathering: Gathering, people: Iterable[Person], actor: Actor, now: datetime) -> int:
    known = set(GatheringAttendance.objects.filter(gathering=gathering).values_list("person_id", flat=True))
    new = list({one.pk: one for one in people if one.pk not in known}.values())
    GatheringAttendance.objects.bulk_create([GatheringAttendance(gathering=gathering, person=one) for one in new])
    if new:
        audit.record(actor=actor, now=now, verb="invited to", on=gathering, fields=["attendances"])
        if gathering.state == "planned" and (gathering.starts_at is None or gathering.starts_at > now):
            _tell(gathering, new, "programmes.gathering-invited", actor, now)
    return len(new)


def _tell(gathering: Gathering, people: Iterable[Person], telling: str, actor: Actor, now: datetime) -> None:
    for person in people:
        if person.pk != actor.person_id:
            events.publish(
                Told(
                    at=now,
                    person_public_id=person.public_id,
                    scope=gathering.scope,
                    telling=telling,
                    record_public_id=gathering.public_id,
                    batch=f"{telling}/{gathering.public_id}",
                )
            )


def _title(title: str) -> str:
    fitting = " ".join(title.split())
    if not fitting or len(fitting) > 160:
        raise InvalidInput(
            "A gathering needs a title of at most 160 characters.",
            rule="programmes.gathering-title",
            remedy="Say what it is, such as “Launch”.",
            field="title",
        )
    return fitting


def _known_kind(kind: str) -> str:
    if kind not in dict(Gathering.KINDS):
        raise InvalidInput(
            "There is no such kind of gathering.",
            rule="programmes.gathering-kind",
            remedy="Choose one.",
            field="kind",
        )
    return kind
