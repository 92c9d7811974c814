"""What people ask by personal link about what is held of them."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.people.models import Person
from bridgework.apps.privacy.actions.erasing import PURPOSE, ask_erasure
from bridgework.apps.privacy.models import ErasureRequest
from bridgework.kernel import events
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


class RequestPurpose:
    """Somebody who is registered asks for a copy, or to be removed."""

    key = PURPOSE
    label = "What is held about you"

    def card(self, public_id: str, person_id: int) -> Card:
        """The two things one can ask for."""
        person = _person(public_id)
        return Card(
            title="What we hold about you",
            asked_by="those who run this service",
            why="You, or somebody who typed your address, asked on our privacy page.",
            body="If it was not you, choose the last answer, or do nothing.",
            facts=(),
            choices=(
                Choice("copy", "Send me a copy", "We send you an address where you can fetch it for a week."),
                Choice(
                    "remove",
                    "Remove me",
                    "The programme lead looks at it and does it. What was decided and what changed stays on the "
                    "record; you do not.",
                ),
                Choice("nothing", "Nothing, leave it as it is"),
            ),
            next="",
            scope=person.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Somebody who is removed needs nothing any more."""
        return "You are removed already." if _person(public_id).erased_at is not None else ""

    def relied_on(self, public_id: str) -> bool:
        """The person was removed."""
        return ErasureRequest.objects.filter(person__public_id=public_id, state="done").exists()

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Make the copy available, or note the request."""
        person = _person(public_id)
        if given.choice == "copy":
            events.publish(
                Told(
                    at=now,
                    person_public_id=public_id,
                    scope=person.scope,
                    telling="privacy.copy-ready",
                    record_public_id=public_id,
                    at_once=True,
                )
            )
            return Outcome("You get an address where you can fetch your copy.", "It comes in a moment.")
        if given.choice == "remove":
            ask_erasure(actor=actor, now=now, person=person, way=actor.via)
            return Outcome("You asked to be removed. The programme lead looks at it within a month, as the law says.")
        return Outcome("Nothing changes.")


def _person(public_id: str) -> Person:
    found = Person.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such person.", rule="privacy.request")
    return found


register(RequestPurpose())
