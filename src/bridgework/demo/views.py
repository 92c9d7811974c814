"""The pages behind the bar: as whom, mailbox, clock, put everything back, the walk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person
from bridgework.core.reading import human_date
from bridgework.demo import mailbox as box
from bridgework.demo import moves, walk
from bridgework.demo.arriving import ARRIVING
from bridgework.demo.everybody import invented_people
from bridgework.demo.refreshing import put_everything_back
from bridgework.web.actors import DEMO_PERSON
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import now_of, safe_address, safe_next

NOBODYS_OWN = ("/l/", "/demo/", "/apply/")
"""Pages of the message or form one came from: whoever becomes somebody there goes to their own work."""


@never_cache
@login_not_required
@require_safe
def seen_as(request: HttpRequest) -> HttpResponse:
    """Choose as whom the demonstration is seen."""
    context = {
        "groups": invented_people(timezone.localdate(now_of(request))),
        "back": safe_next(request, "/"),
        "now_as": request.session.get(DEMO_PERSON, ""),
    }
    return render(request, "demo/seen_as.html", context)


@login_not_required
@require_POST
def see_as(request: HttpRequest) -> HttpResponse:
    """Be somebody invented, or a visitor again."""
    person = Person.objects.filter(public_id=request.POST.get("person", "")[:14], is_invented=True).first()
    _be(request, person)
    if person is None:
        # A visitor's way back may lead to a page that needs sign-in.
        return HttpResponseRedirect("/")
    wanted = safe_next(request, "/")
    if wanted.startswith("/accounts/"):
        # Nobody invented signs in; they go where a visitor was asked to.
        wanted = safe_address(request, QueryDict(urlsplit(wanted).query).get("next", ""), "/")
    if wanted == "/" or wanted.startswith(NOBODYS_OWN):
        return HttpResponseRedirect(reverse("desk:my-work"))
    request.session[ARRIVING] = True
    return HttpResponseRedirect(wanted)


@never_cache
@login_not_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message, newest first, to everybody or to one person."""
    chosen = request.GET.get("person", "")[:14]
    page = page_of(request, box.messages(chosen), size=25)
    context = {"page": page, "people": box.receivers(), "chosen": chosen}
    return render(request, "demo/mailbox.html", context)


@never_cache
@login_not_required
@require_safe
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """One message as its receiver sees it, links live."""
    found = Message.objects.select_related("person").filter(public_id=public_id).first()
    if found is None or found.state in box.NOT_SENT:
        raise Http404
    link = box.path_of(found.link_address) if found.link_address else ""
    return render(request, "demo/message.html", {"message": found, "parts": box.parts(found), "link": link})


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request: HttpRequest) -> HttpResponse:
    """What day it is, and to which it can be moved."""
    if request.method == "POST":
        moved = moves.move(request.POST.get("to", ""), now_of(request))
        if moved is not None:
            day = human_date(timezone.localdate(moved.moment))
            notices.success(request, f"Today is {day}. {moved.meaning}")
        return HttpResponseRedirect(safe_next(request, reverse("demo:clock")))
    context = {"moves": [(one, _named(one)) for one in moves.moves(now_of(request))], "back": safe_next(request, "/")}
    return render(request, "demo/clock.html", context)


def _named(one: moves.Move) -> str:
    """A moment by name and day: several may have the same name."""
    return f"{one.label}, {human_date(timezone.localdate(one.moment))}"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: HttpRequest) -> HttpResponse:
    """Make everything as it was when the demonstration was loaded, after asking once."""
    if request.method == "POST":
        request.session.flush()
        put_everything_back()
        notices.success(request, "Everything is as it was at the beginning.")
        return HttpResponseRedirect("/")
    return render(request, "demo/put_back.html")


@never_cache
@login_not_required
@require_safe
def walk_page(request: HttpRequest) -> HttpResponse:
    """The six stops, and where one is."""
    stops: list[dict[str, Any]] = []
    try:
        stops = [{"stop": stop, "done": stop.is_done(request)} for stop in walk.STOPS]
        go_on = walk.first_open(request)
    except (LookupError, IndexError):
        go_on = 0
    context = {"stops": stops, "go_on": go_on, "begun": any(one["done"] for one in stops), "here": 0}
    context["all_done"] = bool(stops) and all(one["done"] for one in stops)
    return render(request, "demo/walk.html", context)


# Pages behind a personal link send no origin with their forms, so the strip on them cannot prove where it stands. It
# changes only what this browser's own session shows, and the session's cookie does not come with other sites' forms.
@csrf_exempt
@login_not_required
@require_POST
def walk_to(request: HttpRequest) -> HttpResponse:
    """Go to a stop: be the person it is about, on the day it is about. `0` leaves the walk."""
    number = request.POST.get("stop", "")
    if number == "0":
        request.session.pop(walk.STOP, None)
        if walk.all_done(request):
            words = "You have walked the whole way, from a question to what became of it. Now look around on your own."
        else:
            words = "You have left the walk. It can be taken up again on its page."
        notices.success(request, words)
        return HttpResponseRedirect(reverse("demo:walk"))
    stop = next((one for one in walk.STOPS if str(one.number) == number), None)
    if stop is None:
        raise Http404
    _be(request, Person.objects.filter(name=stop.person, is_invented=True).first() if stop.person else None)
    if stop.on_committee_day:
        moves.move_to(walk.committee_day())
    request.session[walk.STOP] = stop.number
    return HttpResponseRedirect(stop.address())


def _be(request: HttpRequest, person: Person | None) -> None:
    if person is None:
        request.session.pop(DEMO_PERSON, None)
    else:
        request.session[DEMO_PERSON] = person.public_id
