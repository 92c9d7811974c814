"""What is held about oneself, and asking to be removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.privacy import actions
from bridgework.apps.privacy.queries import held_about, open_request
from bridgework.kernel.errors import NotFound
from bridgework.web.desk.account.pages import own_person
from bridgework.web.subject_copy import copy_response
from bridgework.web.ui.acting import Done, acted, actor_of, now_of


@never_cache
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Everything that is held about oneself, part by part."""
    person = own_person(request)
    context = {
        "person": person,
        "parts": [(one.held, len(one.rows)) for one in held_about(person)],
        "request_open": open_request(person),
    }
    return render(request, "desk/privacy/own.html", context)


@never_cache
@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """The same as an archive."""
    return copy_response(own_person(request), now_of(request))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to be removed."""
    person = own_person(request)

    def do() -> Done:
        actions.ask_erasure(actor=actor_of(request), now=now_of(request), person=person)
        return Done(reverse("desk:account-held"), "You asked to be removed. The programme lead looks at it.")

    return acted(request, do)


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take the request back."""
    person = own_person(request)
    found = open_request(person)
    if found is None:
        raise NotFound("You have not asked to be removed.", rule="privacy.take-back")

    def do() -> Done:
        actions.take_back(actor=actor_of(request), now=now_of(request), request=found)
        return Done(reverse("desk:account-held"), "Your request is taken back. Everything stays as it is.")

    return acted(request, do)
