"""Calls and applications, as those see them who run the round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries, rules
from bridgework.apps.applications.actions import assigning, calls, outcomes
from bridgework.apps.applications.actions.calls import CallText
from bridgework.apps.applications.models import Application, Call
from bridgework.apps.people.queries import holders
from bridgework.apps.programmes.models import Round
from bridgework.core.states import readable
from bridgework.kernel import transitions
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import REVIEWER
from bridgework.web.desk.applications.forms import AssignForm, CallForm, OutcomeForm
from bridgework.web.listing import csv_response, page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
STATE_KINDS = {
    "sent": "waiting",
    "to_be_placed": "current",
    "placed": "done",
    "reserve": "planned",
    "to_be_declined": "set-aside",
    "declined": "set-aside",
    "withdrawn": "set-aside",
}
CALL_FIELDS = (
    "title",
    "introduction",
    "opens_on",
    "closes_on",
    "hours_a_week",
    "eligibility",
    "unpaid_note",
    "preferences_wanted",
)


@PAGE
def edit_call(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the call of a round."""
    actor = actor_of(request)
    round_ = get_object_or_404(Round.objects.select_related("programme"), public_id=public_id)
    rules.RUN_CALL.require(actor, round_)
    call = Call.objects.filter(round=round_).first()
    initial = {name: getattr(call, name) for name in CALL_FIELDS} if call else {"title": f"Apply: {round_.label}"}
    form = form_for(request, CallForm, initial=initial)

    def keep() -> Done:
        made = calls.prepare_call(actor=actor, now=now_of(request), round=round_, text=CallText(**form.cleaned_data))
        return Done(reverse("desk:call", args=[made.public_id]), "The call is kept.")

    context = {"form": form, "title": "The call of this round", "submit": "Keep the call", "back": "/desk/"}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


@require_safe
def call_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """A call, how much each question is wanted, and its applications."""
    actor = actor_of(request)
    call = _call(actor, public_id)
    found = queries.applications(actor, call)
    somebody_applied = found.exists()
    state = request.GET.get("state", "")
    if state in STATE_KINDS:
        found = found.filter(state=state)
    if request.GET.get("as") == "csv":
        return _export(found)
    page = page_of(request, found)
    context = {
        "call": call,
        "page": page,
        "rows": [{"application": one, "kind": STATE_KINDS[one.state], "word": readable(one.state)} for one in page],
        "interest": queries.interest(call),
        "states": [(key, readable(key)) for key in STATE_KINDS],
        "state": state,
        "now": now_of(request),
        "somebody_applied": somebody_applied,
        "may_run": rules.RUN_CALL.may(actor, call).allowed,
        "call_word": readable(call.state),
        "call_kind": {"draft": "planned", "published": "current", "closed": "done"}[call.state],
    }
    return render(request, "desk/applications/call.html", context)


def way_to_call(actor: Actor, round_: Round) -> tuple[str, str]:
    """What the link to a round's call says and where it leads; empty for those who do not run calls. One query."""
    if not rules.RUN_CALL.may(actor, round_).allowed:
        return "", ""
    call = Call.objects.filter(round=round_).first()
    if call is not None:
        return f"The call for applicants ({readable(call.state)})", reverse("desk:call", args=[call.public_id])
    return "Write the call for applicants", reverse("desk:call-edit", args=[round_.public_id])


@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the call in public."""
    actor = actor_of(request)
    call = _call(actor, public_id)

    def go() -> Done:
        calls.publish_call(actor=actor, now=now_of(request), call=call)
        return Done(reverse("desk:call", args=[public_id]), "The call is public.")

    return acted(request, go)


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take no more applications."""
    actor = actor_of(request)
    call = _call(actor, public_id)

    def go() -> Done:
        calls.close_call(actor=actor, now=now_of(request), call=call)
        return Done(reverse("desk:call", args=[public_id]), "The call is closed.")

    return acted(request, go)


@require_POST
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put one message for each applicant into the outbox."""
    actor = actor_of(request)
    call = _call(actor, public_id)

    def go() -> Done:
        told = outcomes.release_outcomes(actor=actor, now=now_of(request), call=call)
        words = f"{told} messages are on their way to the outbox. Look at them there and let them go."
        return Done(reverse("desk:call", args=[public_id]), words if told else "There is nobody left to tell.")

    return acted(request, go)


@require_safe
def application_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One application with its reviews."""
    actor = actor_of(request)
    found = _application(actor, public_id)
    runs = rules.DECIDE.may(actor, found).allowed
    reviews = list(found.reviews.select_related("reviewer").order_by("id")) if runs else []
    context = {
        "application": found,
        "wishes": list(found.preferences.select_related("question").order_by("rank")),
        "joint": list(found.joint_applicants.order_by("id")),
        "reviews": [{"review": one, "word": readable(one.state)} for one in reviews],
        "kind": STATE_KINDS.get(found.state, "planned"),
        "word": readable(found.state),
        "moves": transitions.history(found.public_id),
        "may_decide": runs and found.state in ("sent", "to_be_placed", "reserve", "to_be_declined"),
        "may_assign": rules.ASSIGN.may(actor, found).allowed,
    }
    return render(request, "desk/applications/application.html", context)


@PAGE
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask somebody to review an application."""
    actor = actor_of(request)
    found = _application(actor, public_id)
    rules.ASSIGN.require(actor, found)
    reviewers = holders(REVIEWER, found.programme_public_id, timezone.localdate(now_of(request)))
    form = form_for(request, AssignForm, reviewers=reviewers)
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        assigning.assign_reviewer(
            actor=actor, now=now_of(request), application=found, reviewer=form.cleaned_data["reviewer"]
        )
        return Done(back, "The reviewer is asked.")

    context = {"form": form, "title": "Assign a reviewer", "submit": "Ask this reviewer", "back": back}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


@PAGE
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose what becomes of an application; nobody is told yet."""
    actor = actor_of(request)
    found = _application(actor, public_id)
    rules.DECIDE.require(actor, found)
    form = form_for(request, OutcomeForm, initial={"reason": found.outcome_reason})
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        outcomes.propose_outcome(actor=actor, now=now_of(request), application=found, **form.cleaned_data)
        return Done(back, "Your proposal is kept. Nobody is told before you release the outcomes.")

    context = {"form": form, "title": "Propose an outcome", "submit": "Keep the proposal", "back": back}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


def _call(actor: Actor, public_id: str) -> Call:
    found = Call.objects.filter(public_id=public_id).select_related("round__programme").first()
    if found is None:
        raise NotFound("There is no such call.", rule=rules.READ_CALL.name)
    rules.DECIDE.require(actor, found)
    return found


def _application(actor: Actor, public_id: str) -> Application:
    found = Application.objects.filter(public_id=public_id).select_related("call", "applicant").first()
    if found is None or found.state == "draft":
        raise NotFound("There is no such application.", rule=rules.READ.name)
    rules.DECIDE.require(actor, found)
    return found


def _export(found: object) -> HttpResponse:
    heads = ("id", "applicant", "department", "state", "sent", "choices", "reviews", "average")
    rows = [
        (
            one.public_id,
            one.applicant.name,
            one.department,
            readable(one.state),
            one.sent_at.date().isoformat() if one.sent_at else "",
            "; ".join(f"{wish.rank}. {wish.question.title}" for wish in one.preferences.all()),
            one.reviews_given,
            "" if one.average is None else f"{one.average:.1f}",
        )
        for one in found  # type: ignore[attr-defined]
    ]
    return csv_response("applications", heads, rows)
