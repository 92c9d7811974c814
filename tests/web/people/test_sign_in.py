from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Account
from bridgework.apps.people.one_time_links import one_time_path
from bridgework.kernel.models import AuditEntry
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    return make_cast()


def code_in_mail() -> str:
    found = re.search(r"is:\s+(\S+)\s", str(mail.outbox[-1].body))
    assert found
    return found[1]


def ask_for_code(client: Client, email: str) -> None:
    client.post("/accounts/login/code/", {"email": email})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_in_by_emailed_code(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    ask_for_code(client, account.email)
    assert mail.outbox[0].to == [account.email]
    assert not signed_in(client)
    answer = client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert signed_in(client)
    assert AuditEntry.objects.filter(verb="signed in").count() == 1


def test_the_demonstration_keeps_the_code_in_its_mailbox(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    ask_for_code(client, account.email)
    message = Message.objects.get()
    assert code_in_mail() in message.body
    assert (message.person, message.state) == (cast.person("coordinator"), "sent")


def test_outside_the_demonstration_no_code_is_kept(client: Client, cast: Cast, settings: object) -> None:
    settings.BRIDGEWORK_DEMO = False  # type: ignore[attr-defined]
    ask_for_code(client, cast.account("coordinator").email)
    assert not Message.objects.exists()


def test_a_wrong_code_signs_nobody_in(client: Client, cast: Cast) -> None:
    ask_for_code(client, cast.account("coordinator").email)
    client.post("/accounts/login/code/confirm/", {"code": "wrong"})
    assert not signed_in(client)


def test_an_address_without_an_account_looks_the_same_and_gets_no_mail(client: Client, cast: Cast) -> None:
    answer = client.post("/accounts/login/code/", {"email": "nobody@example.org"})
    known = Client().post("/accounts/login/code/", {"email": cast.account("lead").email})
    assert (answer.status_code, answer["Location"]) == (known.status_code, known["Location"])
    assert [sent.to for sent in mail.outbox] == [[cast.account("lead").email]]


def test_nobody_signs_up(client: Client, cast: Cast) -> None:
    page = client.get("/accounts/signup/")
    assert "Accounts come by invitation" in page.content.decode()
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not Account.objects.filter(email="new@example.org").exists()


def test_a_closed_account_gets_no_code(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    ask_for_code(client, account.email)
    assert mail.outbox == []


def test_a_password_asks_for_an_emailed_code_as_well(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    account.set_password(PASSWORD)
    account.save()
    client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert not signed_in(client)
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert signed_in(client)


def test_a_wrong_password_sends_no_code(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    account.set_password(PASSWORD)
    account.save()
    page = client.post("/accounts/login/", {"login": account.email, "password": "something else"}).content.decode()
    assert "There is a problem" in page
    assert mail.outbox == []


def test_with_an_app_both_ways_ask_for_its_code(client: Client, cast: Cast) -> None:
    account = cast.account("coordinator")
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    assert secret not in str(account.authenticator_set.values_list("data", flat=True))
    ask_for_code(client, account.email)
    answer = client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(hotp_value(secret, counter))})
    assert signed_in(client)


def test_codes_are_not_sent_without_end(cast: Cast) -> None:
    for _ in range(6):
        ask_for_code(Client(), cast.account("coordinator").email)
    assert len(mail.outbox) == 3


def test_a_one_time_link_shows_a_button_and_works_once(client: Client, cast: Cast) -> None:
    path = one_time_path(cast.account("lead"))
    assert "Sign me in" in client.get(path).content.decode()
    assert not signed_in(client)
    client.post(path)
    assert signed_in(client)
    again = Client()
    assert again.get(path).status_code == 404
    assert again.post(path).status_code == 404
    assert not signed_in(again)


def test_a_one_time_link_lasts_three_days(client: Client, cast: Cast, settings: object) -> None:
    path = one_time_path(cast.account("lead"))
    settings.PASSWORD_RESET_TIMEOUT = -1  # type: ignore[attr-defined]
    assert client.get(path).status_code == 404
    assert client.get("/accounts/once/____/x/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/3rdparty/login/error/",
    ],
)
def test_pages_for_visitors_are_ours(client: Client, cast: Cast, path: str) -> None:
    page = client.get(path, follow=True).content.decode()
    assert "bw-main" in page
    assert "{% " not in page


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/logout/",
        "/accounts/email/",
        "/accounts/password/set/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/3rdparty/",
    ],
)
def test_pages_for_the_signed_in_are_ours(client: Client, cast: Cast, path: str) -> None:
    account = cast.account("lead")
    account.emailaddress_set.create(email=account.email, verified=True, primary=True)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(path)
    assert response.status_code == 200
    assert "bw-main" in response.content.decode()


def test_a_session_lasts_two_weeks_at_most(client: Client, cast: Cast) -> None:
    client.post(one_time_path(cast.account("lead")))
    assert client.session.get_expiry_date() < timezone.now() + timedelta(days=15)
