"""Clearances: a paper's list, asking, answering in place, in somebody's place, corrections of form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.actions.asking import CLEARANCE_PURPOSE
from bridgework.apps.committees.links import ClearancePurpose
from bridgework.apps.committees.models import Paper
from bridgework.apps.committees.queries.clearing import (
    clearance_seen_by,
    clearance_view,
    clearances_of,
    correction_of,
    delegations_at,
    may_read_covered,
)
from bridgework.apps.participation.actions import answer_on_screen, enter_answer_for
from bridgework.apps.participation.rules import ENTER_ANSWER
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on, people_seen_by, with_a_part
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import CLEARING_OFFICER
from bridgework.web.answering import AnswerForm
from bridgework.web.clearance_texts import clearance_shown, clearances_shown, correction_shown, text_of
from bridgework.web.committee.forms_clearances import AskForm, DelegateForm, EnteredForm, MarkFormForm, ObjectForm
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def clearance_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every clearance of a paper: what it covers, who holds it, what was answered, what changed since."""
    actor, today = actor_of(request), _today(request)
    paper = queries.paper(actor, public_id)
    rows = clearances_shown(
        paper,
        today,
        reads_private=rules.READ_PRIVATE.may(actor, paper).allowed,
        reads_advice=rules.READ_ADVICE.may(actor, paper).allowed,
    )
    context = {
        "paper": paper,
        "rows": rows,
        "passing": sum(one.view.lets_pass for one in rows),
        "delegations": delegations_at(paper.body_scope, today),
        "body_name": name_of_body(paper.committee_meeting.body, paper.committee_meeting.on),
        "back": _paper_address(paper),
        "now": now_of(request),
        "may_ask": rules.ASK_CLEARANCE.may(actor, paper).allowed,
        "may_mark": rules.MARK_FORM.may(actor, paper).allowed,
        "may_enter": ENTER_ANSWER.may(actor, paper).allowed,
        "person_id": actor.person_id,
    }
    return render(request, "committee/clearances/list.html", context)


