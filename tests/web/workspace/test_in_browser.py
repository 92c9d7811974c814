"""The pages of a question's work, in a real browser."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from bridgework.apps.reports import actions as reports
from bridgework.apps.reports.queries import latest_version, reading_token
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_pages import every_page, fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    made = make_cast()
    made.challenge.target_meeting = made.meeting
    made.challenge.save()
    return made


def sign_in(page: Page, site: str, cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def test_every_page_of_the_work_passes_the_checks(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    report = fill(cast, 2)
    sign_in(page, site, cast, "team_lead")
    for path in every_page(cast, report):
        response = page.goto(f"{site}{path}")
        assert response is not None
        assert response.status == 200, path
        page_checks(page)


def test_what_others_see_passes_the_checks(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    report = fill(cast)
    version = latest_version(report)
    assert version is not None
    fact_check = version.fact_checks.get()
    page.goto(f"{site}/workspace/read/{reading_token(version)}/")
    page_checks(page)
    sign_in(page, site, cast, "officer")
    page.goto(f"{site}/workspace/facts/{fact_check.public_id}/")
    page_checks(page)
    reports.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    reports.publish_report(actor=cast.actor("lead"), now=NOW, report=report)
    page.context.clear_cookies()
    page.goto(f"{site}/questions/{cast.challenge.code}/report/")
    page.get_by_role("heading", name="What it recommends").wait_for()
    page_checks(page)
