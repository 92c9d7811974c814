"""Deadlines as iCalendar (RFC 5545): of one paper, and of everything one person works on, by a private address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bridgework.apps.calendar import deadlines
from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees import queries
from bridgework.apps.committees.models import Paper
from bridgework.core.paper_timetable import Line
from bridgework.web.ui.acting import actor_of, now_of

if TYPE_CHECKING:
    from icalendar import Calendar


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