@require_http_methods(GET_AND_POST)
def ask(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Ask for one clearance, or ask once more."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.ASK_CLEARANCE.require(actor, paper)
    view = next((one for one in clearances_of(paper) if one.key == key), None)
    if view is None:
        raise NotFound("This paper's template asks no such question.", rule=rules.ASK_CLEARANCE.name)
    clearance = view.clearance
    person = clearance.delegated_from or clearance.asked_of if clearance is not None else None
    form = form_for(
        request, AskForm, people=_people(actor, paper, _today(request)), initial={"person": person, "role": view.role}
    )

    def go() -> Done:
        made = actions.ask_clearance(actor=actor, now=now_of(request), paper=paper, key=key, **form.cleaned_data)
        whom = made.asked_of.name if made.asked_of is not None else "the clearing officers of this committee"
        return Done(_list_address(paper), f"{made.asked_role}: {whom} is asked.")

    context = {
        "form": form,
        "paper": paper,
        # Whoever may ask for a clearance prepares the paper or is its clerk: they read all of it.
        "it": text_of(view, reads_private=True),
        "shown": clearance_shown(view, _today(request), reads_private=True),
        "back": _list_address(paper),
        "submit": f"Send to {view.role} for clearance",
    }
    return acting(request, form, go) or render(request, "committee/clearances/ask.html", context)


@require_http_methods(GET_AND_POST)
def clear(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text to clear, and the answer: the officer's own in place, or entered by staff as it came."""
    actor, now = actor_of(request), now_of(request)
    clearance = clearance_seen_by(actor, public_id)
    mine = rules.ANSWER_CLEARANCE.may(actor, clearance).allowed
    asked_of = clearance.asked_of
    entering = not mine and asked_of is not None and ENTER_ANSWER.may(actor, clearance).allowed
    view, reads_private = clearance_view(clearance), may_read_covered(actor, clearance, _today(request))
    card = ClearancePurpose().card(public_id, actor.person_id or 0)
    closed = ClearancePurpose().closed(public_id, now) if mine or entering else ""
    form = _answer_form(request, card, entering=entering)

    def answer() -> Done:
        given = form.cleaned_data["given"]
        what = {"purpose": CLEARANCE_PURPOSE, "record_public_id": clearance.public_id, "given": given, "now": now}
        if mine:
            made = answer_on_screen(actor=actor, person=Person.objects.get(public_id=actor.public_id), **what)
        else:
            assert asked_of is not None
            made = enter_answer_for(actor=actor, person=asked_of, way=form.cleaned_data["way"], **what)
        return Done(reverse("committee:clear", args=[public_id]), made.outcome)

    context = {
        "clearance": clearance,
        "paper": clearance.paper,
        "view": view,
        "shown": clearance_shown(view, timezone.localdate(now), reads_private=reads_private),
        "it": text_of(view, reads_private=reads_private),
        "card": card,
        "form": form,
        "offered": form.offered(),
        "mine": mine,
        "entering": entering,
        "closed": closed,
        "may_delegate": clearance.asked_of_id is not None and rules.DELEGATE_CLEARANCE.may(actor, clearance).allowed,
        "person_id": actor.person_id,
        "may_read": rules.READ.may(actor, clearance.paper).allowed,
        "now": now,
    }
    able = (mine or entering) and not closed
    response = acting(request, form, answer) if able else None
    return response or render(request, "committee/clearances/clear.html", context)


@require_http_methods(GET_AND_POST)
def delegate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody else answer while the asked person is away."""
    actor = actor_of(request)
    clearance = clearance_seen_by(actor, public_id)
    rules.DELEGATE_CLEARANCE.require(actor, clearance)
    here = reverse("committee:clear", args=[public_id])
    form = form_for(request, DelegateForm, people=_people(actor, clearance.paper, _today(request)))

    def go() -> Done:
        made = actions.delegate_clearance(actor=actor, now=now_of(request), clearance=clearance, **form.cleaned_data)
        return Done(here, f"{made.to.name} is asked in place of {made.person.name}.")

    return acting(request, form, go) or _form_page(
        request, clearance.paper, form, f"Who answers in place of {clearance.asked_of}?", "Let them answer", here
    )


@require_http_methods(GET_AND_POST)
def mark_form(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that what changed in one piece is a correction of form."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.MARK_FORM.require(actor, paper)
    key = request.GET.get("text", "")[:140]
    rows = clearances_shown(paper, _today(request), reads_private=rules.READ_PRIVATE.may(actor, paper).allowed)
    touched = [one for one in rows if any(piece.key == key for piece in one.changed)]
    if not touched:
        raise NotFound("No clearance went stale by a change in this text.", rule=rules.MARK_FORM.name)
    form = form_for(request, MarkFormForm)

    def go() -> Done:
        actions.mark_as_form(actor=actor, now=now_of(request), paper=paper, key=key, **form.cleaned_data)
        return Done(_list_address(paper), "The change is marked as form. Those who cleared it are told and may object.")

    context = {
        "form": form,
        "paper": paper,
        "touched": touched,
        "piece": next(piece for piece in touched[0].changed if piece.key == key),
        "back": _list_address(paper),
    }
    return acting(request, form, go) or render(request, "committee/clearances/mark_form.html", context)


@require_http_methods(GET_AND_POST)
def object_to_form(request: HttpRequest, public_id: str) -> HttpResponse:
    """Object to a correction of form, signed in."""
    actor = actor_of(request)
    correction = correction_of(public_id)
    told = [one for one in clearances_of(correction.paper) if _told(one, correction.pk, actor)]
    if not told:
        raise NotFound("There is no correction that you could object to.", rule=rules.SEE_CLEARANCE.name)
    form = form_for(request, ObjectForm)
    here = reverse("committee:clear", args=[told[0].clearance.public_id]) if told[0].clearance is not None else "/"

    def go() -> Done:
        actions.object_to_form(actor=actor, now=now_of(request), correction=correction, **form.cleaned_data)
        return Done(here, "Your objection is recorded. Your clearance of this text ended.")

    context = {"form": form, "paper": correction.paper, "back": here}
    # Only whoever cleared this very text comes here.
    context["it"] = correction_shown(public_id, reads_private=correction.paper.state in rules.BEFORE_PUBLICATION)
    return acting(request, form, go) or render(request, "committee/clearances/object.html", context)


def _told(view: Any, correction_key: int, actor: Actor) -> bool:
    answered = view.answer is not None and view.answer.person_id == actor.person_id
    return answered and any(one.pk == correction_key for one in view.corrections)


def _answer_form(request: HttpRequest, card: Any, *, entering: bool) -> AnswerForm:
    kind = EnteredForm if entering else AnswerForm
    return kind(card, request.POST) if request.method == "POST" else kind(card)


def _people(actor: Actor, paper: Paper, today: date) -> QuerySet[Person]:
    """Who may be asked: the committee's clearing officers first, then everybody the actor knows."""
    held = RoleHolding.objects.filter(
        held_on(today), person=OuterRef("pk"), role=CLEARING_OFFICER, scope=paper.body_scope
    )
    seen = with_a_part(people_seen_by(actor)).values("pk")
    return (
        Person.objects.annotate(likely=Exists(held))
        .filter(Q(likely=True) | Q(pk__in=seen))
        .exclude(pk=paper.author_id or 0)
        .order_by("-likely", "name", "id")
    )


def _today(request: HttpRequest) -> date:
    return timezone.localdate(now_of(request))


def _form_page(request: HttpRequest, paper: Paper, form: Any, title: str, submit: str, back: str) -> HttpResponse:
    context = {"form": form, "paper": paper, "title": title, "submit": submit, "back": back}
    return render(request, "committee/form.html", context)


def _paper_address(paper: Paper) -> str:
    return reverse("committee:paper", args=[paper.public_id])


def _list_address(paper: Paper) -> str:
    return reverse("committee:clearances", args=[paper.public_id])
