"""Programmes, their types and rounds, and what rounds taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from bridgework.apps.people.models import Organisation
from bridgework.apps.programmes.models import Gathering, Lesson, Phase, Programme, ProgrammeType, Round
from bridgework.apps.programmes.rules import SEE_PROGRAMME
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor

LATEST_FIRST = (F("year").desc(nulls_last=True), "-id")
"""Said in full: the databases disagree about where an unknown year belongs."""


@dataclass(frozen=True)
class CalendarItem:
    """One entry of a programme's calendar feed: a moment, or whole days from `on` to `until`."""

    uid: str
    title: str
    on: date
    until: date | None = None
    starts_at: datetime | None = None
    place: str = ""
    about: str = ""
    cancelled: bool = False


def programmes_seen_by(actor: Actor) -> QuerySet[Programme]:
    """The programmes at whose desk the actor has a place, by name."""
    return SEE_PROGRAMME.which(actor, Programme.objects.select_related("default_type")).order_by("name", "id")


def programme_of(public_id: str) -> Programme:
    """The programme. Raises `NotFound`."""
    return _programme(public_id=public_id)


def programme_by_slug(slug: str) -> Programme:
    """The programme by its public address. Raises `NotFound`."""
    return _programme(slug=slug)


def _programme(**by: str) -> Programme:
    found = Programme.objects.select_related("council", "university", "default_type").filter(**by).first()
    if found is None:
        raise NotFound("There is no such programme.", rule="programmes.exists")
    return found


def is_invented_at(scope: str) -> bool:
    """Whether a place lies in an invented programme: whoever is made known there is as invented as the rest."""
    return Programme.objects.filter(public_id=scope.split("/", 1)[0], is_invented=True).exists()


def council_of(programme: Programme) -> Organisation:
    """The council whose days count in this programme."""
    return programme.council


def rounds_of(programme: Programme) -> QuerySet[Round]:
    """The rounds of a programme, the latest first."""
    return Round.objects.filter(programme=programme).select_related("type", "programme").order_by(*LATEST_FIRST)


def round_of(public_id: str) -> Round:
    """The round with its programme, type and phases. Raises `NotFound`."""
    found = (
        Round.objects.select_related("programme__council", "programme__default_type", "type", "copied_from")
        .prefetch_related("phases")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such round.", rule="programmes.round-exists")
    return found


def round_named(label: str) -> str:
    """A round within a sentence: “the round 2026”; a label that says “round” itself is left as it is."""
    return label if "round" in label.lower().split() else f"the round {label}"


def current_round(programme: Programme) -> Round | None:
    """The latest round that runs or is paused, if any. Two queries."""
    return rounds_of(programme).filter(state__in=("running", "paused")).prefetch_related("phases").first()


def default_round(programme: Programme) -> Round | None:
    """The round a page shows when none was chosen: the one that runs, else the one planned, else the last."""
    return (
        current_round(programme)
        or rounds_of(programme).order_by("state_since", "id").filter(state="planned").first()
        or rounds_of(programme).first()
    )


def lessons_of(round_: Round) -> QuerySet[Lesson]:
    """What a round taught, in the order it was written down."""
    return Lesson.objects.filter(round=round_).select_related("author").order_by("created_at", "id")


def lessons_for_a_new_round(programme: Programme) -> list[Lesson]:
    """The lessons of the last round that has any: shown while the next one is made. Two queries."""
    last = Round.objects.filter(programme=programme, lessons__isnull=False).order_by(*LATEST_FIRST).values("pk").first()
    if last is None:
        return []
    found = Lesson.objects.filter(round=last["pk"]).select_related("author", "round")
    return list(found.order_by("created_at", "id"))


def newest_types() -> list[ProgrammeType]:
    """The latest version of every programme type, by name. One query."""
    latest: dict[str, ProgrammeType] = {}
    for one in ProgrammeType.objects.order_by("version"):
        latest[one.key] = one
    return sorted(latest.values(), key=lambda one: one.name)


def type_of(key: str) -> ProgrammeType:
    """The latest version of a programme type. Raises `NotFound`."""
    found = ProgrammeType.objects.filter(key=key).order_by("-version").first()
    if found is None:
        raise NotFound("There is no such programme type.", rule="programmes.type-exists")
    return found


def calendar_items(programme: Programme, on: date) -> list[CalendarItem]:
    """The phases and gatherings of a programme's rounds for its public feed, from a year before `on`. Two queries."""
    earliest = date(on.year - 1, on.month, 1)
    found: list[CalendarItem] = []
    phases = Phase.objects.filter(round__programme=programme).exclude(round__state="planned").select_related("round")
    for phase in phases.order_by("planned_start", "order"):
        first, last = phase.actual_start or phase.planned_start, phase.actual_end or phase.planned_end
        if first is None or (last or first) < earliest:
            continue
        title = f"{phase.round.label}: {phase.public_label}"
        found.append(CalendarItem(phase.public_id, title, first, last))
    gatherings = Gathering.objects.filter(round__programme=programme, starts_at__date__gte=earliest)
    for one in gatherings.exclude(round__state="planned").select_related("round"):
        assert one.starts_at is not None
        found.append(
            CalendarItem(
                one.public_id,
                f"{one.round.label}: {one.title}",
                one.starts_at.date(),
                starts_at=one.starts_at,
                place=one.place,
                cancelled=one.state == "cancelled",
            )
        )
    return found
