"""Standing pages: how this works, the words, accessibility, privacy, contact."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.core.ledger import Grade
from bridgework.core.threads import Station
from bridgework.web.public.conditional import public_page
from bridgework.web.public.words import WORDS


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """How this works, in plain words."""
    context = {"stations": [one.label for one in Station], "grades": [(one.label, one.meaning) for one in Grade]}
    return render(request, "public/pages/about.html", context)


@public_page
def words(request: HttpRequest) -> HttpResponse:
    """The words of the record and what they mean."""
    return render(request, "public/pages/words.html", {"words": WORDS})


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/pages/accessibility.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice."""
    return render(request, "public/pages/privacy.html")


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the people who run this, and how to report an error on a page."""
    return render(
        request, "public/pages/contact.html", {"contact": contact_address(), "page": request.GET.get("page", "")[:200]}
    )


def contact_address() -> str:
    """Where readers write to; empty where those who run this installation set no address."""
    return str(settings.BRIDGEWORK_CONTACT)
