"""Applying without an account: the calls, the form, check your answers, the receipt, withdrawing.

A browser holds the application it works on in its session; the link that was sent opens it anywhere else. Opening the
link acts only on its button, because scanners of mail open links too.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.applying import (
    confirm_address,
    save_application,
    send_application,
    start_application,
    withdraw_application,
)
from bridgework.apps.applications.models import Application, Call
from bridgework.apps.applications.resuming import application_for
from bridgework.apps.people.queries import actor_for
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.private import private_page
from bridgework.web.public.apply_forms import ApplicationForm, ConfirmForm, StartForm
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

HELD = "application"
"""Session key: the public id of the application this browser works on."""
GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that are open today."""
    today = timezone.localdate(now_of(request))
    return render(request, "public/apply/calls.html", {"calls": queries.open_calls(today), "now": now_of(request)})


@login_not_required
@GET_AND_POST
def call_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One call: what is asked, by whom, for how long; the whole form; and who applies."""
    call = _call(public_id)
    form = form_for(request, StartForm)
    is_open = call in queries.open_calls(timezone.localdate(now_of(request)))
    offered = list(queries.offered(call.round))

    def start() -> Done:
        application = start_application(actor=actor_of(request), now=now_of(request), call=call, **form.cleaned_data)
        request.session[HELD] = application.public_id
        return Done(reverse("public:apply-form"), "Your application is begun. The link to it is on its way to you.")

    context = {
        "call": call,
        "form": form,
        "is_open": is_open,
        "now": now_of(request),
        "offered": offered,
        "preview": ApplicationForm(offered=offered, ranks=call.preferences_wanted),
    }
    return acting(request, form, start) or render(request, "public/apply/call.html", context)


@private_page
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """The link that was sent: on its button, this browser holds the application."""
    application = application_for(token)

    def open_it() -> Done:
        confirm_address(now=now_of(request), application=application)
        request.session[HELD] = application.public_id
        where = "public:apply-form" if application.state == "draft" else "public:apply-sent"
        return Done(reverse(where))

    return acting(request, None, open_it) or render(
        request, "public/apply/resume.html", {"application": application, "address": request.path}
    )


@login_not_required
@never_cache
@GET_AND_POST
def form_page(request: HttpRequest) -> HttpResponse:
    """The form, kept as it is."""
    application, me = _held(request)
    if application.state != "draft":
        return HttpResponseRedirect(reverse("public:apply-sent"))
    form = form_for(
        request,
        ApplicationForm,
        offered=list(queries.offered(application.call.round)),
        ranks=application.call.preferences_wanted,
        initial=_initial(application),
        version=application.version,
    )

    def keep() -> Done:
        save_application(
            actor=me,
            now=now_of(request),
            application=application,
            version=form.version_seen or 0,
            form=form.application(),
        )
        if request.POST.get("then") == "later":
            return Done(reverse("public:apply-form"), "Your application is kept. Come back with the link we sent you.")
        return Done(reverse("public:apply-check"))

    context = {"form": form, "application": application, "call": application.call}
    return acting(request, form, keep) or render(request, "public/apply/form.html", context)


@login_not_required
@never_cache
@GET_AND_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check your answers, then send."""
    application, me = _held(request)
    if application.state != "draft":
        return HttpResponseRedirect(reverse("public:apply-sent"))
    form = form_for(request, ConfirmForm)

    def send() -> Done:
        send_application(actor=me, now=now_of(request), application=application)
        return Done(reverse("public:apply-sent"))

    return acting(request, form, send) or render(
        request, "public/apply/check.html", _answers(application) | {"form": form}
    )


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where an application stands, and what happens next."""
    application, _ = _held(request)
    return render(request, "public/apply/sent.html", _answers(application) | {"now": now_of(request)})


@login_not_required
@never_cache
@GET_AND_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw, after reading what that changes."""
    application, me = _held(request)
    form = form_for(request, ConfirmForm)

    def go() -> Done:
        withdraw_application(actor=me, now=now_of(request), application=application)
        return Done(reverse("public:apply-sent"), "Your application is withdrawn.")

    return acting(request, form, go) or render(
        request, "public/apply/withdraw.html", {"form": form, "application": application}
    )


def _call(public_id: str) -> Call:
    found = (
        Call.objects.filter(public_id=public_id, state__in=("published", "closed"))
        .select_related("round__programme")
        .first()
    )
    if found is None:
        raise NotFound("There is no such call.", rule="applications.read-call")
    return found


def _held(request: HttpRequest) -> tuple[Application, Actor]:
    """The application this browser works on, and its applicant as actor."""
    public_id = request.session.get(HELD, "")
    found = (
        Application.objects.filter(public_id=public_id).select_related("call__round__programme", "applicant").first()
    )
    if found is None:
        raise Http404("This browser holds no application. Open it with the link that was sent to you.")
    return found, actor_for(found.applicant, now_of(request), via="link")


def _initial(application: Application) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(application, name)
        for name in ("department", "discipline", "experience", "hours_a_week")
    }
    values["skills"] = ", ".join(queries.skills_of(application))
    if application.whole_period is not None:
        values["whole_period"] = "yes" if application.whole_period else "no"
    for one in application.preferences.select_related("question__challenge"):
        values[f"wish_{one.rank}"] = one.question.challenge.public_id
        values[f"reason_{one.rank}"] = one.reason
    for place, joint in enumerate(application.joint_applicants.order_by("id"), start=1):
        values[f"joint_name_{place}"], values[f"joint_email_{place}"] = joint.name, joint.email
    return values


def _answers(application: Application) -> dict[str, Any]:
    return {
        "application": application,
        "call": application.call,
        "wishes": list(application.preferences.select_related("question").order_by("rank")),
        "joint": list(application.joint_applicants.order_by("id")),
    }
