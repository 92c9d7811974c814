"""The public calendar of a programme: phases, gatherings and committee meetings, as a feed to subscribe to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import condition, require_GET

from bridgework.apps.calendar.queries import committee_meetings, name_among
from bridgework.apps.participation.queries import person_of_feed
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.queries import calendar_items, programme_by_slug
from bridgework.apps.programmes.queries.programmes import CalendarItem
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.errors import NotFound
from bridgework.threads.my_dates import my_dates
from bridgework.web import limits
from bridgework.web.private import WINDOW_SECONDS, WRONG_TRIES
from bridgework.web.ui.acting import now_of

if TYPE_CHECKING:
    from icalendar import Event

GATHERING_HOURS = 2


def feed_items(programme: Programme, now: datetime) -> list[CalendarItem]:
    """What the feed shows: the programme's own dates, and the committee meetings its public questions aim at."""
    today = timezone.localdate(now)
    found = calendar_items(programme, today)
    aimed = Challenge.objects.filter(question__programme=programme, is_public=True, target_meeting__isnull=False)
    meetings = committee_meetings().filter(pk__in=aimed.values("target_meeting"))
    for meeting in meetings.filter(on_precision="day"):
        starts_at = timezone.make_aware(datetime.combine(meeting.on, meeting.starts_at)) if meeting.starts_at else None
        found.append(
            CalendarItem(
                meeting.public_id,
                name_among(meeting.body.names.all(), meeting.on),
                meeting.on,
                starts_at=starts_at,
                place=meeting.place,
                about="A question of this programme is planned for this meeting.",
                cancelled=meeting.state == "cancelled",
            )
        )
    return found


def calendar_of(name: str, items: list[CalendarItem], now: datetime) -> bytes:
    """A feed in the iCalendar format (RFC 5545)."""
    # Here, not at the top: it takes half a second, and every start would pay.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Bridgework//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "P1D")
    for item in items:
        calendar.add_component(_event(item, now))
    content: bytes = calendar.to_ical()
    return content


def _event(item: CalendarItem, now: datetime) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{item.uid}@bridgework")
    entry.add("dtstamp", now)
    entry.add("summary", item.title)
    if item.starts_at is not None:
        entry.add("dtstart", item.starts_at)
        entry.add("dtend", item.starts_at + timedelta(hours=GATHERING_HOURS))
    else:
        entry.add("dtstart", item.on)
        # The end of a whole-day entry is the day after its last day.
        entry.add("dtend", (item.until or item.on) + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    if item.place:
        entry.add("location", item.place)
    if item.about:
        entry.add("description", item.about)
    entry.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    return entry


def _last_hour(request: HttpRequest, slug: str) -> datetime:
    return now_of(request).replace(minute=0, second=0, microsecond=0)


@login_not_required
@require_GET
def my_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own dates, at a secret address that they made and can stop."""
    wrong = f"calendar:wrong:{limits.address_of(request)}"
    if limits.tries(wrong) >= WRONG_TRIES:
        return HttpResponse(status=429)
    try:
        person = person_of_feed(token)
    except NotFound:
        limits.count(wrong, seconds=WINDOW_SECONDS)
        return HttpResponse(status=404)
    now = now_of(request)
    content = calendar_of("My dates", my_dates(person, timezone.localdate(now)), now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_GET
@condition(last_modified_func=_last_hour)
def programme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed at its public address; it may be an hour old."""
    programme = programme_by_slug(slug)
    stamp = _last_hour(request, slug)
    content = calendar_of(programme.name, feed_items(programme, now_of(request)), stamp)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}.ics"'
    response["Cache-Control"] = "public, max-age=3600"
    return response
