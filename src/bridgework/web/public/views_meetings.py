"""Committees and their meetings in public: what was put, what was resolved; as a calendar and as Popolo."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.programmes.queries.programmes import CalendarItem
from bridgework.threads import meetings as told
from bridgework.threads.popolo import popolo_of
from bridgework.web.public.calendar_feed import calendar_of
from bridgework.web.public.conditional import public_page, today_of
from bridgework.web.ui.acting import now_of

STATES: Final = {
    "planned": ("planned", "Planned"),
    "held": ("done", "Held"),
    "cancelled": ("set-aside", "Cancelled"),
}


@public_page
def committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """A committee: its names, its meetings ahead and past."""
    today = today_of(request)
    found = told.body(public_id, today=today)
    rows = [(one, *STATES[one.state]) for one in found.meetings]
    return render(
        request,
        "public/committee.html",
        {
            "body": found,
            "ahead": [row for row in reversed(rows) if row[0].on >= today],
            "past": [row for row in rows if row[0].on < today],
            "crumbs": [("Questions", reverse("public:questions")), (found.name, "")],
        },
    )


@public_page
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting: its papers, what was resolved on each proposal and which words changed."""
    found = told.meeting(public_id)
    kind, word = STATES[found.state]
    return render(
        request,
        "public/meeting.html",
        {
            "meeting": found,
            "kind": kind,
            "word": word,
            "is_past": found.on < today_of(request),
            "crumbs": [
                ("Questions", reverse("public:questions")),
                (found.body, reverse("public:committee", args=[found.body_public_id])),
                ("Meeting", ""),
            ],
        },
    )


@public_page
def committee_ics(request: HttpRequest, public_id: str) -> HttpResponse:
    """The meetings of a committee, to subscribe to."""
    found = told.body(public_id, today=today_of(request))
    items = []
    for one in told.body_row(public_id).committee_meetings.filter(on_precision="day").order_by("on", "id"):
        starts_at = timezone.make_aware(datetime.combine(one.on, one.starts_at)) if one.starts_at else None
        about = f"{settings.SITE_ADDRESS}{reverse('public:meeting', args=[one.public_id])}"
        items.append(
            CalendarItem(
                one.public_id,
                found.name,
                one.on,
                starts_at=starts_at,
                place=one.place,
                about=about,
                cancelled=one.state == "cancelled",
            )
        )
    # To the hour, so that asking twice gives the same bytes.
    stamp = now_of(request).replace(minute=0, second=0, microsecond=0)
    response = HttpResponse(calendar_of(found.name, items, stamp), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ics"'
    return response


@public_page
def committee_popolo(request: HttpRequest, public_id: str) -> HttpResponse:
    """The committee, its meetings, motions and votes as Popolo."""
    data = popolo_of(public_id, today=today_of(request), site=settings.SITE_ADDRESS)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
