"""Gatherings, who was asked and who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import holdings_at
from bridgework.apps.programmes.models import Gathering, GatheringAttendance, Round
from bridgework.apps.programmes.queries.phases import phases_of
from bridgework.apps.programmes.type_files import gatherings_of_type
from bridgework.kernel.errors import NotFound


@dataclass(frozen=True)
class Suggested:
    """A gathering that is usual in this type of round and not yet planned."""

    kind: str
    title: str
    about: str
    when: str
    on: date | None


def gathering_of(public_id: str) -> Gathering:
    """The gathering with its round and programme. Raises `NotFound`."""
    found = Gathering.objects.select_related("round__programme", "round__type").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such gathering.", rule="programmes.gathering-exists")
    return found


def gatherings_of(round_: Round) -> QuerySet[Gathering]:
    """The gatherings of a round, those without a date last."""
    return Gathering.objects.filter(round=round_).order_by("starts_at", "id")


def attendances_of(gathering: Gathering) -> QuerySet[GatheringAttendance]:
    """Who was asked, and whether they came, by name."""
    return (
        GatheringAttendance.objects.filter(gathering=gathering)
        .select_related("person")
        .order_by("person__name", "person_id")
    )


def people_to_invite(round_: Round, on: date) -> list[Person]:
    """Everybody with a role in the programme or in this round, by name: who may be asked to a gathering."""
    programme, own = round_.scope.split("/", 1)[0], round_.scope
    found: dict[int, Person] = {}
    for holding in holdings_at(programme, on):
        if holding.scope == programme or holding.scope == own or holding.scope.startswith(f"{own}/"):
            found[holding.person_id] = holding.person
    return sorted(found.values(), key=lambda one: (one.name, one.pk))


def usual_gatherings(round_: Round) -> list[Suggested]:
    """What the type says is usual and this round has not planned yet, with a day to start from. Two queries."""
    phases = {one.key: one for one in phases_of(round_)}
    planned = {(one.kind, one.title) for one in gatherings_of(round_)}
    kinds = {one[0] for one in planned}
    found = []
    for usual in gatherings_of_type(round_.type.data):
        if (usual.kind in kinds and usual.kind != "other") or (usual.kind, usual.name) in planned:
            continue
        phase = phases.get(usual.phase)
        if usual.phase != "*" and phase is None:
            continue
        when, on = "at the end of every phase", None
        if phase is not None:
            when, on = _place(usual.when, phase.label, phase.planned_start, phase.planned_end)
        found.append(Suggested(usual.kind, usual.name, usual.public_text, when, on))
    return found


def _place(when: str, label: str, start: date | None, end: date | None) -> tuple[str, date | None]:
    if when == "end":
        return f"at the end of “{label}”", _weekday(end, -1)
    if when == "every_month":
        return f"every month of “{label}”", _weekday(start, 1)
    return f"at the start of “{label}”", _weekday(start, 1)


def _weekday(day: date | None, step: int) -> date | None:
    while day is not None and day.weekday() >= 5:
        day += timedelta(days=step)
    return day
