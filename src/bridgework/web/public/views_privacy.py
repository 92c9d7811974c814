"""What is held about people, for everybody; and asking for a copy or to be removed, without an account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.privacy import actions
from bridgework.apps.privacy.queries import unseal_copy
from bridgework.kernel.personal import REGISTER, Held
from bridgework.web import limits
from bridgework.web.private import private_page
from bridgework.web.public.conditional import public_page
from bridgework.web.subject_copy import copy_response
from bridgework.web.ui.acting import Done, acting, form_for, now_of
from bridgework.web.ui.forms import Form

LINKS_A_DAY = 3
A_DAY = 24 * 60 * 60
AREAS = {
    "people": "You, your account and your roles",
    "account": "You, your account and your roles",
    "mfa": "You, your account and your roles",
    "socialaccount": "You, your account and your roles",
    "participation": "What you were asked and answered",
    "conflicts": "Conflicts of interest",
    "programmes": "Rounds and gatherings",
    "questions": "Questions and problems",
    "applications": "Applications and reviews",
    "teams": "Teams and their work",
    "workspace": "Teams and their work",
    "reports": "Reports",
    "committees": "Committee papers",
    "impact": "The ledger",
    "messages": "Messages",
    "library": "What readers tell us",
}


class AskForm(Form):
    """The address by which somebody is registered."""

    email = forms.EmailField(label="Your email address", max_length=254, help_text="The one we write to you at.")


@public_page
def register(request: HttpRequest) -> HttpResponse:
    """The register of personal data."""
    areas: dict[str, list[Held]] = {}
    for one in REGISTER.values():
        if one.people or one.addresses or one.by or one.fields:
            areas.setdefault(AREAS.get(one.model.split(".")[0], "How the service works"), []).append(one)
    context = {"areas": list(areas.items()), "crumbs": _crumbs("The register")}
    return render(request, "public/pages/privacy_register.html", context)


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever is registered with the address; the answer is the same for every address."""
    form = form_for(request, AskForm)

    def do() -> Done:
        email = form.cleaned_data["email"]
        if limits.count(f"privacy:ask:{email.lower()}", seconds=A_DAY) <= LINKS_A_DAY:
            actions.send_request_link(now=now_of(request), email=email)
        return Done(f"{reverse('public:privacy-ask')}?sent=1")

    context = {"form": form, "sent": "sent" in request.GET, "crumbs": _crumbs("Ask what we hold")}
    return acting(request, form, do) or render(request, "public/pages/privacy_ask.html", context)


@private_page
def copy(request: HttpRequest, sealed: str) -> HttpResponse:
    """Fetch one's copy: GET shows a button, so that a mail scanner fetches nothing."""
    person = unseal_copy(sealed)
    if request.method == "POST":
        return copy_response(person, now_of(request))
    return render(request, "public/pages/privacy_copy.html", {"sealed": sealed})


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [("Privacy", reverse("public:privacy")), (here, "")]
