"""Applying without an account: the calls, the form, check your answers, the receipt, withdrawing.

A browser holds the application it works on in its session; the link that was sent opens it anywhere else. Opening the
link acts only on its button, because scanners of mail open links too.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
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
)
from bridgework.apps.applications.actions.wholeness import lacks
from bridgework.apps.applications.models import Application, Call
from bridgework.apps.applications.resuming import application_for
from bridgework.core.asking import cost_of_never
from bridgework.kernel import files
from bridgework.kernel.errors import DomainError, InvalidInput, NotFound, NotPossibleNow, StaleRecord
from bridgework.kernel.permissions import Actor
from bridgework.web import limits
from bridgework.web.private import private_page
from bridgework.web.public.apply_forms import ApplicationForm, ConfirmForm, StartForm
from bridgework.web.public.apply_held import HELD, answers_shown, held, initial_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
WRONG_CODES = 20
BEGUN_FROM_ONE_PLACE = 100
LINKS_TO_ONE_ADDRESS = 5
WINDOW_SECONDS = 600


@login_not_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that are open today."""
    today = timezone.localdate(now_of(request))
    return render(request, "public/apply/calls.html", {"calls": queries.open_calls(today), "now": now_of(request)})


@login_not_required
@GET_AND_POST
def call_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One call: what is asked, by whom, for how long; the whole form; and who applies.

    A visitor goes on by the link that is sent: whoever types an address must not see what its owner wrote, nor learn
    whether they applied.
    """
    call = _call(public_id)
    if request.method != "POST" and "begun" in request.GET:
        return render(request, "public/apply/begun.html", {"call": call})
    today = timezone.localdate(now_of(request))
    is_open = call.state == "published" and call.opens_on <= today <= call.closes_on
    with_code = call.code_needed or not is_open
    form = form_for(request, StartForm, with_code=with_code)

    def start() -> Done:
        _few_wrong_codes(request)
        _few_begun(request, form.cleaned_data["email"])
        actor = actor_of(request)
        try:
            application = start_application(actor=actor, now=now_of(request), call=call, **form.cleaned_data)
        except InvalidInput as refusal:
            if refusal.rule == "applications.code-works":
                limits.count(_tried(request), seconds=WINDOW_SECONDS)
            raise
        if application.applicant_id != actor.person_id:
            return Done(f"{reverse('public:apply-call', args=[public_id])}?begun=1")
        request.session[HELD] = application.public_id
        return Done(reverse("public:apply-form"), "Your application is begun. The link to it is on its way to you.")

    context = {
        "call": call,
        "form": form,
        "is_open": is_open,
        "may_enter_late": not is_open and today >= call.opens_on,
        "now": now_of(request),
        "offered": list(queries.offered(call.round)),
        "preview": _form(call),
        "criteria": list(call.criteria.all()),
        "phases": list(call.review_phases.all()),
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
    """The form, kept as it is: by its buttons, and by itself while it is written."""
    application, me = held(request)
    by_itself = request.method == "POST" and request.POST.get("then") == "by-itself"
    if application.state != "draft":
        if by_itself:
            return JsonResponse({"said": "This application was sent already."}, status=409)
        return HttpResponseRedirect(reverse("public:apply-sent"))
    form = form_for(
        request,
        ApplicationForm,
        **_asked(application.call),
        initial=initial_of(application),
        version=application.version,
    )
    if by_itself:
        return _keep_by_itself(request, application, me, form)

    def keep() -> Done:
        received = {key: files.receive(one, name=one.name) for key, one in form.uploads().items()}
        save_application(
            actor=me,
            now=now_of(request),
            application=application,
            version=form.version_seen or 0,
            form=form.application(received),
        )
        if request.POST.get("then") == "later":
            # The browser may be one that others use as well.
            request.session.pop(HELD, None)
            return Done(reverse("public:apply"), "Your application is kept and closed here. The link we sent opens it.")
        return Done(reverse("public:apply-check"))

    context = {"form": form, "application": application, "call": application.call, "parts": form.parts}
    return acting(request, form, keep) or render(request, "public/apply/form.html", context)


def _keep_by_itself(request: HttpRequest, application: Application, me: Actor, form: ApplicationForm) -> JsonResponse:
    """Keep what is on the form without a press; files wait for the button. Says in a sentence what it did."""
    if not form.is_valid():
        return JsonResponse({"said": "Not kept yet: something on the form needs to be put right."})
    now = now_of(request)
    try:
        kept = save_application(
            actor=me, now=now, application=application, version=form.version_seen or 0, form=form.application()
        )
    except StaleRecord:
        said = "This application was saved somewhere else. Press a button to compare the two."
        return JsonResponse({"said": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"said": f"Not kept yet: {refusal.sentence()}"})
    return JsonResponse({"said": f"Kept at {timezone.localtime(now):%H:%M}.", "version": kept.version})


@login_not_required
@never_cache
@GET_AND_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check your answers, then send."""
    application, me = held(request)
    if application.state != "draft":
        return HttpResponseRedirect(reverse("public:apply-sent"))
    form = form_for(request, ConfirmForm)

    def send() -> Done:
        send_application(actor=me, now=now_of(request), application=application)
        return Done(reverse("public:apply-sent"))

    context = answers_shown(application)
    offered = queries.offered(application.call.round).count()
    context |= {
        "form": form,
        "lacks": [(str(one), f"{reverse('public:apply-form')}#id_{one.field}") for one in lacks(application)],
        "cost": cost_of_never(offered, len(context["never"]), application.call.preferences_wanted),
    }
    return acting(request, form, send) or render(request, "public/apply/check.html", context)


def _asked(call: Call) -> dict[str, object]:
    """What the form of a call is made from."""
    return {
        "call": call,
        "offered": list(queries.offered(call.round)),
        "terms": queries.terms_by_kind(call.round.programme_id),
        "questions": list(call.form_questions.select_related("shown_when").order_by("order", "id")),
    }


def _form(call: Call) -> ApplicationForm:
    return ApplicationForm(**_asked(call))  # type: ignore[arg-type]


def _call(public_id: str) -> Call:
    found = (
        Call.objects.filter(public_id=public_id, state__in=("published", "closed"))
        .select_related("round__programme")
        .first()
    )
    if found is None:
        raise NotFound("There is no such call.", rule="applications.read-call")
    return found


def _tried(request: HttpRequest) -> str:
    return f"applications:code:{limits.address_of(request)}"


def _few_wrong_codes(request: HttpRequest) -> None:
    if limits.tries(_tried(request)) >= WRONG_CODES:
        raise NotPossibleNow(
            "Too many access codes were wrong.",
            rule="applications.code-tries",
            remedy="Wait ten minutes, and look at the code again.",
        )


def _few_begun(request: HttpRequest, email: str) -> None:
    here = limits.count(f"applications:begun:{limits.address_of(request)}", seconds=WINDOW_SECONDS)
    there = limits.count(f"applications:linked:{email.lower()}", seconds=WINDOW_SECONDS)
    if here > BEGUN_FROM_ONE_PLACE or there > LINKS_TO_ONE_ADDRESS:
        raise NotPossibleNow(
            "Too many links were asked for in a short time.",
            rule="applications.links-asked",
            remedy="Look at your mail, also where unwanted mail goes. You can ask again in ten minutes.",
        )
