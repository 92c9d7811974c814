"""A reviewer's own pages: the declaration cards first, then what the phase lets them read, score and say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries, rules
from bridgework.apps.applications.actions import reviewing
from bridgework.apps.applications.models import Application, Call, Review, ReviewBid
from bridgework.apps.conflicts import actions as conflict_actions
from bridgework.apps.conflicts.models import DeclaredTie
from bridgework.apps.conflicts.queries import ties_of
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Question
from bridgework.core.states import readable
from bridgework.kernel.errors import NotFound
from bridgework.web.desk.applications.review_forms import BidsForm, DeclareForm, MessageForm, ReviewForm, TieForm
from bridgework.web.listing import csv_response, page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

KINDS = {"assigned": "waiting", "opened": "current", "given": "done"}
PAGE = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def my_reviews(request: HttpRequest) -> HttpResponse:
    """The reviews one was asked for: how many cards wait, and what is open, under the names the phase allows."""
    actor = actor_of(request)
    today = timezone.localdate(now_of(request))
    found = list(queries.reviews_of(actor))
    rows: list[dict[str, Any]] = []
    for one in found:
        if one.state == "assigned":
            continue
        phase = queries.phase_on(one.application.call, today)
        hidden = phase is None or phase.names_hidden or phase.redacted
        name = f"Applicant {queries.pseudonym_of(one.application)}" if hidden else one.application.applicant.name
        rows.append({"review": one, "name": name, "kind": KINDS[one.state], "word": readable(one.state)})
    # By what is shown: the order must not say who is behind a pseudonym.
    rows.sort(key=lambda row: (row["review"].state, row["name"]))
    if request.GET.get("as") == "csv":
        lines = [(row["name"], row["word"], row["review"].score) for row in rows]
        return csv_response("my-reviews", ("application", "state", "score"), lines)
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": list(page),
        "cards": sum(one.state == "assigned" for one in found),
        "calls": _calls(found, today),
    }
    return render(request, "desk/applications/reviews.html", context)


def _calls(found: list[Review], today: date) -> list[dict[str, object]]:
    calls = {one.application.call_id: one.application.call for one in found}
    return [{"call": call, "phase": queries.phase_on(call, today)} for call in calls.values()]


@never_cache
@PAGE
def declare_page(request: HttpRequest) -> HttpResponse:
    """The declaration cards: names, organisation and question titles, and nothing else."""
    actor = actor_of(request)
    form = form_for(request, DeclareForm, cards=list(queries.cards(actor)))

    def keep() -> Done:
        declared = form.declared()
        for review, conflict, reason in declared:
            reviewing.declare(actor=actor, now=now_of(request), review=review, conflict=conflict, reason=reason)
        clear = sum(not conflict for _, conflict, _ in declared)
        words = "1 application is open" if clear == 1 else f"{clear} applications are open"
        return Done(reverse("desk:reviews"), f"Thank you. {words} to you now.")

    context = {"form": form, "cards": form.rows()}
    return acting(request, form, keep) or render(request, "desk/applications/declare.html", context)


@never_cache
@PAGE
def review_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the phase lets one read, and the review."""
    actor = actor_of(request)
    found = queries.review_for(actor, public_id)
    if found.state == "assigned":
        raise NotFound("There is no such review.", rule=rules.REVIEW.name)
    call = found.application.call
    phase = queries.phase_on(call, timezone.localdate(now_of(request)))
    initial: dict[str, Any] = {f"score_{one.criterion_id}": one.score for one in found.scores.all()}
    initial |= {"comment": found.comment, "private_note": found.private_note}
    form = form_for(request, ReviewForm, initial=initial, criteria=list(call.criteria.all()))

    def keep() -> Done:
        value = form.cleaned_data
        written = {"comment": value["comment"], "private_note": value["private_note"], "scores": form.scores()}
        if request.POST.get("also"):
            reviewing.keep_review(actor=actor, now=now_of(request), review=found, **written)
            return Done(reverse("desk:review", args=[public_id]), "Your draft is kept. Nobody else sees it.")
        reviewing.give_review(actor=actor, now=now_of(request), review=found, **written)
        return Done(reverse("desk:reviews"), "Your review is given. You can change it until the outcomes are released.")

    answered = acting(request, form, keep)
    if answered is not None:
        return answered
    context = {
        "review": found,
        "form": form,
        "call": call,
        "phase": phase,
        "material": queries.material(found.application, phase) if phase is not None else None,
        "wishes": [one.question.title for one in found.application.preferences.all()],
        "others": queries.others_reviews(actor, found, phase) if phase is not None else None,
        "messages_about": queries.messages_about(found.application),
        "message_form": MessageForm(),
        "may_score": phase is not None and phase.may_score and found.application.released_at is None,
    }
    return render(request, "desk/applications/review.html", context)


