"""A small site of its own for the tests of acting, kept text and refusals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from bridgework.kernel.errors import (
    InvalidInput,
    NotFound,
    NotPermitted,
    NotPossibleNow,
    StaleRecord,
    Versions,
)
from bridgework.kernel.models import SubmittedForm
from bridgework.web.ui.acting import Done, acting, form_for, now_of
from bridgework.web.ui.forms import Form

REFUSALS: dict[str, Exception] = {
    "field": InvalidInput("That title is taken.", remedy="Choose another.", field="title"),
    "form": NotPossibleNow("The call is closed.", rule="call-open", remedy="Ask the lead to open it again."),
    "not-permitted": NotPermitted("Only the clerk may.", rule="clerk-only", remedy="Ask the clerk."),
    "not-found": NotFound("There is nothing here.", remedy="Look in the library."),
    "stale": StaleRecord(
        "The title is not as you opened it.",
        versions=Versions(base={"title": "a"}, theirs={"title": "Their title"}, yours={"title": "My title"}),
        changed_by="The coordinator",
    ),
}


class TitleForm(Form):
    title = forms.CharField(label="Title", max_length=40)


def page(request: HttpRequest, how: str = "") -> HttpResponse:
    """A form that writes one row, or refuses in the way its address says."""
    form = form_for(request, TitleForm, version=1)

    def do() -> Done:
        SubmittedForm.objects.create(token=f"done:{SubmittedForm.objects.count()}", at=now_of(request))
        if how in REFUSALS:
            raise REFUSALS[how]
        return Done("/led-here/", f"Kept: {form.cleaned_data['title']}.")

    template = engines["django"].from_string(
        '{% extends "ui/base.html" %}{% block main %}{% form_page form submit="Keep the title" %}{% endblock %}'
    )
    return acting(request, form, do) or HttpResponse(template.render({"form": form}, request))


def closed(request: HttpRequest) -> HttpResponse:
    """The same form, for people who are signed in."""
    return page(request)


@login_not_required
def led_here(request: HttpRequest) -> HttpResponse:
    """Where the form leads."""
    return render(request, "ui/base.html", {})


def one_press(request: HttpRequest) -> HttpResponse:
    """An act without a form."""

    def do() -> Done:
        SubmittedForm.objects.create(token=f"done:{SubmittedForm.objects.count()}", at=now_of(request))
        return Done("/led-here/")

    return acting(request, None, do) or HttpResponse("")


urlpatterns: list[Any] = [
    path("", include("bridgework.web.ui.urls")),
    # The bar of the demonstration stands on every page of the tests.
    path("demo/", include("bridgework.demo.urls")),
    path("open/", login_not_required(page)),
    path("open/<str:how>/", login_not_required(page)),
    path("closed/", closed),
    path("press/", login_not_required(one_press)),
    path("led-here/", led_here),
    path("accounts/login/", led_here, name="account_login"),
]
handler403 = "bridgework.web.ui.refusals.permission_denied"
handler400 = "bridgework.web.ui.refusals.bad_request"
