"""The link back to an application in a real browser, which says nothing of where its form came from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page

from bridgework.apps.applications.models import Application, Call
from bridgework.apps.applications.resuming import token_for
from tests.browser import PageChecks
from tests.cast import make_cast, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def application(site: str) -> Application:
    cache.clear()
    cast, now = make_cast(), timezone.now()
    call = Call.objects.create(
        created_at=now,
        scope=cast.round.scope,
        round=cast.round,
        title="Apply for 2026",
        state="published",
        state_since=now,
        opens_on=now.date() - timedelta(days=1),
        closes_on=now.date() + timedelta(days=30),
    )
    return Application.objects.create(
        created_at=now,
        scope=call.scope,
        call=call,
        applicant=make_person("Wen Li"),
        state="draft",
        state_since=now,
    )


def test_the_link_that_was_sent_opens_the_application(
    page: Page, site: str, application: Application, page_checks: PageChecks
) -> None:
    page.goto(f"{site}/apply/resume/{token_for(application)}/")
    page_checks(page)
    page.get_by_role("button", name="Open my application").click()
    page.get_by_role("button", name="Keep and check my answers").wait_for()
    application.refresh_from_db()
    assert application.confirmed_at is not None