@require_POST
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to the other reviewers and the coordinator."""
    actor = actor_of(request)
    found = queries.review_for(actor, public_id)
    form = form_for(request, MessageForm)
    back = reverse("desk:review", args=[public_id])

    def keep() -> Done:
        reviewing.write_message(
            actor=actor, now=now_of(request), application=found.application, text=form.cleaned_data["text"]
        )
        return Done(back, "Your message is there for the other reviewers and the coordinator.")

    context = {"form": form, "title": "A message", "submit": "Leave the message", "back": back}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


@PAGE
def of_call(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a phase offers beyond what was assigned: bids, and cards for every other application."""
    actor = actor_of(request)
    call = get_object_or_404(Call.objects.select_related("round"), public_id=public_id)
    rules.REVIEW_HERE.require(actor, call)
    phase = queries.phase_on(call, timezone.localdate(now_of(request)))
    questions = Question.objects.filter(challenge__in=queries.offered(call.round)).order_by("title", "id")
    said = dict(ReviewBid.objects.filter(call=call, reviewer=actor.person_id).values_list("question_id", "wish"))
    initial = {f"wish_{key}": wish for key, wish in said.items()}
    form = form_for(request, BidsForm, questions=questions, initial=initial)

    def keep() -> Done:
        reviewing.place_bids(actor=actor, now=now_of(request), call=call, wishes=form.wishes())
        return Done(reverse("desk:review-call", args=[public_id]), "Thank you. The plan takes it into account.")

    sees_all = phase is not None and phase.sees == "all"
    page = page_of(request, queries.unclaimed_cards(actor, call) if sees_all else Application.objects.none())
    context = {"call": call, "phase": phase, "form": form, "page": page, "sees_all": sees_all}
    return acting(request, form, keep) or render(request, "desk/applications/review_call.html", context)


@require_POST
def pick_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a card for an application that was not assigned."""
    actor = actor_of(request)
    found = Application.objects.filter(public_id=public_id).select_related("call").first()
    if found is None or found.public_id in actor.conflicts:
        raise NotFound("There is no such application.", rule=rules.READ.name)

    def go() -> Done:
        reviewing.pick_up(actor=actor, now=now_of(request), application=found)
        return Done(reverse("desk:review-declare"), "Say first whether you have a conflict of interest.")

    return acted(request, go)


@never_cache
@PAGE
def ties(request: HttpRequest) -> HttpResponse:
    """People one is close to: conflicts are computed from it before anything is assigned."""
    actor = actor_of(request)
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise NotFound("This account belongs to no person.", rule="people.account-of-a-person")
    form = form_for(request, TieForm)
    back = reverse("desk:ties")

    def keep() -> Done:
        conflict_actions.declare_tie(actor=actor, now=now_of(request), person=person, **form.cleaned_data)
        return Done(back, "It is kept. You will not be asked to judge them.")

    context = {"form": form, "ties": list(ties_of(person.pk))}
    return acting(request, form, keep) or render(request, "desk/applications/ties.html", context)


@require_POST
def take_back_tie(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back a tie one declared."""
    actor = actor_of(request)
    found = DeclaredTie.objects.filter(public_id=public_id, person=actor.person_id or 0).first()
    if found is None:
        raise NotFound("You declared no such tie.", rule="conflicts.own-ties")

    def go() -> Done:
        conflict_actions.take_back_tie(actor=actor, now=now_of(request), tie=found)
        return Done(reverse("desk:ties"), "It is taken back.")

    return acted(request, go)
