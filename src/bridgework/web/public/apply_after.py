"""After an application was sent: the receipt, equality questions, withdrawing, feedback, an appeal."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.applying import withdraw_application
from bridgework.apps.applications.actions.monitoring import count_equality_answers
from bridgework.apps.applications.actions.outcomes import appeal, ask_feedback
from bridgework.apps.applications.models import Application
from bridgework.apps.applications.states import WITHDRAWABLE
from bridgework.apps.teams.queries import PRESENT
from bridgework.apps.teams.queries.forming import published_seat
from bridgework.web.public.apply_forms import AppealForm, ConfirmForm, EqualityForm
from bridgework.web.public.apply_held import answers_shown, held
from bridgework.web.public.formation_pages import why_address
from bridgework.web.ui.acting import Done, acted, acting, form_for, now_of

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where an application stands, what happens next, and after the outcome how it came about."""
    application, _ = held(request)
    today = timezone.localdate(now_of(request))
    context = answers_shown(application) | {
        "now": now_of(request),
        "after": queries.after_outcome(application, today),
        "criteria": list(application.call.criteria.all()),
        "may_withdraw": application.state in WITHDRAWABLE,
        "told": application.state if application.released_at is not None else "",
        "why_address": _why_address(application),
    }
    return render(request, "public/apply/sent.html", context)


@login_not_required
@never_cache
@GET_AND_POST
def equality(request: HttpRequest) -> HttpResponse:
    """The equality questions, apart from the application: an answer becomes one more of a count."""
    application, me = held(request)
    form = form_for(request, EqualityForm)
    back = reverse("public:apply-sent")

    def count() -> Done:
        counted = count_equality_answers(
            actor=me, now=now_of(request), application=application, answers=form.cleaned_data
        )
        return Done(back, "Thank you. Your answers are counted, and joined to nothing." if counted else "")

    context = {"form": form, "application": application, "asked_before": application.monitoring_asked}
    return acting(request, form, count) or render(request, "public/apply/equality.html", context)


@login_not_required
@never_cache
@GET_AND_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw, after reading what that changes."""
    application, me = held(request)
    form = form_for(request, ConfirmForm)

    def go() -> Done:
        withdraw_application(actor=me, now=now_of(request), application=application)
        return Done(reverse("public:apply-sent"), "Your application is withdrawn.")

    context = {
        "form": form,
        "application": application,
        "changes": [
            *queries.withdrawal_changes(application, timezone.localdate(now_of(request))),
            *_in_teams(application),
        ],
    }
    return acting(request, form, go) or render(request, "public/apply/withdraw.html", context)


@login_not_required
@never_cache
@require_POST
def feedback(request: HttpRequest) -> HttpResponse:
    """Ask for written feedback."""
    application, me = held(request)

    def go() -> Done:
        ask_feedback(actor=me, now=now_of(request), application=application)
        return Done(reverse("public:apply-sent"), "You asked for feedback. We write it and send it to you.")

    return acted(request, go)


@login_not_required
@never_cache
@GET_AND_POST
def appealing(request: HttpRequest) -> HttpResponse:
    """Appeal once against an outcome."""
    application, me = held(request)
    form = form_for(request, AppealForm)

    def go() -> Done:
        appeal(actor=me, now=now_of(request), application=application, grounds=form.cleaned_data["grounds"])
        return Done(reverse("public:apply-sent"), "Your appeal is made. You hear from us in writing.")

    context = {"form": form, "call": application.call, "now": now_of(request)}
    return acting(request, form, go) or render(request, "public/apply/appeal.html", context)


def _why_address(application: Application) -> str:
    """Where the applicant reads why they are in their team; empty before teams are published."""
    seat = published_seat(application.applicant_id, application.call)
    return "" if seat is None else why_address(seat)


def _in_teams(application: Application) -> list[str]:
    """What withdrawing changes in a team; the page knows of both."""
    found = application.places.filter(state__in=PRESENT).select_related("team__challenge__question")
    return [
        f"You leave the team on “{one.team.challenge.question.title}”. The coordinator forms the teams anew, and moves "
        "as few others as possible."
        for one in found
        if one.state == "accepted"
    ] + [
        f"The invitation to the team on “{one.team.challenge.question.title}” is offered to somebody else."
        for one in found
        if one.state == "invited"
    ]
