"""How django-allauth is made ours: no open sign-up, organisations' own sign-in from the database, mail in our words."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress, Login
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from bridgework.apps.messages.actions import note_mailed
from bridgework.apps.people.actions import follow_account_address, note_sign_in
from bridgework.apps.people.models import Account, IdentityProvider
from bridgework.apps.people.queries import client_secret_of
from bridgework.kernel import clock, sealing


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by emailed code or by password with a second factor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def is_login_by_code_required(self, login: Login) -> bool:
        """After a password, a code goes to the address of whoever has no app as second factor."""
        if login.user is None or is_mfa_enabled(login.user):
            return False
        records = get_authentication_records(self.request, login.user)
        return bool(records) and records[-1]["method"] == "password"

    def format_email_subject(self, subject: str) -> str:
        """The subject as written, without a prefix."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's messages now, from the request: a code must not wait for a worker."""
        request = allauth_context.request
        _note_address(email)
        mail = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        mail.send()
        if settings.BRIDGEWORK_DEMO:
            # Codes are kept nowhere but in the demonstration's mailbox.
            note_mailed(now=clock.now(), address=email, subject=str(mail.subject), body=str(mail.body))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Note in the audit trail that somebody signed in."""
        if isinstance(user, Account):
            note_sign_in(account=user, now=clock.now())
        return super().post_login(request, user, **kwargs)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A changed address counts for the person too once it is confirmed by code."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed and email_address.primary:
            account = Account.objects.get(pk=email_address.user_id)
            follow_account_address(account=account, now=clock.now(), address=email_address.email)
        return confirmed


def _note_address(email: str) -> None:
    """Give an account's address its row in allauth's table, so that typing the code we send confirms it."""
    account = Account.objects.filter(email=email.lower()).first()
    if account is not None:
        first = not EmailAddress.objects.filter(user=account, primary=True).exists()
        EmailAddress.objects.get_or_create(user=account, email=account.email, defaults={"primary": first})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, whose secrets are kept encrypted with a key derived from the installation's."""

    def build_totp_svg(self, url: str) -> str:
        """The secret as a square to be read by an app, on white whatever the page's colours."""
        return str(segno.make(url, error="m").svg_inline(scale=5, border=4, light="#ffffff"))

    def encrypt(self, text: str) -> str:
        """The secret as kept."""
        return sealing.encrypt(text, purpose="second factor")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return sealing.decrypt(encrypted_text, purpose="second factor")


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Sign-in with an organisation's own OpenID Connect provider; each is a row of `people.IdentityProvider`."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An organisation's word is not an invitation."""
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers in use."""
        rows = IdentityProvider.objects.filter(is_open=True).order_by("label", "id")
        if provider and provider != "openid_connect":
            rows = rows.filter(Q(public_id=provider))
        if client_id:
            rows = rows.filter(client_id=client_id)
        return [_as_app(row) for row in rows]

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """An organisation vouches for addresses in its own domains and for no others."""
        return _domain(email) in provider.app.settings["domains"]

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """The same: an address elsewhere signs nobody in."""
        return _domain(email) in login.provider.app.settings["domains"]


def _as_app(row: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=row.public_id,
        name=row.label,
        client_id=row.client_id,
        secret=client_secret_of(row),
        settings={
            "server_url": row.issuer,
            "domains": row.email_domains.split(),
            "verified_email": row.email_domains.split(),
            "oauth_pkce_enabled": True,
        },
    )


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()
