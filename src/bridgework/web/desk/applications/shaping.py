"""The shape of a call: its own questions, criteria, phases of the review and access codes, on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import rules
from bridgework.apps.applications.actions import calls
from bridgework.apps.applications.actions import forming_calls as shaping
from bridgework.apps.applications.models import AccessCode, Call, Criterion, FormQuestion, ReviewPhase
from bridgework.core.asking import CHOOSING
from bridgework.web.desk.applications.reached import call_of, one_form
from bridgework.web.desk.applications.shape_forms import CodeForm, CriterionForm, PhaseForm, QuestionForm
from bridgework.web.ui.acting import Done, acted, actor_of, form_for, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def shape(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that makes the call's form and its review."""
    actor = actor_of(request)
    call = call_of(actor, public_id)
    context = {
        "call": call,
        "questions": list(call.form_questions.select_related("shown_when").order_by("order", "id")),
        "criteria": list(call.criteria.order_by("order", "id")),
        "phases": list(call.review_phases.order_by("order", "id")),
        "codes": list(call.access_codes.order_by("-id")),
        "fixed": call.applications.exclude(state="draft").exists(),
        "scored": call.criteria.filter(scores__isnull=False).exists(),
        "may_run": rules.RUN_CALL.may(actor, call).allowed,
        "now": now_of(request),
    }
    return render(request, "desk/applications/shape.html", context)


@PAGE
def new_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a question."""
    return _question(request, call_of(actor_of(request), public_id), None)


@PAGE
def question(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a question."""
    found = get_object_or_404(FormQuestion.objects.select_related("call__round"), public_id=public_id)
    return _question(request, call_of(actor_of(request), found.call.public_id), found)


def _question(request: HttpRequest, call: Call, found: FormQuestion | None) -> HttpResponse:
    earlier = call.form_questions.filter(kind__in=CHOOSING).order_by("order", "id")
    initial: dict[str, Any] = {}
    if found is not None:
        earlier = earlier.filter(order__lt=found.order)
        initial = {name: getattr(found, name) for name in ("label", "help", "kind", "words_most", "is_required",
                                                           "for_reviewers")}  # fmt: skip
        initial["options"] = "\n".join(found.options)
        if found.shown_when is not None:
            initial["shown_when"] = f"{found.shown_when.public_id}|{found.shown_when_value}"
    form = form_for(request, QuestionForm, initial=initial, earlier=list(earlier))
    back = reverse("desk:call-shape", args=[call.public_id])

    def keep() -> Done:
        value = dict(form.cleaned_data)
        condition, answer = form.condition()
        value |= {"options": value["options"].splitlines(), "shown_when": condition, "shown_when_value": answer}
        shaping.ask_question(
            actor=actor_of(request),
            now=now_of(request),
            call=call,
            text=shaping.QuestionText(**value),
            question=found,
        )
        return Done(back, "The question is kept.")

    title = "A question of this call" if found is None else found.label
    return one_form(request, form, keep, title=title, submit="Keep the question", back=back)


@require_POST
def take_out_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a question out of the form."""
    found = get_object_or_404(FormQuestion.objects.select_related("call"), public_id=public_id)
    back = reverse("desk:call-shape", args=[call_of(actor_of(request), found.call.public_id).public_id])

    def go() -> Done:
        shaping.take_out_question(actor=actor_of(request), now=now_of(request), question=found)
        return Done(back, "The question is taken out.")

    return acted(request, go)


@PAGE
def new_criterion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a criterion."""
    return _criterion(request, call_of(actor_of(request), public_id), None)


@PAGE
def criterion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a criterion."""
    found = get_object_or_404(Criterion.objects.select_related("call"), public_id=public_id)
    return _criterion(request, call_of(actor_of(request), found.call.public_id), found)


def _criterion(request: HttpRequest, call: Call, found: Criterion | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if found is not None:
        initial = {name: getattr(found, name) for name in ("label", "help", "weight", "most")}
        initial["descriptors"] = "\n".join(f"{score}: {words}" for score, words in found.descriptors.items())
    form = form_for(request, CriterionForm, initial=initial)
    back = reverse("desk:call-shape", args=[call.public_id])

    def keep() -> Done:
        value = {name: form.cleaned_data[name] for name in ("label", "help", "weight", "most")}
        shaping.set_criterion(
            actor=actor_of(request),
            now=now_of(request),
            call=call,
            descriptors=form.words(),
            criterion=found,
            **value,
        )
        return Done(back, "The criterion is kept.")

    title = "A criterion" if found is None else found.label
    return one_form(request, form, keep, title=title, submit="Keep the criterion", back=back)


@require_POST
def take_out_criterion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a criterion out."""
    found = get_object_or_404(Criterion.objects.select_related("call"), public_id=public_id)
    back = reverse("desk:call-shape", args=[call_of(actor_of(request), found.call.public_id).public_id])

    def go() -> Done:
        shaping.take_out_criterion(actor=actor_of(request), now=now_of(request), criterion=found)
        return Done(back, "The criterion is taken out.")

    return acted(request, go)


@PAGE
def new_phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a phase of the review."""
    return _phase(request, call_of(actor_of(request), public_id), None)


@PAGE
def phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a phase of the review."""
    found = get_object_or_404(ReviewPhase.objects.select_related("call"), public_id=public_id)
    return _phase(request, call_of(actor_of(request), found.call.public_id), found)


def _phase(request: HttpRequest, call: Call, found: ReviewPhase | None) -> HttpResponse:
    names = tuple(shaping.PhaseText.__dataclass_fields__)
    initial = {name: getattr(found, name) for name in names} if found is not None else None
    form = form_for(request, PhaseForm, initial=initial)
    back = reverse("desk:call-shape", args=[call.public_id])

    def keep() -> Done:
        shaping.set_review_phase(
            actor=actor_of(request),
            now=now_of(request),
            call=call,
            text=shaping.PhaseText(**form.cleaned_data),
            phase=found,
        )
        return Done(back, "The phase is kept.")

    title = "A phase of the review" if found is None else found.label
    return one_form(request, form, keep, title=title, submit="Keep the phase", back=back)


@require_POST
def take_out_phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a phase out."""
    found = get_object_or_404(ReviewPhase.objects.select_related("call"), public_id=public_id)
    back = reverse("desk:call-shape", args=[call_of(actor_of(request), found.call.public_id).public_id])

    def go() -> Done:
        shaping.take_out_review_phase(actor=actor_of(request), now=now_of(request), phase=found)
        return Done(back, "The phase is taken out.")

    return acted(request, go)


@PAGE
def new_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make an access code."""
    call = call_of(actor_of(request), public_id)
    form = form_for(request, CodeForm)
    back = reverse("desk:call-shape", args=[call.public_id])

    def keep() -> Done:
        made = calls.make_access_code(actor=actor_of(request), now=now_of(request), call=call, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("public:apply-call", args=[call.public_id]))
        return Done(back, f"The access code is {made.code}. Give it to those it is for, with this address: {address}")

    return one_form(request, form, keep, title="An access code", submit="Make the code", back=back)


@require_POST
def revoke_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a code work no longer."""
    found = get_object_or_404(AccessCode.objects.select_related("call"), public_id=public_id)
    back = reverse("desk:call-shape", args=[call_of(actor_of(request), found.call.public_id).public_id])

    def go() -> Done:
        calls.revoke_access_code(actor=actor_of(request), now=now_of(request), access_code=found)
        return Done(back, "The code works no longer.")

    return acted(request, go)
