"""One page before a meeting: for a sponsor councillor between two others, for whoever leads the programme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.programmes.queries import round_of
from bridgework.apps.programmes.rules import SEE_ROUND_DESK
from bridgework.kernel.waiting import waiting_on
from bridgework.threads.before_meeting import before_meeting
from bridgework.web.desk.rounds.pages import round_crumbs
from bridgework.web.ui.acting import actor_of, now_of

MOST = 12
"""So many moves are named; beyond, a page is no longer one page."""


@require_safe
def before(request: HttpRequest, public_id: str) -> HttpResponse:
    """When the next meeting is, what waits on the reader, what needs a word, what moved since the last one."""
    actor, now = actor_of(request), now_of(request)
    round_ = round_of(public_id)
    SEE_ROUND_DESK.require(actor, round_)
    page = before_meeting(round_, actor=actor, now=now)
    context = {
        "round": round_,
        "page": page,
        "moved": page.moved[:MOST],
        "moved_more": max(0, len(page.moved) - MOST),
        "mine": waiting_on(actor.person_id, now, under=round_.programme.scope)[:MOST] if actor.person_id else [],
        "crumbs": round_crumbs(round_, "Before the meeting"),
        "now": now,
        "today": timezone.localdate(now),
    }
    return render(request, "desk/rounds/before_meeting.html", context)
