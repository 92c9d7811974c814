"""What people are told about their roles and their account."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import role_label
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling


@telling("people.role-granted")
def role_granted(record_public_id: str, person_id: int) -> Telling:
    """A role was given."""
    holding = _holding(record_public_id)
    return Telling(
        subject=f"You are now {role_label(holding.role)}",
        body=f"From {holding.starts_on:%d %B %Y} you hold the role “{role_label(holding.role)}”.",
        path=reverse("desk:your-account"),
        why="You were given a role.",
    )


@telling("people.role-ended")
def role_ended(record_public_id: str, person_id: int) -> Telling:
    """A role was ended."""
    holding = _holding(record_public_id)
    last = f" Its last day is {holding.ends_on:%d %B %Y}." if holding.ends_on else ""
    return Telling(
        subject=f"Your role “{role_label(holding.role)}” ends",
        body=f"Your role “{role_label(holding.role)}” was ended.{last} What waited on you is handed over.",
        path=reverse("desk:your-account"),
        why="You held this role.",
    )


@telling("people.account-opened")
def account_opened(record_public_id: str, person_id: int) -> Telling:
    """Somebody can sign in from now on."""
    if not Person.objects.filter(public_id=record_public_id).exists():
        raise NotFound("There is no such person.")
    return Telling(
        subject="You can now sign in",
        body="You can sign in with this email address. You type the address, we send you a code, you type the code. "
        "You need no password.",
        path=reverse("account_request_login_code"),
        why="Somebody who runs the programme opened an account for you.",
    )


def _holding(public_id: str) -> RoleHolding:
    found = RoleHolding.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such role.")
    return found
