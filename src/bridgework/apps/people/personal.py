"""What is held about people themselves, their accounts and their roles, and how they are erased."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from bridgework.apps.people.actions.erasing import erase_person_record
from bridgework.apps.people.models import Account
from bridgework.kernel.erasure import erases
from bridgework.kernel.permissions import Actor
from bridgework.kernel.personal import (
    CONSENT,
    LEGITIMATE,
    WHILE_TAKING_PART,
    OnErasure,
    Person,
    holds,
    impersonal,
)

holds(
    "people.Person",
    what="Your name and how to reach you",
    why="To ask you, to answer you, and to know who holds which part.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.EMPTIED,
    people=("pk",),
    fields=("email", "phone", "how_to_reach"),
    plain=("name",),
)
holds(
    "people.Account",
    what="Your account, if you sign in",
    why="So that you get in and nobody else does.",
    until="until it is closed or you ask to be removed",
    on_erasure=OnErasure.DELETED,
    basis=LEGITIMATE,
    people=("person",),
    fields=("email", "password"),
)
holds(
    "people.Affiliation",
    what="Where you work or study",
    why="To see conflicts of interest, and to make teams of several departments.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.DELETED,
    people=("person",),
    fields=("department", "post"),
)
holds(
    "people.RoleHolding",
    what="The roles you held, and from when to when",
    why="They say who may do what, and later how many took part.",
    people=("person",),
    texts=("reason",),
)
holds(
    "people.Consent",
    what="What you agreed to, when and how",
    why="To be able to show that you agreed, and to let you take it back.",
    until=WHILE_TAKING_PART,
    on_erasure=OnErasure.DELETED,
    basis=CONSENT,
    people=("person",),
    plain=("purpose", "how"),
)
holds(
    "account.EmailAddress",
    what="The address you sign in with",
    why="Codes for signing in go to it.",
    until="as long as your account",
    on_erasure=OnErasure.DELETED,
    basis=LEGITIMATE,
    people=("user__person",),
    fields=("email",),
)
holds(
    "mfa.Authenticator",
    what="Your second step for signing in",
    why="So that a password alone does not open your account. Its secret is encrypted.",
    until="until you remove it, or as long as your account",
    on_erasure=OnErasure.DELETED,
    basis=LEGITIMATE,
    people=("user__person",),
    fields=("data",),
)
holds(
    "socialaccount.SocialAccount",
    what="Your sign-in by your organisation",
    why="So that your organisation can say that it is you.",
    until="as long as your account",
    on_erasure=OnErasure.DELETED,
    basis=LEGITIMATE,
    people=("user__person",),
    fields=("uid", "extra_data"),
    plain=("provider",),
)
holds(
    "socialaccount.SocialToken",
    what="What your organisation's sign-in gave us to ask with",
    why="Part of signing in; we ask nothing else with it.",
    until="as long as your account",
    on_erasure=OnErasure.DELETED,
    basis=LEGITIMATE,
    people=("account__user__person",),
    fields=("token", "token_secret"),
)
impersonal("Names and sign-in of organisations.", "people.Organisation", "people.OrganisationName")
impersonal("How an organisation's sign-in is reached.", "people.IdentityProvider", "socialaccount.SocialApp")
impersonal("A key for one hour, for an address that is registered with the account.", "account.EmailConfirmation")
impersonal("Whether somebody is signed in, by the number of the account; gone when it ends.", "sessions.Session")


@erases("people")
def erase_account(person: Person, actor: Actor, now: datetime) -> None:
    """End every session, close the account and take the name away."""
    for account in Account.objects.filter(person=person.key):
        for session in Session.objects.all():
            if session.get_decoded().get("_auth_user_id") == str(account.pk):
                session.delete()
    erase_person_record(actor=actor, now=now, key=person.key)
