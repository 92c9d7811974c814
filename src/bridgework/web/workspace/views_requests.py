"""Requests: the list with how long each waits, one request, asking and answering."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.participation.actions import answer_on_screen, enter_answer_for
from bridgework.apps.participation.rules import ENTER_ANSWER
from bridgework.apps.people.queries import names_of_people
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.actions.requests import REQUEST_PURPOSE
from bridgework.apps.workspace.models import Request
from bridgework.apps.workspace.queries.requests import WORDS, waited
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Given
from bridgework.kernel.models import Transition
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms import SOMEBODY_ELSE, AnswerForm, ReasonForm, RequestForm
from bridgework.web.workspace.showing import (
    choices_of,
    chosen_people,
    form_shown,
    frame,
    today_of,
    work_shown,
)

GET_AND_POST = ["GET", "HEAD", "POST"]
HERE = "workspace:requests"
_MOVES = {
    "create": "asked",
    "answer": "answered",
    "pass_on": "passed it on",
    "cannot_help": "said that it cannot be given",
    "withdraw": "withdrew it",
    "reopen": "asked again",
}
_WAYS = {"link": " by personal link", "phone": ", by phone", "paper": ", on paper"}


@require_safe
def requests(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every request, those that wait first."""
    challenge = work_shown(request, public_id)
    shown = queries.requests_of(challenge, today_of(request))
    context = frame(request, challenge, HERE) | {
        "waiting": [one for one in shown if one.is_waiting],
        "over": [one for one in shown if not one.is_waiting],
        "may_ask": rules.MAKE_REQUEST.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/requests.html", context)


@require_http_methods(GET_AND_POST)
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a request."""
    challenge = work_shown(request, public_id)
    actor, now, today = actor_of(request), now_of(request), today_of(request)
    rules.MAKE_REQUEST.require(actor, challenge)
    people = sorted(queries.people_here(challenge, today), key=lambda one: not one.supports)
    asked = [one for one in people if one.key != actor.person_id and not one.in_team]
    waiting = queries.waiting_on_each(challenge)
    people_to_ask = [(key, f"{words}{_waits(waiting.get(key, 0))}") for key, words in choices_of(asked)]
    form = form_for(request, RequestForm, people=people_to_ask)

    def do() -> Done:
        data = dict(form.cleaned_data)
        chosen, name, email = data.pop("asked_of"), data.pop("name"), data.pop("email")
        if chosen == SOMEBODY_ELSE:
            person = actions.person_named(now=now, name=name, email=email, scope=challenge.scope)
        else:
            person = chosen_people(challenge, today, [chosen])[0]
        made = actions.make_request(actor=actor, now=now, challenge=challenge, asked_of=person, **data)
        return Done(_address(challenge, made), f"{person.name} is asked. They can answer from the message.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Make a request"),
        form,
        title="Make a request",
        lead="One person is asked, and can answer from the message, without an account.",
        submit="Send the request",
        back=reverse(HERE, args=[public_id]),
    )


def _waits(number: int) -> str:
    """Said of whoever is asked already, so that nobody is asked too much at once."""
    if not number:
        return ""
    return " (1 request of yours waits already)" if number == 1 else f" ({number} requests of yours wait already)"


@require_http_methods(GET_AND_POST)
def one_request(request: HttpRequest, public_id: str, request_id: str) -> HttpResponse:
    """One request: what was asked, how long it waits, its answer; and the place to answer it."""
    challenge, found = _found(request, public_id, request_id)
    actor, today = actor_of(request), today_of(request)
    mine = found.asked_of_id == actor.person_id
    for_somebody = not mine and ENTER_ANSWER.may(actor, found).allowed
    open_now = found.state == "waiting" and (mine or for_somebody)
    form = form_for(request, AnswerForm, for_somebody=for_somebody) if open_now else None

    def do() -> Done:
        assert form is not None
        given = Given(form.cleaned_data["choice"], form.cleaned_data["text"])
        if mine:
            answer_on_screen(
                actor=actor,
                now=now_of(request),
                purpose=REQUEST_PURPOSE,
                record_public_id=found.public_id,
                person=found.asked_of,
                given=given,
            )
        else:
            enter_answer_for(
                actor=actor,
                now=now_of(request),
                purpose=REQUEST_PURPOSE,
                record_public_id=found.public_id,
                person=found.asked_of,
                given=given,
                way=form.cleaned_data["way"],
            )
        return Done(_address(challenge, found), "The team has the answer.")

    if form is not None:
        answered = acting(request, form, do)
        if answered is not None:
            return answered
    kind, word = WORDS[found.state]
    take_back = rules.TAKE_BACK_REQUEST.may(actor, found).allowed
    context = frame(request, challenge, HERE, "Request") | {
        "one": found,
        "kind": kind,
        "word": word,
        "waited": waited(found, today, holidays(challenge.round.programme.council, last=today)),
        "passed_on": found.passed_on.exclude(state="withdrawn").select_related("asked_of").last(),
        "history": _history(found),
        "form": form,
        "mine": mine,
        "may_withdraw": take_back and found.state == "waiting",
        "may_ask_again": take_back and found.state in ("answered", "cannot_help"),
    }
    return render(request, "workspace/request.html", context)


@require_POST
def withdraw(request: HttpRequest, public_id: str, request_id: str) -> HttpResponse:
    """Withdraw a request."""
    challenge, found = _found(request, public_id, request_id)

    def do() -> Done:
        actions.withdraw_request(actor=actor_of(request), now=now_of(request), request=found)
        return Done(_address(challenge, found), "The request is withdrawn. Whoever opens its link reads so.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def ask_again(request: HttpRequest, public_id: str, request_id: str) -> HttpResponse:
    """Ask the same person again."""
    challenge, found = _found(request, public_id, request_id)
    rules.TAKE_BACK_REQUEST.require(actor_of(request), found)
    form = form_for(request, ReasonForm, label="What is still missing?", hint=f"{found.asked_of.name} reads it.")

    def do() -> Done:
        actions.ask_again(
            actor=actor_of(request), now=now_of(request), request=found, reason=form.cleaned_data["reason"]
        )
        return Done(_address(challenge, found), f"{found.asked_of.name} is asked again.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Ask again"),
        form,
        title="Ask again",
        submit="Send the request again",
        back=_address(challenge, found),
    )


def _found(request: HttpRequest, public_id: str, request_id: str) -> tuple[Challenge, Request]:
    """The request, also for somebody who was asked and sees nothing else of the work."""
    challenge = (
        Challenge.objects.filter(public_id=public_id[:14])
        .select_related("question__programme", "round__programme__council")
        .first()
    )
    if challenge is None:
        raise NotFound("There is no such request.", rule=rules.SEE_REQUEST.name)
    found = queries.request_of(challenge, request_id)
    rules.SEE_REQUEST.require(actor_of(request), found)
    return challenge, found


def _history(found: Request) -> list[tuple[str, Transition]]:
    """Every move in words, oldest first."""
    moves = list(Transition.objects.filter(record_public_id=found.public_id).order_by("id"))
    names = names_of_people(one.actor_public_id for one in moves)
    return [
        (f"{names.get(one.actor_public_id, 'Somebody')} {_MOVES[one.event]}{_WAYS.get(one.via, '')}", one)
        for one in moves
    ]


def _address(challenge: Challenge, found: Request) -> str:
    return reverse("workspace:request", args=[challenge.public_id, found.public_id])
