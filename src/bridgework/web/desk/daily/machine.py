"""Work that the program gave up after its last try: what it was, why, and letting it run again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.people.rules import SEE_MACHINE, Place
from bridgework.kernel import jobs
from bridgework.kernel.errors import NotPossibleNow
from bridgework.web.desk.places import home_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, actor_of, now_of

WORDS = {
    "event": "Something that follows from what somebody did",
    "messages.deliver": "Sending a message",
    "messages.digest": "Writing a daily digest",
    "repeated": "Something done every day",
    "reports.make-documents": "Making the documents of a report",
    "committees.make-documents": "Making the documents of a paper",
}


@never_cache
@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    """How the queue stands, and what was given up."""
    _allowed(request)
    page = page_of(request, jobs.failed())
    context = {
        "state": jobs.queue_state(now_of(request)),
        "page": page,
        "lines": [(one, WORDS.get(one.kind, one.kind), _about(one.payload)) for one in page],
    }
    return render(request, "desk/people/machine.html", context)


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Let one piece of work run again."""
    _allowed(request)

    def do() -> Done:
        if not jobs.retry(number, now=now_of(request)):
            raise NotPossibleNow(
                "This work was not given up, or the same already waits.",
                rule="jobs.retry",
                remedy="Look at the list again.",
            )
        return Done(reverse("desk:machine"), "It waits to run again.")

    return acted(request, do)


def _allowed(request: HttpRequest) -> None:
    actor = actor_of(request)
    SEE_MACHINE.require(actor, Place(home_of(actor) or "-"))


def _about(payload: dict[str, object]) -> str:
    """Which handler or which schedule: the part of the payload that is no number of a record."""
    return str(payload.get("handler") or payload.get("key") or "")
