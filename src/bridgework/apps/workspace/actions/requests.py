"""Requests: asked of one person, answered, passed on, refused, asked again or withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.actions import register_person
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.queries import is_invented_at
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.typed import TEXT, kept
from bridgework.apps.workspace.models import Request
from bridgework.apps.workspace.rules import (
    ANSWER_REQUEST,
    HAND_OVER_REQUEST,
    MAKE_REQUEST,
    TAKE_BACK_REQUEST,
)
from bridgework.apps.workspace.states import REQUEST
from bridgework.core.working_days import add_working_days
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.tellings import Told

REQUEST_PURPOSE: Final = "workspace.request"


def make_request(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    asked_of: Person,
    text: str,
    why: str = "",
    wanted_by: date | None = None,
    made_by: Person | None = None,
) -> Request:
    """Ask one person one thing; they answer from the message, without an account, or in place.

    Without `wanted_by` the programme's usual number of working days is given. `made_by` is for whoever asks on
    behalf of the team; else it is the actor. Side effects in order: the request, its history, audit, `AnswerWanted`.
    """
    with transaction.atomic():
        MAKE_REQUEST.require(actor, challenge)
        asker = made_by or _person_of(actor)
        words = kept(text, field="text", called="request", rule="workspace.request", longest=4_000, required=True)
        if wanted_by is not None and wanted_by < timezone.localdate(now):
            raise InvalidInput(
                "The day by which you need the answer is past.",
                rule="workspace.wanted-by",
                remedy="Choose a day that lies ahead, or leave it empty.",
                field="wanted_by",
            )
        reason = kept(why, field="why", called="reason", rule="workspace.why", longest=2_000)
        return _ask(actor, now, challenge, asker, asked_of, words, reason, wanted_by or usual_day(challenge, now))


def answer_request(*, actor: Actor, now: datetime, request: Request, text: str) -> Request:
    """Answer a request; a new answer takes the place of one that nothing rests on.

    Side effects in order: the move, the answer, audit, and whoever asked is told at once.
    """
    with transaction.atomic():
        locked = _locked(request)
        ANSWER_REQUEST.require(actor, locked)
        words = kept(text, field="text", called="answer", rule="workspace.answer", longest=TEXT, required=True)
        _take_back_passing_on(locked, actor, now)
        if locked.state != "answered":
            transitions.move(locked, REQUEST, "answer", actor=actor, now=now)
        _write_answer(locked, words, actor, now, "workspace.answer")
    request.refresh_from_db()
    return locked


def say_cannot_help(*, actor: Actor, now: datetime, request: Request, reason: str) -> Request:
    """Say that what is asked cannot be given, and why; whoever asked is told at once."""
    with transaction.atomic():
        locked = _locked(request)
        ANSWER_REQUEST.require(actor, locked)
        words = kept(reason, field="reason", called="reason", rule="workspace.cannot-help", required=True)
        _take_back_passing_on(locked, actor, now)
        if locked.state != "cannot_help":
            transitions.move(locked, REQUEST, "cannot_help", actor=actor, now=now)
        _write_answer(locked, words, actor, now, "workspace.cannot-help")
    request.refresh_from_db()
    return locked


def pass_on_request(*, actor: Actor, now: datetime, request: Request, to: Person, note: str = "") -> Request:
    """Pass a request on to somebody else, who is asked next; returns the request to them.

    Side effects in order: the move, the answer, the next request with its history, audit, `AnswerWanted` for the next
    person. Raises `InvalidInput` where it would come back to somebody who passed it on.
    """
    with transaction.atomic():
        locked = _locked(request)
        ANSWER_REQUEST.require(actor, locked)
        if to.pk in _asked_before(locked):
            raise InvalidInput(
                f"{to.name} was asked this already.",
                rule="workspace.pass-on-forward",
                remedy="Name somebody else, or say that it cannot be given.",
                field="to",
            )
        words = kept(note, field="note", called="note", rule="workspace.note", longest=2_000)
        _take_back_passing_on(locked, actor, now)
        if locked.state != "passed_on":
            transitions.move(locked, REQUEST, "pass_on", actor=actor, now=now)
        _write_answer(locked, words, actor, now, "workspace.pass-on")
        wanted_by = max(locked.wanted_by or date.min, usual_day(locked.challenge, now))
        following = _ask(
            actor, now, locked.challenge, locked.made_by, to, locked.text, locked.why, wanted_by, passed_on_from=locked
        )
    request.refresh_from_db()
    return following


def withdraw_request(*, actor: Actor, now: datetime, request: Request, reason: str = "") -> Request:
    """Withdraw a request that is not answered; whoever opens its link reads that nothing is needed."""
    with transaction.atomic():
        locked = _locked(request)
        TAKE_BACK_REQUEST.require(actor, locked)
        transitions.move(locked, REQUEST, "withdraw", actor=actor, now=now, reason=reason)
    request.refresh_from_db()
    return locked


def ask_again(*, actor: Actor, now: datetime, request: Request, reason: str) -> Request:
    """Ask the same person again, saying what is still missing; they get a fresh link."""
    with transaction.atomic():
        locked = _locked(request)
        TAKE_BACK_REQUEST.require(actor, locked)
        transitions.move(locked, REQUEST, "reopen", actor=actor, now=now, reason=reason)
        locked.wanted_by = usual_day(locked.challenge, now)
        locked.answered_at = None
        locked.save(update_fields=["wanted_by", "answered_at"])
        audit.record(actor=actor, now=now, verb="workspace.ask-again", on=locked, fields=["wanted_by"])
        _send(locked, actor, now)
    request.refresh_from_db()
    return locked


def hand_over_request(*, actor: Actor, now: datetime, request: Request, to: Person) -> Request:
    """Give a waiting request to another person, such as whoever takes over a role; they are asked afresh."""
    with transaction.atomic():
        locked = _locked(request)
        HAND_OVER_REQUEST.require(actor, locked)
        if locked.state != "waiting":
            raise NotPossibleNow("This request does not wait any more.", rule="workspace.request-waits")
        locked.asked_of = to
        locked.save(update_fields=["asked_of"])
        audit.record(actor=actor, now=now, verb="workspace.hand-over", on=locked, fields=["asked_of"])
        _send(locked, actor, now)
    request.refresh_from_db()
    return locked


def person_named(*, now: datetime, name: str, email: str, scope: str) -> Person:
    """Somebody who was named as the one to ask: the person with this address, made known where nobody has it.

    The one who names them is the authority; no other is needed. Raises `InvalidInput` for a missing name or address.
    """
    address = email.strip().lower()
    known = Person.objects.filter(email=address).order_by("id").first() if address else None
    if known is not None:
        return known
    if not address:
        raise InvalidInput(
            "We cannot ask somebody without an email address.",
            rule="workspace.named-address",
            remedy="Add their email address.",
            field="email",
        )
    invented = is_invented_at(scope)
    return register_person(actor=SYSTEM, now=now, name=name, email=address, scope=scope, is_invented=invented)


def usual_day(challenge: Challenge, now: datetime) -> date:
    """The day by which a request made now is usually answered: working days from the programme's settings."""
    programme = challenge.round.programme
    today = timezone.localdate(now)
    days = holidays(programme.council, first=today, nation=settings_of(programme).nation)
    return add_working_days(today, settings_of(programme).request_reply_days, days)


