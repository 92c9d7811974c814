"""Calls and applications, as those see them who run the round."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries, rules
from bridgework.apps.applications.actions import assigning, calls, outcomes, reviewing
from bridgework.apps.applications.actions.calls import CallText
from bridgework.apps.applications.models import Appeal, Application, Call, KeptApart, RedactedCopy
from bridgework.apps.people.queries import holders
from bridgework.apps.programmes.models import Round
from bridgework.core.redacting import redacted
from bridgework.core.states import readable
from bridgework.kernel import transitions
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import REVIEWER
from bridgework.web.desk.applications.answers import answers_shown
from bridgework.web.desk.applications.forms import AssignForm, CallForm, OutcomeForm
from bridgework.web.desk.applications.reached import application_of, call_of, one_form
from bridgework.web.desk.applications.review_forms import AppealAnswerForm, FeedbackForm, MessageForm, RedactForm
from bridgework.web.desk.applications.shape_forms import ApartForm
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
CALL_FIELDS = tuple(CallText.__dataclass_fields__)


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
        made = calls.prepare_call(actor=actor, now=now_of(request), round=round_, text=_text(form))
        return Done(reverse("desk:call", args=[made.public_id]), "The call is kept.")

    context = {"form": form, "title": "The call of this round", "submit": "Keep the call", "back": "/desk/"}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


def _text(form: CallForm) -> CallText:
    """What was typed; a number left empty has its usual value."""
    return CallText(**{name: value for name, value in form.cleaned_data.items() if value is not None})


@require_safe
def call_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """A call, how much each question is wanted, and its applications."""
    actor = actor_of(request)
    call = call_of(actor, public_id)
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
        "interest": queries.interest(call, actor),
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
    call = call_of(actor, public_id)

    def go() -> Done:
        calls.publish_call(actor=actor, now=now_of(request), call=call)
        return Done(reverse("desk:call", args=[public_id]), "The call is public.")

    return acted(request, go)


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take no more applications."""
    actor = actor_of(request)
    call = call_of(actor, public_id)

    def go() -> Done:
        calls.close_call(actor=actor, now=now_of(request), call=call)
        return Done(reverse("desk:call", args=[public_id]), "The call is closed.")

    return acted(request, go)


