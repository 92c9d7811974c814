"""Taking in what a portal holds of a report."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bridgework.apps.library import actions
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.rules import TAKE_IN
from bridgework.core.portal_entry import Entry, EntryUnreadable, read_entry
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.web.desk.library.forms import TakeInForm
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

MOST_QUESTIONS = 400
LARGEST = 1024 * 1024
"""Bytes of a file saved from a portal."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Read a portal's page or record and keep what it says of a report."""
    actor = actor_of(request)
    challenges = {one.public_id: one for one in _challenges(actor)}
    if not any(one.role in TAKE_IN.roles for one in actor.holdings):
        raise NotPermitted(TAKE_IN.sentence, rule=TAKE_IN.name, remedy="Ask the programme lead.")
    questions = [(key, f"{one.question.title[:100]} ({one.round.label})") for key, one in challenges.items()]
    form = form_for(request, TakeInForm, questions=questions)

    def do() -> Done:
        report = actions.take_in_entry(
            actor=actor,
            now=now_of(request),
            challenge=challenges[form.cleaned_data["question"]],
            entry=_read(form.cleaned_data["file"], form.cleaned_data["pasted"]),
        )
        return Done(reverse("desk:deposit", args=[report.public_id]), "It is taken in. It is not public yet.")

    context = {
        "form": form,
        "title": "Take in what a portal holds",
        "submit": "Read it and take it in",
        "lead": "It becomes a report that is not public, with a list of what the portal does not say.",
        "crumbs": [("The library", reverse("desk:library")), ("Take in", "")],
        "here": reverse("desk:library"),
    }
    return acting(request, form, do) or render(request, "desk/library/form.html", context)


def _challenges(actor: Actor) -> list[Challenge]:
    found = TAKE_IN.which(actor, Challenge.objects.all()).select_related("question", "round")
    return list(found.order_by("-round__year", "code")[:MOST_QUESTIONS])


def _read(file: UploadedFile[bytes] | None, pasted: str) -> Entry:
    text = pasted
    if file is not None:
        if (file.size or 0) > LARGEST:
            raise InvalidInput(
                "This file is larger than 1 MB.", rule="library.entry", remedy="Save only the page.", field="file"
            )
        text = file.read().decode("utf-8", errors="replace")
    try:
        return read_entry(text)
    except EntryUnreadable as error:
        raise InvalidInput(
            str(error),
            rule="library.entry",
            remedy="Copy it again from the portal.",
            field="file" if file is not None else "pasted",
        ) from error
