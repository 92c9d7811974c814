"""What people agree to, and take back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.people.models import Consent, Person
from bridgework.apps.people.queries import place_of_person
from bridgework.apps.people.rules import CHANGE_PERSON
from bridgework.kernel import audit
from bridgework.kernel.permissions import Actor

WAYS = {"screen": "on screen", "link": "by link", "phone": "by phone", "paper": "on paper"}


def record_consent(*, actor: Actor, now: datetime, person: Person, purpose: str) -> Consent:
    """Note that a person agreed to one purpose; agreeing twice changes nothing."""
    with transaction.atomic():
        _theirs_or_entered(actor, person)
        held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True).first()
        if held is not None:
            return held
        consent = Consent.objects.create(
            person=person,
            purpose=purpose[:60],
            given_at=now,
            how=WAYS.get(actor.via, "on screen"),
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="agreed", on=consent, fields=["purpose"])
    return consent


def withdraw_consent(*, actor: Actor, now: datetime, consent: Consent) -> Consent:
    """Note that a person took an agreement back; that it once was given stays known."""
    with transaction.atomic():
        _theirs_or_entered(actor, consent.person)
        if consent.withdrawn_at is None:
            consent.withdrawn_at = now
            consent.save(update_fields=["withdrawn_at"])
            audit.record(actor=actor, now=now, verb="took back", on=consent, fields=["withdrawn_at"])
    return consent


def _theirs_or_entered(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        CHANGE_PERSON.require(actor, place_of_person(actor, person))
