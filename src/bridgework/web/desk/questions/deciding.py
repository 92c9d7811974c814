"""Deciding what becomes of a question: one page per step, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from bridgework.apps.programmes.queries import explain_switch, round_named, round_of
from bridgework.apps.programmes.switches import SHORTLIST
from bridgework.apps.questions import actions
from bridgework.apps.questions.models import Question
from bridgework.apps.questions.queries import current_wording, question_seen_by
from bridgework.apps.questions.rules import DECIDE_QUESTION, OFFER_AGAIN, TAKE_UP, WITHDRAW_QUESTION
from bridgework.kernel.permissions import Rule
from bridgework.web.desk.questions.forms import DecideForm, KeepForm, OfferForm, TakeUpForm, in_a_year
from bridgework.web.desk.questions.late import late_for_taking_up
from bridgework.web.desk.questions.place import crumbs, open_rounds, round_choices
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

METHODS = ["GET", "HEAD", "POST"]
Act = Callable[..., Any]


@dataclass(frozen=True)
class Step:
    """One decision: its rule, its form, its words, the action it calls."""

    rule: Rule
    form: type[Form]
    heading: str
    lead: str
    submit: str
    act: Act
    done: str
    kind: str = "primary"
    wants_round: bool = False


STEPS: dict[str, Step] = {
    "shortlist": Step(
        DECIDE_QUESTION,
        DecideForm,
        "Put the question on the shortlist",
        "Say why it is chosen.",
        "Put it on the shortlist",
        actions.shortlist_question,
        "The question is on the shortlist.",
    ),
    "keep": Step(
        DECIDE_QUESTION,
        KeepForm,
        "Keep the question in the bank",
        "It stays alive: it is looked at again and offered to a later round.",
        "Keep it in the bank",
        actions.keep_question,
        "The question is kept in the bank.",
    ),
    "review": Step(
        DECIDE_QUESTION,
        KeepForm,
        "Leave the question in the bank until later",
        "You looked at it again. Say what you found, and when the next look is.",
        "Leave it in the bank",
        actions.postpone_review,
        "The question stays in the bank.",
    ),
    "decline": Step(
        DECIDE_QUESTION,
        DecideForm,
        "Decline the question",
        "If it could be right for a later round, keep it in the bank instead.",
        "Decline the question",
        actions.decline_question,
        "The question is declined.",
        kind="warning",
    ),
    "withdraw": Step(
        WITHDRAW_QUESTION,
        DecideForm,
        "Withdraw the question",
        "It is not offered to any round again. Its page and its history stay.",
        "Withdraw the question",
        actions.withdraw_question,
        "The question is withdrawn.",
        kind="warning",
    ),
    "offer-again": Step(
        OFFER_AGAIN,
        OfferForm,
        "Offer the question to a round again",
        "A question that was taken up before and set aside is asked anew, and both stay linked.",
        "Offer it to this round",
        actions.offer_again,
        "The question is offered to the round.",
        wants_round=True,
    ),
    "place": Step(
        DECIDE_QUESTION,
        OfferForm,
        "Place the question in a round",
        "It is offered, chosen and worked on in the round it stands in.",
        "Place it in this round",
        actions.move_to_round,
        "The question is placed in the round.",
        wants_round=True,
    ),
}


@require_http_methods(METHODS)
def step(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """One step: shortlist, keep, review, decline, withdraw, offer again, place."""
    if name not in STEPS:
        raise Http404
    chosen = STEPS[name]
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    chosen.rule.require(actor, found)
    form = _form(request, chosen, found, name, now)

    def do() -> Done:
        made = chosen.act(actor=actor, now=now, question=found, **_given(form.cleaned_data, chosen))
        return Done(reverse("desk:question", args=[made.public_id]), chosen.done)

    lead = f"{_out_of_phase(found, now)}{chosen.lead}" if name == "shortlist" else chosen.lead
    context = _context(found, form, chosen.heading, lead, chosen.submit, chosen.kind)
    return acting(request, form, do) or render(request, "desk/questions/form.html", context)


@require_http_methods(METHODS)
def take_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a shortlisted question up in its round."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    TAKE_UP.require(actor, found)
    form = form_for(request, TakeUpForm, initial={"is_public": True})

    def do() -> Done:
        challenge = actions.take_up_question(actor=actor, now=now, question=found, **form.cleaned_data)
        return Done(reverse("desk:challenge", args=[challenge.public_id]), f"Taken up as {challenge.code}.")

    where = capfirst(f"in {round_named(found.round.label)}") if found.round else "In no round"
    late = late_for_taking_up(actor, found, timezone.localdate(now))
    can_get = "a team" if late else "applications, a team"
    context = _context(
        found,
        form,
        "Take the question up",
        f"{_out_of_phase(found, now)}{where}. From now on it can get {can_get} and a committee meeting.",
        "Take it up in the round",
        "primary",
    )
    context["late"] = late
    return acting(request, form, do) or render(request, "desk/questions/form.html", context)


def _out_of_phase(question: Question, now: datetime) -> str:
    """What is said where the round is not in its phase of shortlisting; nobody is stopped by it."""
    if question.round is None:
        return ""
    state = explain_switch(question.round, SHORTLIST, timezone.localdate(now))
    return "" if state.is_open else f"This is out of phase. {state.reason} You can still do it. "


def _form(request: HttpRequest, chosen: Step, question: Question, name: str, now: datetime) -> Form:
    today = timezone.localdate(now)
    initial: dict[str, date | str] = {"review_on": in_a_year(today)} if chosen.form is KeepForm else {}
    if chosen.wants_round:
        form: Form = form_for(request, OfferForm, initial=initial, rounds=_rounds(question, name, today))
        if name == "place":
            del form.fields["reason"]
        return form
    return form_for(request, chosen.form, initial=initial)


def _rounds(question: Question, name: str, today: date) -> list[tuple[str, str]]:
    rounds = open_rounds(question.programme)
    if name == "place":
        rounds = [one for one in rounds if one.pk != question.round_id]
    return round_choices(rounds, today)


def _given(cleaned: Mapping[str, Any], chosen: Step) -> dict[str, Any]:
    given = dict(cleaned)
    if chosen.wants_round:
        given["round"] = round_of(given["round"])
    return given


def _context(question: Question, form: Form, heading: str, lead: str, submit: str, kind: str) -> dict[str, Any]:
    back = reverse("desk:question", args=[question.public_id])
    wording = current_wording(question)
    return {
        "question": question,
        "form": form,
        "heading": heading,
        "lead": lead,
        "quoted": wording.text if wording else "",
        "submit": submit,
        "kind": kind,
        "back": back,
        "crumbs": crumbs((question.title, back), (heading, "")),
    }
