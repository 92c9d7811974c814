"""The hand-over page of a programme: who, what waits, dates ahead, lessons, how things are done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bridgework.apps.calendar.queries import election_periods, name_among, next_committee_meetings
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import holdings_at
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.models import Gathering, Lesson, Programme
from bridgework.apps.programmes.queries import current_round, phase_lines, programme_of
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.programmes.type_files import phases_of_type
from bridgework.kernel.roles import ROLES, RUNNERS
from bridgework.kernel.waiting import WaitingItem, waiting_elsewhere, waiting_on
from bridgework.web.desk.rounds.programmes import programme_crumbs
from bridgework.web.ui.acting import actor_of, now_of

AHEAD_DAYS = 400


@require_GET
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything somebody needs who takes the programme over, on one page that prints."""
    programme = programme_of(public_id)
    actor, now = actor_of(request), now_of(request)
    rules.HAND_OVER.require(actor, programme)
    today = timezone.localdate(now)
    held = list(holdings_at(programme.scope, today))
    round_ = current_round(programme)
    lessons = Lesson.objects.filter(round__programme=programme).select_related("round", "author").order_by("-id")
    return render(
        request,
        "desk/handover/handover.html",
        {
            "programme": programme,
            "crumbs": programme_crumbs(programme, "Hand-over"),
            "who": _who([one for one in held if one.scope == programme.scope]),
            "others": sum(one.scope != programme.scope for one in held),
            "waits": _waits(held, programme, now),
            "round": round_,
            "dates": dates_ahead(programme, today),
            "lessons": list(lessons[:40]),
            "how": settings_of(programme).how_things_are_done,
            "phases": phases_of_type(round_.type.data if round_ else programme.default_type.data),
            "roles": {key: role.label for key, role in ROLES.items()},
            "may_change": rules.CHANGE_PROGRAMME.may(actor, programme).allowed,
            "now": now,
            "today": today,
        },
    )


def _who(held: list[RoleHolding]) -> list[tuple[str, list[RoleHolding]]]:
    """Role in words, and who holds it since when; roles of a programme nobody holds are shown as empty."""
    found = []
    for role in ROLES.values():
        if role.held_at == "programme":
            found.append((role.label, [one for one in held if one.role == role.key]))
    return found


def _waits(held: list[RoleHolding], programme: Programme, now: datetime) -> list[tuple[str, WaitingItem]]:
    """What waits on those who run the programme and because of them, each thing once, oldest first."""
    runners = {one.person_id: one.person.name for one in held if one.scope == programme.scope and one.role in RUNNERS}
    found: dict[tuple[str, str], tuple[str, WaitingItem]] = {}
    for person_id, name in runners.items():
        for item in waiting_on(person_id, now, under=programme.scope):
            key = (item.kind, item.public_id)
            before = found.get(key)
            # What waits on a role waits on everybody who holds it.
            found[key] = (f"{before[0]}, {name}" if before else name, item)
        for item in waiting_elsewhere(person_id, now, under=programme.scope):
            found.setdefault((item.kind, item.public_id), (item.on_whom or "others", item))
    return sorted(found.values(), key=lambda one: (one[1].since, one[1].public_id))


def dates_ahead(programme: Programme, today: date) -> list[tuple[date, str, str]]:
    """Phases, gatherings, committee meetings and elections of the coming year, soonest first: day, what, more."""
    last = today + timedelta(days=AHEAD_DAYS)
    found: list[tuple[date, str, str]] = []
    round_ = current_round(programme)
    for line in phase_lines(round_, today) if round_ is not None else []:
        if line.first is not None and line.first > today:
            found.append((line.first, f"“{line.phase.label}” begins", ", ".join(line.opens)))
        if line.last is not None and line.last >= today:
            found.append((line.last, f"“{line.phase.label}” ends", ""))
    gatherings = Gathering.objects.filter(round__programme=programme, state="planned", starts_at__date__gte=today)
    for gathering in gatherings:
        assert gathering.starts_at is not None
        found.append((timezone.localdate(gathering.starts_at), gathering.title, gathering.place))
    for meeting in next_committee_meetings(today, under=programme.scope, limit=20):
        found.append((meeting.on, name_among(meeting.body.names.all(), meeting.on), "committee meeting"))
    for period in election_periods(programme.council, from_day=today):
        found.append((max(period.starts_on, today), f"Election period begins: {period.name}", "nothing is published"))
        found.append((period.ends_on, f"Polling day: {period.name}", ""))
    return sorted(one for one in found if one[0] <= last)
