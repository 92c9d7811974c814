"""One-time sign-in links: how the first lead of an installation gets in before any mail can be sent."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from bridgework.apps.people.models import Account
from bridgework.kernel.errors import NotFound


class OneTimeTokens(PasswordResetTokenGenerator):
    """Tokens of one-time sign-in links: they stop working at the first sign-in, or after three days."""

    key_salt = "bridgework.people.one-time-link"


_tokens = OneTimeTokens()


def one_time_path(account: Account) -> str:
    """The path of a link with which this account can sign in once."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("sign_in:once", args=[uid, _tokens.make_token(account)])


def account_of_link(uid: str, token: str) -> Account:
    """Whose one-time link this is. Raises `NotFound` for one that was used, is too old, or is none of ours."""
    try:
        key = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, UnicodeDecodeError):
        key = 0
    account = Account.objects.filter(pk=key, is_active=True).first() if 0 < key < 2**63 else None
    if account is None or not _tokens.check_token(account, token):
        raise NotFound(
            "This sign-in link was used already, is more than three days old, or was cut short.",
            rule="people.one-time-link",
            remedy="Ask for a sign-in code by email instead.",
        )
    return account
