from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from django.core.cache import cache
from django.test import Client

from bridgework.apps.people import actions
from bridgework.apps.people.models import Account, IdentityProvider, Organisation
from bridgework.apps.people.queries import client_secret_of
from bridgework.kernel.errors import InvalidInput, NotPermitted
from tests.cast import NOW, Cast, make_cast
from tests.web.people.provider import CLIENT_ID, CLIENT_SECRET, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    made = make_cast()
    Organisation.objects.update(scope=made.programme.scope)
    made.university.refresh_from_db()
    return made


@pytest.fixture
def provider() -> Iterator[Provider]:
    running = Provider()
    yield running
    running.stop()


def connect(cast: Cast, issuer: str, who: str = "lead", domains: str = "@Example.org") -> IdentityProvider:
    return actions.connect_sign_in(
        actor=cast.actor(who),
        now=NOW,
        organisation=cast.university,
        label="University of Fenmarch",
        issuer=issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        email_domains=domains,
    )


def sign_in(client: Client, row: IdentityProvider) -> str:
    """Go to the provider and come back, as a browser would; the page one ends at."""
    there = client.get(f"/accounts/oidc/{row.public_id}/login/")
    back = requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back, follow=True).content.decode()


def person_of(email: str, subject: str = "u-1", **more: object) -> dict[str, object]:
    return {"sub": subject, "email": email, "email_verified": True, "name": "Somebody", **more}


def test_an_invited_person_signs_in_with_their_organisation(client: Client, cast: Cast, provider: Provider) -> None:
    account = cast.account("researcher")
    row = connect(cast, provider.issuer)
    assert "University of Fenmarch" in client.get("/accounts/login/").content.decode()
    provider.claims = person_of(account.email)
    sign_in(client, row)
    assert client.session["_auth_user_id"] == str(account.pk)
    assert provider.asked[0]["code_challenge_method"] == "S256"
    assert provider.exchanged[0]["client_secret"] == CLIENT_SECRET
    again = Client()
    sign_in(again, row)
    assert again.session["_auth_user_id"] == str(account.pk)


def test_the_secret_lies_encrypted_in_the_database(cast: Cast) -> None:
    row = connect(cast, "https://sign-in.example")
    assert (CLIENT_SECRET in row.client_secret, client_secret_of(row)) == (False, CLIENT_SECRET)
    row.client_secret = "kept before there was a key"
    assert client_secret_of(row) == "kept before there was a key"


@pytest.mark.parametrize(
    ("email", "domains"),
    [("stranger@example.org", "example.org"), ("ana.ribeiro@example.org", "elsewhere.example")],
)
def test_a_stranger_and_an_address_of_another_domain_are_not_let_in(
    client: Client, cast: Cast, provider: Provider, email: str, domains: str
) -> None:
    cast.account("researcher")
    before = Account.objects.count()
    row = connect(cast, provider.issuer, domains=domains)
    provider.claims = person_of(email)
    page = sign_in(client, row)
    assert "_auth_user_id" not in client.session
    assert "Accounts come by invitation" in page
    assert Account.objects.count() == before


def test_an_answer_with_a_forged_state_is_refused(client: Client, cast: Cast, provider: Provider) -> None:
    row = connect(cast, provider.issuer)
    provider.claims = person_of(cast.account("researcher").email)
    client.get(f"/accounts/oidc/{row.public_id}/login/")
    page = client.get(f"/accounts/oidc/{row.public_id}/login/callback/?code=one&state=forged").content.decode()
    assert "_auth_user_id" not in client.session
    assert "did not work" in page


def test_a_disconnected_provider_signs_nobody_in(client: Client, cast: Cast, provider: Provider) -> None:
    row = connect(cast, provider.issuer)
    actions.disconnect_sign_in(actor=cast.actor("lead"), now=NOW, provider=row)
    assert client.get(f"/accounts/oidc/{row.public_id}/login/").status_code == 404
    assert "University of Fenmarch" not in client.get("/accounts/login/").content.decode()


def test_who_connects_a_sign_in_and_with_what(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        connect(cast, "https://login.example.org", who="coordinator")
    with pytest.raises(InvalidInput):
        connect(cast, "http://login.example.org")
    with pytest.raises(InvalidInput):
        connect(cast, "https://login.example.org", domains=" ")
