"""What is held about somebody else, and the requests to be removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.people.queries import person_seen_by, place_of_person
from bridgework.apps.privacy import actions, rules
from bridgework.apps.privacy.queries import (
    held_about,
    names_of_deciders,
    open_request,
    preview_of,
    request_seen_by,
)
from bridgework.web.desk.privacy.forms import AskForm, EraseForm, RefuseForm
from bridgework.web.subject_copy import copy_response
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

STATES = {
    "asked": ("waiting", "Asked"),
    "done": ("done", "Removed"),
    "refused": ("set-aside", "Refused"),
    "withdrawn": ("set-aside", "Taken back"),
}


@never_cache
@require_safe
def held(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is held about a person, for those who run the programme: which parts, not their words."""
    actor = actor_of(request)
    person = person_seen_by(actor, public_id)
    place = place_of_person(actor, person)
    rules.ASK_FOR.require(actor, place)
    context = {
        "person": person,
        "parts": [(one.held, len(one.rows)) for one in held_about(person)],
        "request_open": open_request(person),
        "may_copy": rules.GIVE_COPY.may(actor, place),
    }
    return render(request, "desk/privacy/held.html", context)


@require_POST
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a copy for somebody who asked for it; that it was made is noted."""
    actor, now = actor_of(request), now_of(request)
    person = person_seen_by(actor, public_id)
    actions.note_copy_given(actor=actor, now=now, person=person)
    return copy_response(person, now)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down that somebody asked to be removed."""
    actor = actor_of(request)
    person = person_seen_by(actor, public_id)
    rules.ASK_FOR.require(actor, place_of_person(actor, person))
    form = form_for(request, AskForm)

    def do() -> Done:
        made = actions.ask_erasure(actor=actor, now=now_of(request), person=person, **form.cleaned_data)
        return Done(reverse("desk:erasure-request", args=[made.public_id]), "The request is noted.")

    context = {"form": form, "person": person, "back": reverse("desk:person-held", args=[public_id])}
    return acting(request, form, do) or render(request, "desk/privacy/ask.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request: what goes, what stays, what stands in the way; and the lead's decision."""
    actor, now = actor_of(request), now_of(request)
    found = request_seen_by(actor, public_id)
    form = form_for(request, EraseForm)
    may = rules.DECIDE.may(actor, found)

    def do() -> Done:
        actions.erase(actor=actor, now=now, request=found)
        return Done(reverse("desk:erasure-request", args=[public_id]), "The person is removed.")

    if request.method == "POST":
        rules.DECIDE.require(actor, found)
    kind, word = STATES[found.state]
    open_one = found.state == "asked"
    context = {
        "request_found": found,
        "preview": preview_of(found.person, now, timezone.localdate(now)) if open_one else None,
        "form": form if may.allowed else None,
        "may": may,
        "may_take_back": rules.TAKE_BACK.may(actor, found).allowed,
        "kind": kind,
        "word": word,
        "names": names_of_deciders([found]),
        "counted": sorted(found.counts.items()),
    }
    return acting(request, form, do) or render(request, "desk/privacy/request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say why a person is not removed."""
    actor = actor_of(request)
    found = request_seen_by(actor, public_id)
    rules.DECIDE.require(actor, found)
    form = form_for(request, RefuseForm)
    here = reverse("desk:erasure-request", args=[public_id])

    def do() -> Done:
        actions.refuse_erasure(actor=actor, now=now_of(request), request=found, **form.cleaned_data)
        return Done(here, "The request is refused, with the reason.")

    context = {"form": form, "person": found.person, "back": here}
    return acting(request, form, do) or render(request, "desk/privacy/refuse.html", context)


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a request back for somebody."""
    actor = actor_of(request)
    found = request_seen_by(actor, public_id)

    def do() -> Done:
        actions.take_back(actor=actor, now=now_of(request), request=found)
        return Done(reverse("desk:erasure-request", args=[public_id]), "The request is taken back.")

    return acted(request, do)
