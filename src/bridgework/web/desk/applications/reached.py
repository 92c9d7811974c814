"""Finding what a page of this room is about, with the one gate before it; and the page of a single form."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import Application, Call
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.ui.acting import Done, acting
from bridgework.web.ui.forms import Form


def call_of(actor: Actor, public_id: str) -> Call:
    """A call that the actor runs."""
    found = Call.objects.filter(public_id=public_id).select_related("round__programme").first()
    if found is None:
        raise NotFound("There is no such call.", rule=rules.READ_CALL.name)
    rules.DECIDE.require(actor, found)
    return found


def application_of(actor: Actor, public_id: str) -> Application:
    """An application of a call that the actor runs; drafts are their writers' own."""
    found = (
        Application.objects.filter(public_id=public_id)
        .exclude(state__in=("draft", "erased"))
        .select_related("call__round__programme", "applicant", "discipline")
        .first()
    )
    if found is None:
        raise NotFound("There is no such application.", rule=rules.READ.name)
    rules.DECIDE.require(actor, found)
    return found


def one_form(
    request: HttpRequest,
    form: Form,
    keep: Callable[[], Done],
    *,
    title: str,
    submit: str,
    back: str,
    lead: str = "",
) -> HttpResponse:
    """A page that holds one form."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "lead": lead}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)
