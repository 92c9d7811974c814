"""The form behind "If you know, tell us"."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.library import actions
from bridgework.core.threads import Station
from bridgework.threads.queries import challenge_of
from bridgework.web.public.conditional import public_page
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, Form


class TellUsForm(Form):
    """What somebody knows, what it rests on, and where to answer."""

    text = CountedTextField(
        label="What do you know?",
        max_length=actions.LONGEST_NOTE,
        rows=6,
        help_text="Do not name people other than by what they did: the chair, an officer, a researcher.",
        error_messages={"required": "Write what you know. One sentence is enough."},
    )
    station = forms.ChoiceField(
        label="Which part is it about?",
        required=False,
        choices=[("", "I am not sure"), *((one.value, one.label) for one in Station)],
    )
    evidence = forms.CharField(
        label="Where can it be read?",
        required=False,
        max_length=actions.LONGEST_EVIDENCE,
        help_text="An address, minutes of a day, a page of a report.",
    )
    contact = forms.EmailField(
        label="Your email address",
        required=False,
        max_length=254,
        help_text="Only if you want an answer. It is never shown.",
    )


@login_not_required
def tell_us(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form; keep what is sent."""
    challenge = challenge_of(code, actor=actor_of(request))
    wanted = request.GET.get("station", "")
    form = form_for(request, TellUsForm, initial={"station": wanted if wanted in set(Station) else ""})

    def keep() -> Done:
        actions.receive_note(actor=actor_of(request), now=now_of(request), challenge=challenge, **form.cleaned_data)
        return Done(f"{reverse('public:thank-you')}?about={challenge.code}")

    context = {
        "form": form,
        "challenge": challenge,
        "question": challenge.question,
        "crumbs": [
            ("Questions", reverse("public:questions")),
            (challenge.question.title, reverse("public:thread", args=[challenge.code])),
            ("Tell us", ""),
        ],
        "back": reverse("public:thread", args=[challenge.code]),
    }
    return acting(request, form, keep) or render(request, "public/tell_us.html", context)


@public_page
def thank_you(request: HttpRequest) -> HttpResponse:
    """What happens next with what was told."""
    code = request.GET.get("about", "")[:60]
    challenge = challenge_of(code, actor=actor_of(request)) if code else None
    return render(request, "public/thank_you.html", {"challenge": challenge})
