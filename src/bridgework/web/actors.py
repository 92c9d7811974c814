"""Who acts, and when: set once for each request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from bridgework.apps.people.models import Account, Person
from bridgework.apps.people.queries import actor_for
from bridgework.kernel import clock
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import VISITOR, Actor

DEMO_PERSON = "demo_person"
"""Session key: the public id of the invented person as whom the demonstration is seen."""


class ActingRequest(HttpRequest):
    """A request that has passed `ActorMiddleware`: the type that every view takes."""

    actor: Actor
    moment: datetime
    bridgework_now: datetime


Respond = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Set `request.moment`, read from the clock once, and `request.actor`, found when first used.

    In the demonstration the session may say as whom it is seen; that person must be an invented one.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set both, then go on."""
        acting = cast(ActingRequest, request)
        acting.moment = acting.bridgework_now = clock.now()
        if settings.BRIDGEWORK_DEMO:
            _be_somebody_invented(acting)
        acting.actor = cast(Actor, SimpleLazyObject(lambda: _actor(acting)))
        return self.get_response(acting)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse the pages on how one signs in to whoever is seen as somebody without a stored account."""
        account, match = request.user, request.resolver_match
        if not isinstance(account, Account) or not account._state.adding or match is None:
            return None
        if not match.route.startswith("accounts/") or match.url_name == "account_logout":
            return None
        refusal = NotPossibleNow(
            "Invented people do not sign in, so there is nothing to change here.",
            rule="people.invented-sign-in",
            remedy="Outside the demonstration, everybody changes here how they sign in.",
        )
        return render(request, "ui/not_now.html", {"refusal": refusal}, status=409)


def _actor(request: ActingRequest) -> Actor:
    account = request.user
    if not isinstance(account, Account) or not account.is_authenticated:
        return VISITOR
    return actor_for(account, request.moment)


def _be_somebody_invented(request: ActingRequest) -> None:
    public_id = request.session.get(DEMO_PERSON)
    if not public_id:
        return
    person = Person.objects.filter(public_id=public_id, is_invented=True).select_related("account").first()
    if person is None:
        return
    account = getattr(person, "account", None)
    if account is None:
        # Invented people need no account of their own: nothing of this one is stored.
        account = Account(email=person.email or f"{person.public_id}@invented.example", person=person)
    account.person = person
    request.user = account