@require_POST
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put one message for each applicant into the outbox."""
    actor = actor_of(request)
    call = call_of(actor, public_id)

    def go() -> Done:
        told = outcomes.release_outcomes(actor=actor, now=now_of(request), call=call)
        words = f"{told} messages are on their way to the outbox. Look at them there and let them go."
        return Done(reverse("desk:call", args=[public_id]), words if told else "There is nobody left to tell.")

    return acted(request, go)


@require_safe
def application_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One application with its reviews, and what can be done with it."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    reviews = list(found.reviews.select_related("reviewer").order_by("id"))
    appeal = Appeal.objects.filter(application=found).first()
    context = answers_shown(found) | {
        "reviews": [{"review": one, "word": readable(one.state)} for one in reviews],
        "kind": STATE_KINDS.get(found.state, "planned"),
        "word": readable(found.state),
        "moves": transitions.history(found.public_id),
        "may_decide": found.state in ("sent", "to_be_placed", "reserve", "to_be_declined"),
        "may_assign": rules.ASSIGN.may(actor, found).allowed,
        "messages_about": queries.messages_about(found),
        "copy": RedactedCopy.objects.filter(application=found).first(),
        "apart": _kept_apart(actor, found),
        "appeal": appeal,
        "appeal_word": readable(appeal.state) if appeal is not None else "",
    }
    return render(request, "desk/applications/application.html", context)


def _kept_apart(actor: Actor, found: Application) -> list[dict[str, str]]:
    rows = KeptApart.objects.filter(Q(one=found) | Q(other=found)).select_related("one__applicant", "other__applicant")
    hidden = Q(one__public_id__in=actor.conflicts) | Q(other__public_id__in=actor.conflicts)
    rows = rows.exclude(hidden)
    return [
        {"name": (row.other if row.one_id == found.pk else row.one).applicant.name, "reason": row.reason}
        for row in rows
    ]


@PAGE
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask somebody to review an application; who would be in conflict is said before anybody is asked."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    rules.ASSIGN.require(actor, found)
    today = timezone.localdate(now_of(request))
    reviewers = holders(REVIEWER, found.programme_public_id, today)
    form = form_for(request, AssignForm, reviewers=reviewers)
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        assigning.assign_reviewer(
            actor=actor, now=now_of(request), application=found, reviewer=form.cleaned_data["reviewer"]
        )
        return Done(back, "The reviewer is asked.")

    answered = acting(request, form, keep)
    if answered is not None:
        return answered
    people = list(queries.reviewers(found.call, today))
    whole = Application.objects.select_related("applicant").prefetch_related("joint_applicants").get(pk=found.pk)
    reasons = queries.computed_for(found.call, people, [whole], today)
    context = {
        "form": form,
        "application": found,
        "back": back,
        "people": [{"person": one, "reasons": reasons.get((one.pk, found.pk), ())} for one in people],
    }
    return render(request, "desk/applications/assign.html", context)


@PAGE
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose what becomes of an application; nobody is told yet."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    rules.DECIDE.require(actor, found)
    form = form_for(request, OutcomeForm, initial={"reason": found.outcome_reason})
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        outcomes.propose_outcome(actor=actor, now=now_of(request), application=found, **form.cleaned_data)
        return Done(back, "Your proposal is kept. Nobody is told before you release the outcomes.")

    return one_form(request, form, keep, title="Propose an outcome", submit="Keep the proposal", back=back)


@PAGE
def redact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look over the redacted copy: what the program took out already, and what it could not know."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    passages = queries.passages_of(found)
    names = queries.identifying(found)
    copy = RedactedCopy.objects.filter(application=found).first()
    kept = copy.texts if copy is not None else {}
    initial = {one.key: kept.get(one.key, redacted(one.text, names)) for one in passages}
    form = form_for(request, RedactForm, initial=initial, passages=passages)
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        reviewing.keep_redacted_copy(actor=actor, now=now_of(request), application=found, texts=form.texts())
        return Done(back, "The redacted copy is kept. Reviewers read it in phases that ask for it.")

    lead = "Names and addresses that we know of are taken out already. Take out what else says who it is."
    title = f"Redacted copy: {found.applicant.name}"
    return one_form(request, form, keep, title=title, submit="Keep this copy", back=back, lead=lead)


@PAGE
def apart(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep somebody out of one team with this applicant."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    others = queries.applications(actor, found.call).exclude(pk=found.pk).exclude(state="withdrawn")
    form = form_for(request, ApartForm, others=others.order_by("applicant__name"))
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        outcomes.keep_apart(actor=actor, now=now_of(request), one=found, **form.cleaned_data)
        return Done(back, "They are not put into one team.")

    return one_form(
        request, form, keep, title=f"Kept apart: {found.applicant.name}", submit="Keep them apart", back=back
    )


@PAGE
def feedback(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the feedback an applicant asked for."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    form = form_for(request, FeedbackForm, initial={"text": found.feedback})
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        outcomes.write_feedback(actor=actor, now=now_of(request), application=found, text=form.cleaned_data["text"])
        return Done(back, "The feedback is on its way.")

    title = f"Feedback for {found.applicant.name}"
    return one_form(request, form, keep, title=title, submit="Send the feedback", back=back)


@PAGE
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to the reviewers of an application."""
    actor = actor_of(request)
    found = application_of(actor, public_id)
    form = form_for(request, MessageForm)
    back = reverse("desk:application", args=[public_id])

    def keep() -> Done:
        reviewing.write_message(actor=actor, now=now_of(request), application=found, text=form.cleaned_data["text"])
        return Done(back, "Its reviewers find your message beside the application.")

    return one_form(request, form, keep, title="A message to the reviewers", submit="Leave the message", back=back)


@PAGE
def answer_appeal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer an appeal, by whoever may: not by those who decided alone."""
    actor = actor_of(request)
    made = (
        Appeal.objects.filter(public_id=public_id).select_related("application__applicant", "application__call").first()
    )
    if made is None:
        raise NotFound("There is no such appeal.", rule=rules.ANSWER_APPEAL.name)
    rules.ANSWER_APPEAL.require(actor, made)
    rules.ANSWER_APPEAL.require(actor, made.application)
    form = form_for(request, AppealAnswerForm)

    def keep() -> Done:
        outcomes.answer_appeal(
            actor=actor,
            now=now_of(request),
            made=made,
            upholds=form.cleaned_data["upholds"] == "yes",
            answer=form.cleaned_data["answer"],
        )
        return Done(reverse("desk:appeal", args=[public_id]), "The applicant is told.")

    context = {"form": form, "appeal": made, "application": made.application, "word": readable(made.state)}
    return acting(request, form, keep) or render(request, "desk/applications/appeal.html", context)


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
