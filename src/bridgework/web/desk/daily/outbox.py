"""The outbox: messages to several people wait here until a named person releases them."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.messages import actions
from bridgework.apps.messages.queries import (
    as_written,
    batch_seen_by,
    batches_seen_by,
    message_seen_by,
    messages_in,
    messages_to_tell_by_hand,
)
from bridgework.apps.messages.rules import RELEASE_BATCH, SEE_OUTBOX
from bridgework.apps.people.queries import names_of_people
from bridgework.apps.people.rules import SEE_MACHINE, Place
from bridgework.kernel.errors import NotFound, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import STAFF
from bridgework.web.desk.places import home_of, words_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(label="Reason", max_length=300, help_text="It is kept with the messages.")


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits to be released, what was, and whom somebody has to tell another way."""
    actor = actor_of(request)
    _staff_only(actor)
    page = page_of(request, batches_seen_by(actor))
    by_hand = list(messages_to_tell_by_hand(actor)[:50])
    places = words_of([one.scope for one in page] + [one.scope for one in by_hand])
    names = names_of_people(one.released_by for one in page)
    context = {
        "page": page,
        "lines": [(one, places[one.scope], names.get(one.released_by, "")) for one in page],
        "by_hand": [(one, places[one.scope]) for one in by_hand],
        "may_see_machine": SEE_MACHINE.may(actor, Place(home_of(actor) or "-")).allowed,
    }
    return render(request, "desk/people/outbox.html", context)


def _staff_only(actor: Actor) -> None:
    """Let staff of any programme pass: what they see in it is settled batch by batch. Raises `NotPermitted`."""
    if not any(one.role in STAFF for one in actor.holdings):
        raise NotPermitted(
            SEE_OUTBOX.sentence,
            rule=SEE_OUTBOX.name,
            remedy="What was sent to you came by mail. What waits on you is under My work.",
        )


@never_cache
@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch: every message of it, and the button that releases it."""
    actor = actor_of(request)
    found = batch_seen_by(actor, public_id)
    page = page_of(request, messages_in(actor, found), size=25)
    context = {
        "batch": found,
        "page": page,
        "lines": [(one, as_written(one, now=now_of(request))) for one in page],
        "place": words_of([found.scope])[found.scope],
        "may_release": RELEASE_BATCH.may(actor, found),
        "released_by": names_of_people([found.released_by]).get(found.released_by, ""),
    }
    return render(request, "desk/people/batch.html", context)


@require_POST
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    """Release a batch, once."""
    actor = actor_of(request)
    found = batch_seen_by(actor, public_id)

    def do() -> Done:
        count = actions.release_batch(actor=actor, now=now_of(request), batch=found)
        return Done(reverse("desk:batch", args=[public_id]), f"{count} released. They are sent in a moment.")

    return acted(request, do)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back a batch that was not released."""
    actor = actor_of(request)
    found = batch_seen_by(actor, public_id)
    form = form_for(request, ReasonForm)
    here = reverse("desk:batch", args=[public_id])

    def do() -> Done:
        actions.withdraw_batch(actor=actor, now=now_of(request), batch=found, **form.cleaned_data)
        return Done(here, "Nobody gets these messages.")

    context = {
        "form": form,
        "title": f"Take back: {found.title}",
        "submit": "Take back all of it",
        "cancel": here,
    }
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@never_cache
@require_safe
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """One message as it reads."""
    actor = actor_of(request)
    found = message_seen_by(actor, public_id)
    context = {
        "message_shown": found,
        "written": as_written(found, now=now_of(request)),
        "may_act": RELEASE_BATCH.may(actor, found).allowed,
    }
    return render(request, "desk/people/message.html", context)


@require_POST
def message_act(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """Send again, or note that the person was told another way."""
    actor, now = actor_of(request), now_of(request)
    found = message_seen_by(actor, public_id)
    here = reverse("desk:message", args=[public_id])

    def do() -> Done:
        if act == "try-again":
            actions.try_again(actor=actor, now=now, message=found)
            return Done(here, "It is sent in a moment.")
        if act == "told":
            actions.note_told(actor=actor, now=now, message=found)
            return Done(reverse("desk:outbox"), "It is noted that they were told.")
        raise NotFound("There is no such act.")

    return acted(request, do)
