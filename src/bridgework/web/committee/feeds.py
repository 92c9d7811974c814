"""Deadlines as iCalendar (RFC 5545): of one paper, and of everything one person works on, by a private address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_not_required
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar import actions as calendar_actions
from bridgework.apps.calendar import deadlines
from bridgework.apps.calendar.models import CalendarFeed
from bridgework.apps.calendar.queries import name_among, name_of_body
from bridgework.apps.committees import queries
from bridgework.apps.committees.models import Paper
from bridgework.apps.people.queries import actor_for
from bridgework.core.paper_timetable import Line
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.committee.meetings import REACHED
from bridgework.web.ui.acting import Done, acted, actor_of, now_of

if TYPE_CHECKING:
    from icalendar import Calendar

MOST_PAPERS: Final = 200
AHEAD: Final = timedelta(days=400)


@dataclass(frozen=True)
class Entry:
    """One whole-day entry."""

    uid: str
    on: date
    title: str
    about: str = ""


@require_safe
def timetable_ics(request: HttpRequest, public_id: str) -> HttpResponse:
    """The timetable of one paper, as a file for a calendar."""
    paper = queries.paper(actor_of(request), public_id)
    meeting = paper.committee_meeting
    name = name_of_body(meeting.body, meeting.on)
    calendar = calendar_named(paper.title)
    entries = [
        *entries_of(paper, deadlines.paper_timetable(meeting.body, meeting.on)),
        Entry(f"{meeting.public_id}@bridgework", meeting.on, f"{name} meets", paper.title),
    ]
    return as_file(with_entries(calendar, entries, now_of(request)), f"{paper.public_id}.ics")


def entries_of(paper: Paper, lines: Iterable[Line]) -> list[Entry]:
    """The last days of a paper's timetable."""
    return [
        Entry(
            f"{paper.public_id}-{one.key}@bridgework",
            one.last_day,
            f"{one.name}: {paper.title}",
            f"{one.holder.capitalize()}. {one.reason} {one.caution}".strip(),
        )
        for one in lines
    ]


def calendar_named(name: str) -> Calendar:
    """An empty calendar."""
    # Here, not at the top: it takes half a second, and every start would pay.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Bridgework//Committee deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "P1D")
    return calendar


def with_entries(calendar: Calendar, entries: Iterable[Entry], now: datetime) -> bytes:
    """The calendar with its entries, as bytes."""
    from icalendar import Event

    for one in entries:
        entry = Event()
        entry.add("uid", one.uid)
        entry.add("dtstamp", now)
        entry.add("summary", one.title)
        entry.add("dtstart", one.on)
        # The end of a whole-day entry is the day after its last day.
        entry.add("dtend", one.on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        if one.about:
            entry.add("description", one.about)
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def as_file(content: bytes, name: str) -> HttpResponse:
    """An answer a browser keeps as a file; never shared, because it is one person's."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def own_feed(request: HttpRequest) -> HttpResponse:
    """The private address of one's own calendar: see it, make another, end it."""
    actor, now = actor_of(request), now_of(request)
    here = reverse("committee:feed")
    if request.method == "POST":
        ends = request.POST.get("what") == "end"

        def do() -> Done:
            if ends:
                calendar_actions.end_feeds(actor=actor, now=now)
                return Done(here, "The address works no longer.")
            calendar_actions.make_feed(actor=actor, now=now)
            return Done(here, "The address is made.")

        return acted(request, do)
    feed = CalendarFeed.objects.filter(person_id=actor.person_id, ended_at=None).first() if actor.person_id else None
    address = request.build_absolute_uri(reverse("committee:feed-ics", args=[secret_of(feed)])) if feed else ""
    return render(request, "committee/feed.html", {"address": address, "here": here})


@login_not_required
@require_safe
def feed_ics(request: HttpRequest, secret: str) -> HttpResponse:
    """Every deadline of the papers its person works on, counted at this moment with the roles they hold now."""
    now = now_of(request)
    feed = CalendarFeed.objects.select_related("person").filter(public_id=secret[:14], ended_at=None).first()
    if feed is None or not constant_time_compare(secret, secret_of(feed)):
        raise NotFound("There is no such calendar.", rule="calendar.own-feed")
    entries = entries_for(actor_for(feed.person, now), timezone.localdate(now))
    stamp = now.replace(minute=0, second=0, microsecond=0)
    return as_file(with_entries(calendar_named("Committee papers and deadlines"), entries, stamp), "deadlines.ics")


def secret_of(feed: CalendarFeed) -> str:
    """The part of its address that only its person knows: signed with the key of this installation."""
    return f"{feed.public_id}-{Signer(salt='calendar.feed').signature(feed.public_id)}"


def entries_for(actor: Actor, today: date) -> list[Entry]:
    """What lies ahead for the papers an actor may read: their deadlines, and their meetings once each."""
    papers = list(
        queries.papers(actor)
        .filter(
            state__in=("draft", "ready", "published"),
            committee_meeting__state="planned",
            committee_meeting__on__gte=today,
            committee_meeting__on__lte=today + AHEAD,
        )
        .select_related("committee_meeting__body__organisation")
        .prefetch_related("committee_meeting__body__names")[:MOST_PAPERS]
    )
    grounds = deadlines.grounds_of(one.committee_meeting.body.organisation for one in papers)
    found: dict[str, Entry] = {}
    for paper in papers:
        meeting = paper.committee_meeting
        name = name_among(meeting.body.names.all(), meeting.on)
        found[meeting.public_id] = Entry(f"{meeting.public_id}@bridgework", meeting.on, f"{name} meets")
        lines = deadlines.paper_timetable(meeting.body, meeting.on, ground=grounds[meeting.body.organisation_id])
        for one in entries_of(paper, (line for line in lines if line.key not in REACHED[paper.state])):
            found[one.uid] = one
    return sorted(found.values(), key=lambda one: (one.on, one.uid))
