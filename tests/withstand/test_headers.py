"""Every page, whatever it answers, carries what protects its reader; no form works without its token."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast, make_cast
from tests.withstand.walking import routes

pytestmark = pytest.mark.django_db

POLICY = {
    "base-uri 'none'", "connect-src 'self'", "default-src 'none'", "font-src 'self'", "form-action 'self'",
    "frame-ancestors 'none'", "img-src 'self'", "script-src 'self'", "style-src 'self'",
}  # fmt: skip
SECRET = ("/l/", "/apply/resume/", "/workspace/read/", "/accounts/once/")
"""Addresses that open something by themselves: no form of theirs rests on a session that could be borrowed."""


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return make_cast()


def signed_in(cast: Cast, key: str, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict)
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def filled() -> list[str]:
    return [one.filled(dict.fromkeys((name for name, _ in one.parameters), "1")) for one in routes()]


def test_every_answer_has_its_headers(cast: Cast) -> None:
    client = signed_in(cast, "lead")
    wrong = []
    for path in [*filled(), "/no-such-page/"]:
        if path in ("/healthz", "/files/1/") or path.startswith("/accounts/logout"):
            continue
        response = client.get(path)
        policy = {one.strip() for one in response.headers.get("Content-Security-Policy", "").split(";")}
        found = (
            policy == POLICY,
            response.headers.get("X-Content-Type-Options"),
            response.headers.get("X-Frame-Options"),
            response.headers.get("Referrer-Policy") in ("same-origin", "no-referrer"),
        )
        if found != (True, "nosniff", "DENY", True):
            wrong.append((path, response.status_code, found))
    assert wrong == []


def test_no_form_works_without_its_token(cast: Cast) -> None:
    """Refused before anything is looked up, or there is no such form."""
    client = signed_in(cast, "lead", strict=True)
    taken = [
        (path, answer.status_code)
        for path in filled()
        if path not in ("/healthz", "/oai") and not path.startswith(SECRET)
        for answer in [client.post(path, {"text": "x"})]
        if answer.status_code not in (403, 404, 405)
    ]
    assert taken == []


def test_cookies_cannot_be_read_by_scripts_or_sent_from_elsewhere(cast: Cast) -> None:
    client = Client()
    answers = (client.get("/accounts/login/"), client.post("/desk/people/register/", {"name": "kept"}))
    kept = {
        name: (bool(one["httponly"]), one["samesite"]) for answer in answers for name, one in answer.cookies.items()
    }
    assert kept == {"csrftoken": (True, "Lax"), "sessionid": (True, "Lax")}


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_nothing_leads_off_the_site(cast: Cast, there: str) -> None:
    visitor = Client()
    visitor.post(f"/display?next={there}", {"theme": "dark", "next": there})
    for path in ("/display", "/accounts/login/", "/accounts/logout/", "/accounts/login/code/"):
        for client in (Client(), signed_in(cast, "lead")):
            answers = (client.get(path, {"next": there}), client.post(path, {"next": there, "scheme": "dark"}))
            for answer in answers:
                assert "evil" not in answer.headers.get("Location", "").split("?")[0]
                assert "javascript" not in answer.headers.get("Location", "").split("?")[0]


def test_another_host_is_refused_in_words(cast: Cast) -> None:
    assert Client(raise_request_exception=False).get("/", headers={"host": "evil.example"}).status_code == 400
