"""Asking to be removed, deciding it, and removing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import place_of_person
from bridgework.apps.privacy import rules
from bridgework.apps.privacy.events import ErasureAsked, PersonErased
from bridgework.apps.privacy.models import ErasureRequest
from bridgework.apps.privacy.queries import as_subject, open_request, preview_of
from bridgework.apps.privacy.states import ERASURE_REQUEST
from bridgework.kernel import audit, erasure, events, transitions
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import Actor

PURPOSE: Final = "privacy.request"
LINK_LASTS: Final = timedelta(days=3)


def ask_erasure(*, actor: Actor, now: datetime, person: Person, way: str = "screen") -> ErasureRequest:
    """Note that somebody asks to be removed. Asked again while it waits, the first request is returned.

    Side effects in order: the request, its history, audit, `ErasureAsked`. Raises `NotPermitted`, and
    `NotPossibleNow` where the person is removed already.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if actor.person_id != locked.pk:
            rules.ASK_FOR.require(actor, place_of_person(actor, locked))
        if locked.erased_at is not None:
            raise NotPossibleNow(
                "This person is removed already.", rule="privacy.erased", remedy="There is nothing left to do."
            )
        earlier = open_request(locked)
        if earlier is not None:
            return earlier
        request = ErasureRequest.objects.create(
            created_at=now,
            scope=_scope(actor, locked),
            person=locked,
            way=way,
            asked_by=actor.public_id,
            state=ERASURE_REQUEST.initial,
            state_since=now,
        )
        transitions.begin(request, ERASURE_REQUEST, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="asked for removal", on=request)
        events.publish(ErasureAsked(at=now, request_public_id=request.public_id, person_public_id=locked.public_id))
    return request


def take_back(*, actor: Actor, now: datetime, request: ErasureRequest) -> ErasureRequest:
    """Take a request back."""
    return _decided(rules.TAKE_BACK.name, "withdraw", actor=actor, now=now, request=request)


def refuse_erasure(*, actor: Actor, now: datetime, request: ErasureRequest, reason: str) -> ErasureRequest:
    """Say why a person is not removed."""
    return _decided(rules.DECIDE.name, "refuse", actor=actor, now=now, request=request, reason=reason)


def erase(*, actor: Actor, now: datetime, request: ErasureRequest) -> ErasureRequest:
    """Remove a person: from every table, text, index, session and unsent message, in one transaction.

    The public record and the statistics stay. Side effects in order: everything that `kernel.erasure` reaches, the
    request's history, audit, `PersonErased`. Raises `NotPermitted`; `NotPossibleNow` while the person holds a role or
    something waits on them that can be handed over.
    """
    with transaction.atomic():
        locked = ErasureRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
        rules.DECIDE.require(actor, locked)
        person = Person.objects.select_for_update().get(pk=locked.person_id)
        _nothing_in_the_way(person, now)
        locked.counts = erasure.erase(as_subject(person), actor=actor, now=now)
        _note_decision(locked, actor, now)
        transitions.move(locked, ERASURE_REQUEST, "erase", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="erased", on=locked)
        events.publish(PersonErased(at=now, request_public_id=locked.public_id, person_public_id=person.public_id))
    return locked


def note_copy_given(*, actor: Actor, now: datetime, person: Person) -> None:
    """Note that the programme made a copy of what is held about somebody. Raises `NotPermitted`."""
    with transaction.atomic():
        if actor.person_id != person.pk:
            rules.GIVE_COPY.require(actor, place_of_person(actor, person))
        audit.record(actor=actor, now=now, verb="made a copy of what is held", on=person)


def send_request_link(*, now: datetime, email: str) -> int:
    """Send a personal link to whoever is registered with an address, to ask for a copy or to be removed. How many.

    Nobody is told whether an address is known: the caller says the same in either case.
    """
    people = Person.objects.filter(email__iexact=email.strip(), erased_at=None).exclude(email="")
    with transaction.atomic():
        for person in people:
            events.publish(
                AnswerWanted(
                    at=now,
                    purpose=PURPOSE,
                    record_public_id=person.public_id,
                    person_public_id=person.public_id,
                    scope=person.scope,
                    expires_at=now + LINK_LASTS,
                )
            )
    return len(people)


def _decided(
    rule: str, event: str, *, actor: Actor, now: datetime, request: ErasureRequest, reason: str = ""
) -> ErasureRequest:
    with transaction.atomic():
        locked = ErasureRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
        (rules.TAKE_BACK if rule == rules.TAKE_BACK.name else rules.DECIDE).require(actor, locked)
        transitions.move(locked, ERASURE_REQUEST, event, actor=actor, now=now, reason=reason)
        locked.reason = reason.strip()
        _note_decision(locked, actor, now)
        audit.record(actor=actor, now=now, verb=event, on=locked)
    return locked


def _note_decision(request: ErasureRequest, actor: Actor, now: datetime) -> None:
    request.decided_by, request.decided_at = actor.public_id, now
    request.save(update_fields=["decided_by", "decided_at", "reason", "counts"])


def _nothing_in_the_way(person: Person, now: datetime) -> None:
    found = preview_of(person, now, timezone.localdate(now))
    if found.roles:
        raise NotPossibleNow(
            f"{person.name} still holds a role: {', '.join(found.roles)}.",
            rule="privacy.erase.roles",
            remedy="End the role on the person's page; what waits on it is handed over there.",
        )
    if found.to_hand_over:
        raise NotPossibleNow(
            f"{found.to_hand_over} thing(s) still wait on {person.name}.",
            rule="privacy.erase.waiting",
            remedy="Hand them over on the person's page first.",
        )


def _scope(actor: Actor, person: Person) -> str:
    """The programme whose lead decides: the one that registered the person, else the one they took part in first."""
    if person.scope:
        return person.scope
    held = person.role_holdings.exclude(scope="").exclude(scope__startswith="body/").order_by("id").first()
    if held is not None:
        return held.scope.split("/", 1)[0]
    return actor.holdings[0].scope.split("/", 1)[0] if actor.holdings else ""
