"""Accounts: only for people who are known and invited. Nobody signs up by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.people.models import Account, IdentityProvider, Organisation, Person
from bridgework.apps.people.queries import SECRET_PURPOSE, place_of_person
from bridgework.apps.people.rules import CHANGE_PERSON, KEEP_SIGN_IN
from bridgework.kernel import audit, events, sealing
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


def open_account(*, actor: Actor, now: datetime, person: Person) -> Account:
    """Let a person sign in with the address that is registered for them, and tell them so.

    An account that was closed is opened again. Raises `InvalidInput` where no address is registered.
    """
    with transaction.atomic():
        CHANGE_PERSON.require(actor, place_of_person(actor, person))
        if not person.email:
            raise InvalidInput(
                "Signing in needs an email address, and none is registered.",
                rule="people.account-email",
                remedy="Register one first.",
            )
        account = Account.objects.filter(person=person).first()
        if account is not None and account.is_active:
            return account
        if account is None:
            account = Account.objects.create_user(person.email, person=person, joined_at=now)
        else:
            account.is_active = True
            account.save(update_fields=["is_active"])
        audit.record(actor=actor, now=now, verb="opened the account", on=person)
        events.publish(
            Told(
                at=now,
                person_public_id=person.public_id,
                scope=person.scope,
                telling="people.account-opened",
                record_public_id=person.public_id,
                at_once=True,
            )
        )
    return account


def close_account(*, actor: Actor, now: datetime, person: Person) -> None:
    """Stop a person from signing in; their roles and their history stay as they are."""
    with transaction.atomic():
        CHANGE_PERSON.require(actor, place_of_person(actor, person))
        changed = Account.objects.filter(person=person, is_active=True).update(is_active=False)
        if changed:
            audit.record(actor=actor, now=now, verb="closed the account", on=person)


def note_sign_in(*, account: Account, now: datetime) -> None:
    """Note in the audit trail that somebody signed in."""
    if account.person is not None:
        actor = Actor(person_id=account.person_id, public_id=account.person.public_id, account_id=account.pk)
        audit.record(actor=actor, now=now, verb="signed in", on=account.person)


def follow_account_address(*, account: Account, now: datetime, address: str) -> None:
    """Make a confirmed change of an account's address count for its person too."""
    with transaction.atomic():
        person = account.person
        wanted = address.strip().lower()
        if person is None or person.email == wanted:
            return
        person.email = wanted
        person.save(update_fields=["email"])
        actor = Actor(person_id=person.pk, public_id=person.public_id, account_id=account.pk)
        audit.record(actor=actor, now=now, verb="changed", on=person, fields=["email"])


def connect_sign_in(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    label: str,
    issuer: str,
    client_id: str,
    client_secret: str,
    email_domains: str,
) -> IdentityProvider:
    """Let the people of an organisation sign in with its own OpenID Connect provider.

    Only addresses in `email_domains` are taken from it: an organisation vouches for its own people and no others.
    """
    with transaction.atomic():
        KEEP_SIGN_IN.require(actor, organisation)
        domains = " ".join(part.lstrip("@").lower() for part in email_domains.split())
        if not domains:
            raise InvalidInput(
                "The organisation's email domains are needed: it vouches for its own addresses only.",
                rule="people.sign-in-domains",
                remedy="Type them with spaces between, such as: example.gov.uk example.org",
                field="email_domains",
            )
        if not issuer.startswith(("https://", "http://127.0.0.1")):
            raise InvalidInput(
                "The address of the sign-in must begin with https.",
                rule="people.sign-in-https",
                remedy="Use the https address that the organisation's provider gives.",
                field="issuer",
            )
        provider = IdentityProvider.objects.create(
            organisation=organisation,
            label=label.strip()[:120],
            issuer=issuer.strip().rstrip("/"),
            client_id=client_id.strip(),
            client_secret=sealing.seal(client_secret.strip(), purpose=SECRET_PURPOSE),
            email_domains=domains,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="connected sign-in", on=provider, fields=["issuer", "email_domains"])
    return provider


def disconnect_sign_in(*, actor: Actor, now: datetime, provider: IdentityProvider) -> None:
    """Stop taking sign-ins from a provider."""
    with transaction.atomic():
        KEEP_SIGN_IN.require(actor, provider.organisation)
        provider.is_open = False
        provider.save(update_fields=["is_open"])
        audit.record(actor=actor, now=now, verb="disconnected sign-in", on=provider, fields=["is_open"])
