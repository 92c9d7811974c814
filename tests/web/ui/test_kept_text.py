"""A session that ends in the middle of a form keeps the text."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from bridgework.apps.people.models import Account
from bridgework.kernel.models import SubmittedForm
from bridgework.web.ui import kept_text

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.ui.addresses")]
SENT = {"title": "A long thought", "password": "secret", "once": "t", "csrfmiddlewaretoken": "x"}


@pytest.fixture
def account() -> Account:
    return Account.objects.create(email="coordinator@invented.example")


def test_the_text_is_there_after_sign_in(client: Client, account: Account) -> None:
    response = client.post("/closed/?from=list", SENT)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/closed/%3Ffrom%3Dlist")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/closed/").content.decode()
    assert 'value="A long thought"' in html
    assert "Your text was kept" in html
    assert "There is a problem" not in html


def test_only_the_text_is_kept(client: Client) -> None:
    client.post("/closed/", SENT)
    assert client.session[kept_text.SESSION_KEY]["text"] == "title=A+long+thought"


def test_nothing_was_done(client: Client) -> None:
    client.post("/closed/", SENT)
    assert SubmittedForm.objects.count() == 0


def test_another_page_does_not_get_it(client: Client, account: Account) -> None:
    client.post("/closed/", SENT)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert "A long thought" not in client.get("/open/").content.decode()


def test_once_sent_it_is_forgotten(client: Client, account: Account) -> None:
    client.post("/closed/", SENT)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/closed/", {"title": "A long thought"}).status_code == 302
    assert kept_text.SESSION_KEY not in client.session
    assert 'value="A long thought"' not in client.get("/closed/").content.decode()


def test_after_an_hour_it_is_gone(client: Client, account: Account) -> None:
    with time_machine.travel("2026-03-02 10:00", tick=False):
        client.post("/closed/", SENT)
    with time_machine.travel("2026-03-02 11:01", tick=False):
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        assert "A long thought" not in client.get("/closed/").content.decode()


def test_fields_are_kept_whole_and_who_signs_in_hears_which_were_too_long(client: Client, account: Account) -> None:
    long = "x" * kept_text.MOST_CHARACTERS
    at_sign_in = client.post("/closed/", {"title": "A thought", "its_text": long}, follow=True).content.decode()
    assert "the field “its text”, 200,000 characters" in at_sign_in
    assert "still in your browser" in at_sign_in
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get("/closed/").content.decode()
    assert ('value="A thought"' in html, "Some of your text was too long" in html, "xxx" in html) == (True, True, False)
    assert "too long" not in client.get("/open/").content.decode()


@pytest.mark.parametrize("address", ["/open/", "/closed/"])
def test_more_than_a_form_takes_gets_a_page_once_all_of_it_has_come(client: Client, address: str) -> None:
    answer = client.post(address, f"title={'x' * 3 * 1024 * 1024}", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "What you sent is 3.0 MB. A form takes at most 2 MB of text." in answer.content.decode()
    assert answer.wsgi_request.read(1) == b""
    several = client.post(address, {"title": "x" * 3 * 1024 * 1024})
    assert (several.status_code, "at most 2 MB of text, besides its files" in several.content.decode()) == (413, True)
