"""What readers told us: read it, accept it onto the public page, or say why not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.library import actions, rules
from bridgework.apps.library.models import ReaderNote
from bridgework.apps.library.queries import note_seen_by, notes_seen_by
from bridgework.core.threads import Station
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, Form

STATES = {
    "received": ("waiting", "Waiting for an answer"),
    "accepted": ("done", "Accepted, on the public page"),
    "not_taken_up": ("set-aside", "Not taken up"),
}


class AcceptForm(Form):
    """The words that will be public, and what the reader is told."""

    text = CountedTextField(
        label="The words on the public page",
        max_length=actions.LONGEST_NOTE,
        rows=5,
        help_text="As the reader wrote them. Leave out names of people, and anything you cannot show to be so.",
    )
    reply = CountedTextField(label="What to tell the reader", required=False, max_length=2_000, rows=3)


class SetAsideForm(Form):
    """Why a note is not taken up."""

    reason = CountedTextField(
        label="Why it is not taken up", max_length=2_000, rows=3, help_text="It is kept, and told to the reader."
    )


@never_cache
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """Everything readers told us about the programmes one runs: what waits first."""
    found = notes_seen_by(actor_of(request)).order_by("-state", "created_at", "pk")
    page = page_of(request, found)
    lines = [(one, *STATES[one.state]) for one in page]
    return render(request, "desk/notes/list.html", {"page": page, "lines": lines})


@never_cache
@require_safe
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """One note and what can be done with it."""
    return render(request, "desk/notes/note.html", _context(request, note_seen_by(actor_of(request), public_id)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept it: it stands beside the public record from now on."""
    found = note_seen_by(actor_of(request), public_id)
    form = form_for(request, AcceptForm, initial={"text": found.text})

    def keep() -> Done:
        actions.accept_note(actor=actor_of(request), now=now_of(request), note=found, **form.cleaned_data)
        return Done(reverse("desk:reader-note", args=[found.public_id]), "It stands on the public page now.")

    context = _context(request, found) | {"form": form, "submit": "Accept it onto the public page"}
    return acting(request, form, keep) or render(request, "desk/notes/answer.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do not take it up, and say why."""
    found = note_seen_by(actor_of(request), public_id)
    form = form_for(request, SetAsideForm)

    def keep() -> Done:
        actions.set_note_aside(actor=actor_of(request), now=now_of(request), note=found, **form.cleaned_data)
        return Done(reverse("desk:reader-note", args=[found.public_id]), "The note is kept and not shown.")

    context = _context(request, found) | {"form": form, "submit": "Do not take it up"}
    return acting(request, form, keep) or render(request, "desk/notes/answer.html", context)


def _context(request: HttpRequest, found: ReaderNote) -> dict[str, Any]:
    kind, word = STATES[found.state]
    stations = {one.value: one.label for one in Station}
    return {
        "note": found,
        "kind": kind,
        "word": word,
        "station": stations.get(found.station, ""),
        "answer": rules.ANSWER_NOTE.may(actor_of(request), found),
        "thread": reverse("public:thread", args=[found.challenge.code]),
        "back": reverse("desk:reader-notes"),
    }
