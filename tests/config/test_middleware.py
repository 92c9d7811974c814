"""What the log says about a request, and answers that need no page."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from bridgework.config.middleware import loggable_path


def _matched(path: str, route: str, **parts: str) -> str:
    request = RequestFactory().get(path)
    request.resolver_match = ResolverMatch(lambda: None, (), parts, route=route)
    return loggable_path(request)


def test_an_ordinary_path_is_logged_as_it_is() -> None:
    assert _matched("/desk/Q12/", "desk/<str:public_id>/", public_id="Q12") == "/desk/Q12/"


def test_a_path_that_opens_something_is_logged_as_its_pattern() -> None:
    assert _matched("/apply/resume/s3cret/", "apply/resume/<str:token>/", token="s3cret") == (
        "/apply/resume/<str:token>/"
    )


def test_a_mistyped_personal_link_is_not_logged_either() -> None:
    assert loggable_path(RequestFactory().get("/l/s3cret-but-cut-of")) == "/l/…"


@pytest.mark.django_db
def test_the_policy_allows_only_our_own_files(client: Client) -> None:
    policy = client.get("/readyz").headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]
