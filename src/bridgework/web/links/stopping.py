"""Stopping the daily digest from the message itself, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.apps.messages.actions import choose_digest
from bridgework.apps.messages.queries import person_who_stops, wants_digest
from bridgework.kernel.permissions import SYSTEM
from bridgework.web.private import private_page
from bridgework.web.ui.acting import now_of


@private_page
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the digest should stop; POST stops it or begins it again."""
    person = person_who_stops(token)
    if request.method == "POST":
        wants = request.POST.get("wants") == "yes"
        choose_digest(actor=SYSTEM, now=now_of(request), person=person, wants=wants)
    return render(request, "links/stop.html", {"person": person, "wants": wants_digest(person)})
