"""A minute pasted and confirmed in a real browser, with one changed word, up to the public page and the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from bridgework.apps.impact.models import Action
from bridgework.kernel import jobs
from tests.browser import PageChecks
from tests.cast import Cast, make_cast
from tests.web.committee.test_papers import published

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = (
    "It was proposed by the Chair, seconded by the Vice-Chair, and resolved, by 6 votes to 1, to:\n"
    "a) Tell each school every term.\n\nCouncillor Thorpe left at 11:40."
)


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    paper = published(cast)
    paper.proposals.update(text="Tell each school every year.", owner_role="Education lead")
    cast.meeting.on = timezone.localdate() - timedelta(days=1)
    cast.meeting.save()
    cast.challenge.is_public = True
    cast.challenge.save()
    return cast


def sign_in(page: Page, cast: Cast, site: str, who: str) -> None:
    client = Client()
    client.force_login(cast.account(who), backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_minute_becomes_resolution_action_and_public_page(
    page: Page, site: str, cast: Cast, page_checks: PageChecks
) -> None:
    sign_in(page, cast, site, "clerk")
    page.goto(f"{site}/committee/meetings/{cast.meeting.public_id}/")
    page_checks(page)
    page.get_by_role("button", name="Paste the minute").click()
    page_checks(page)
    page.get_by_label("The minute").fill(MINUTE)
    page.get_by_role("button", name="Read the minute").click()
    expect(page.locator(".bw-difference__added").first).to_contain_text("term")
    expect(page.locator(".bw-minute__unread")).to_contain_text("Councillor Thorpe left at 11:40.")
    page_checks(page)
    page.get_by_role("button", name="Record what was resolved").click()
    expect(page.locator("main")).to_contain_text("Agreed with changed words")
    page_checks(page)
    jobs.run_waiting()
    assert Action.objects.values_list("text", "owner_role").get() == ("Tell each school every term.", "Education lead")
    page.get_by_role("link", name="Its public page").click()
    expect(page.locator("main")).to_contain_text("Moved by the chair, seconded by the vice-chair.")
    page_checks(page)
    page.get_by_role("link", name=cast.body.names.get().name).first.click()
    page_checks(page)


def test_rules_timetable_and_calendar_can_be_read_by_all(
    page: Page, site: str, cast: Cast, page_checks: PageChecks
) -> None:
    sign_in(page, cast, site, "lead")
    rules = f"/desk/calendar/{cast.programme.public_id}/rules/"
    paper = cast.challenge.papers.get().public_id
    for address in (
        rules,
        f"{rules}call-in/",
        f"/desk/calendar/{cast.programme.public_id}/governance/",
        f"/committee/papers/{paper}/timetable/",
        "/committee/calendar/",
    ):
        page.goto(f"{site}{address}")
        page_checks(page)