def _ask(
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    made_by: Person,
    asked_of: Person,
    text: str,
    why: str,
    wanted_by: date,
    passed_on_from: Request | None = None,
) -> Request:
    request = Request.objects.create(
        created_at=now,
        scope=challenge.scope,
        state=REQUEST.initial,
        state_since=now,
        challenge=challenge,
        text=text,
        why=why,
        made_by=made_by,
        asked_of=asked_of,
        asked_at=now,
        wanted_by=wanted_by,
        passed_on_from=passed_on_from,
    )
    transitions.begin(request, REQUEST, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="workspace.ask", on=request, fields=["text", "asked_of", "wanted_by"])
    _send(request, actor, now)
    return request


def _send(request: Request, actor: Actor, now: datetime) -> None:
    lasts = timedelta(days=settings_of(request.challenge.round.programme).personal_link_days)
    events.publish(
        AnswerWanted(
            at=now,
            purpose=REQUEST_PURPOSE,
            record_public_id=request.public_id,
            person_public_id=request.asked_of.public_id,
            scope=request.scope,
            expires_at=now + lasts,
            actor_public_id=actor.public_id,
        )
    )


def _write_answer(request: Request, words: str, actor: Actor, now: datetime, verb: str) -> None:
    request.answer, request.answered_at, request.answered_way = words, now, actor.via
    request.save(update_fields=["answer", "answered_at", "answered_way"])
    audit.record(actor=actor, now=now, verb=verb, on=request, fields=["answer"])
    if request.made_by_id != actor.person_id:
        events.publish(
            Told(
                at=now,
                person_public_id=request.made_by.public_id,
                scope=request.scope,
                telling="workspace.request-answered",
                record_public_id=request.public_id,
                at_once=True,
            )
        )


def _take_back_passing_on(request: Request, actor: Actor, now: datetime) -> None:
    """Somebody who passed a request on thinks again: the next person need not answer, unless they have."""
    if request.state != "passed_on":
        return
    for following in request.passed_on.select_for_update().exclude(state="withdrawn"):
        if following.state != "waiting":
            raise NotPossibleNow(
                "The person to whom it was passed on has answered.",
                rule="workspace.passed-on-answered",
                remedy="If you know more, write to the team.",
            )
        transitions.move(following, REQUEST, "withdraw", actor=actor, now=now, reason="It was not passed on after all.")


def _asked_before(request: Request) -> set[int]:
    """Everybody in the line of a request, so that it cannot go in a circle."""
    found: set[int] = set()
    one: Request | None = request
    while one is not None:
        found.add(one.asked_of_id)
        one = one.passed_on_from
    return found


def _person_of(actor: Actor) -> Person:
    if actor.person_id is None:
        raise InvalidInput("A request is made by a person.", rule="workspace.made-by", remedy="Say who asks.")
    return Person.objects.get(pk=actor.person_id)


def _locked(request: Request) -> Request:
    return (
        Request.objects.select_for_update(of=("self",))
        .select_related("challenge__round__programme__council", "made_by", "asked_of", "passed_on_from")
        .get(pk=request.pk)
    )
