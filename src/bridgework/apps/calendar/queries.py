"""Reads about bodies, their meetings, and the days that do not count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from bridgework.apps.calendar.models import Body, BodyName, CommitteeMeeting, ElectionPeriod, Holiday
from bridgework.apps.people.models import Organisation
from bridgework.core.planning import BlockedPeriod
from bridgework.kernel.errors import NotFound

UNNAMED = "a committee without a name"
NATION = "england-wales"


def body_of(public_id: str) -> Body:
    """The body with its organisation. Raises `NotFound`."""
    found = Body.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such committee.", rule="calendar.committee-exists")
    return found


def bodies(organisations: Iterable[Organisation] | None = None) -> QuerySet[Body]:
    """The bodies, of some organisations or of all."""
    found = Body.objects.select_related("organisation").prefetch_related("names").order_by("id")
    return found if organisations is None else found.filter(organisation__in=list(organisations))


def bodies_under(scope: str) -> QuerySet[Body]:
    """The bodies a programme uses: those of organisations it registered and of organisations nobody registered."""
    programme = scope.split("/", 1)[0]
    return bodies().filter(Q(organisation__scope=programme) | Q(organisation__scope=""))


def name_of_body(body: Body, on: date | None = None) -> str:
    """The name the body had on that day; its latest known name where no day is given or no dates cover it."""
    return names_of_bodies([body.pk], on).get(body.pk, UNNAMED)


def names_of_bodies(keys: Iterable[int], on: date | None = None) -> dict[int, str]:
    """Key to name on that day, in one query."""
    names: dict[int, list[BodyName]] = {}
    for row in BodyName.objects.filter(body_id__in=list(keys)).order_by("starts_on", "id"):
        names.setdefault(row.body_id, []).append(row)
    return {key: name_among(rows, on) for key, rows in names.items()}


def name_among(names: Iterable[BodyName], on: date | None = None) -> str:
    """The name that fits the day among a body's dated names, else the latest."""
    ordered = sorted(names, key=lambda one: (one.starts_on or date.min, one.pk))
    if not ordered:
        return UNNAMED
    if on is not None:
        fitting = [one for one in ordered if (one.starts_on or date.min) <= on <= (one.ends_on or date.max)]
        if fitting:
            return fitting[-1].name
        if on < (ordered[0].starts_on or date.min):
            return ordered[0].name
    return ordered[-1].name


def committee_meeting_of(public_id: str) -> CommitteeMeeting:
    """The committee meeting with its body. Raises `NotFound`."""
    found = CommitteeMeeting.objects.select_related("body", "body__organisation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such committee meeting.", rule="calendar.committee-meeting-exists")
    return found


def committee_meetings(body: Body | None = None) -> QuerySet[CommitteeMeeting]:
    """Committee meetings by date, of one body or of all, with their bodies and the names of these."""
    found = (
        CommitteeMeeting.objects.select_related("body", "body__organisation")
        .prefetch_related("body__names")
        .order_by("on", "id")
    )
    return found if body is None else found.filter(body=body)


def next_committee_meetings(
    on: date, *, body: Body | None = None, under: str = "", limit: int = 12
) -> list[CommitteeMeeting]:
    """The planned meetings on or after a day, soonest first; `under` limits them to a programme's bodies."""
    found = committee_meetings(body).filter(on__gte=on, state="planned")
    if under:
        found = found.filter(body__in=bodies_under(under).values("pk"))
    return list(found[:limit])


def holidays(
    organisation: Organisation | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
    nation: str = NATION,
) -> dict[date, str]:
    """The days nobody works, each with its name: what `core.working_days` and `core.planning` count with.

    The bank holidays of the nation and, where given, the days an organisation added itself. One query.
    """
    found = Holiday.objects.filter(nation=nation)
    own = Q(organisation__isnull=True)
    if organisation is not None:
        own |= Q(organisation=organisation)
    found = found.filter(own)
    if first is not None:
        found = found.filter(on__gte=first)
    if last is not None:
        found = found.filter(on__lte=last)
    own_last = F("organisation_id").asc(nulls_first=True)
    return dict(found.order_by(own_last, "on").values_list("on", "name"))


def holiday_rows(organisation: Organisation, first: date, nation: str = NATION) -> QuerySet[Holiday]:
    """The holidays that count for an organisation from a day on, for a page that lists them."""
    shared = Q(organisation__isnull=True) | Q(organisation=organisation)
    return Holiday.objects.filter(shared, nation=nation, on__gte=first).order_by("on")


def election_periods(organisation: Organisation, *, from_day: date | None = None) -> QuerySet[ElectionPeriod]:
    """The election periods of a council, soonest first; `from_day` leaves out those that are over by then."""
    found = ElectionPeriod.objects.filter(organisation=organisation).order_by("starts_on", "id")
    return found if from_day is None else found.filter(ends_on__gte=from_day)


def blocked_periods(
    organisation: Organisation, *, steps: frozenset[str] | None = None, from_day: date | None = None
) -> tuple[BlockedPeriod, ...]:
    """The election periods as days on which `steps` (all of them where None) cannot move. One query."""
    return tuple(
        BlockedPeriod(one.starts_on, one.ends_on, one.name, steps)
        for one in election_periods(organisation, from_day=from_day)
    )


def holidays_and_blocked_periods(
    organisation: Organisation, *, first: date, nation: str = NATION, steps: frozenset[str] | None = None
) -> tuple[dict[date, str], tuple[BlockedPeriod, ...]]:
    """`holidays` and `blocked_periods` of an organisation from a day on, in one query instead of two."""
    days = holiday_rows(organisation, first, nation).order_by()
    elections = election_periods(organisation, from_day=first).order_by()
    # Each row: 0 shared holiday, 1 own holiday, 2 election period; an own holiday's name comes after the shared one's.
    shared_or_own = Case(When(organisation__isnull=True, then=Value(0)), default=Value(1))
    rows = days.values_list(shared_or_own, "on", "on", "name").union(
        elections.values_list(Value(2), "starts_on", "ends_on", "name"), all=True
    )
    found = sorted(rows)
    blocked = tuple(BlockedPeriod(start, end, name, steps) for kind, start, end, name in found if kind == 2)
    return {start: name for kind, start, _, name in found if kind < 2}, blocked


def election_period_on(organisation: Organisation, day: date) -> ElectionPeriod | None:
    """The election period that covers a day, if any."""
    return ElectionPeriod.objects.filter(organisation=organisation, starts_on__lte=day, ends_on__gte=day).first()
