"""The question desk in a real browser: with a keyboard, on a phone, and for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from bridgework.apps.programmes.models import Phase
from bridgework.apps.questions import actions
from bridgework.apps.questions.models import ProblemStatement
from bridgework.kernel import clock
from tests.browser import PageChecks
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def sign_in(page: Page, site: str, cast: Cast, key: str) -> None:
    client = Client()
    client.force_login(cast.account(key))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_resident_without_javascript_brings_a_problem_on_a_phone(
    cast: Cast, site: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(site + reverse("public:bring-a-problem"))
    page.get_by_label("What is the problem?").fill("No bus after six.")
    page.get_by_role("button", name="Send us the problem").click()
    receipt = ProblemStatement.objects.get().receipt
    assert page.get_by_text(receipt, exact=True).count() == 1


def test_pages_of_the_desk_pass_the_checks(cast: Cast, site: str, page: Page, page_checks: PageChecks) -> None:
    now, lead = clock.now(), cast.actor("lead")
    Phase.objects.update(planned_end=now.date() + timedelta(days=90))
    question = actions.propose_question(
        actor=lead, now=now, programme=cast.programme, round=cast.round, wording="What would help rural buses at night?"
    )
    actions.reword_question(
        actor=lead, now=now, question=question, text="What would help buses?", why="Plainer.", made_from=1
    )
    problem = actions.bring_problem(actor=lead, now=now, programme=cast.programme, text="No bus after six.")
    sign_in(page, site, cast, "lead")
    for address in (
        reverse("desk:questions"),
        reverse("desk:shortlist"),
        reverse("desk:question", args=[question.public_id]),
        reverse("desk:asked-before", args=[question.public_id]),
        reverse("desk:problem", args=[problem.public_id]),
        reverse("desk:challenge", args=[cast.challenge.public_id]),
    ):
        page.goto(site + address)
        page_checks(page)


def test_an_error_takes_the_focus_and_leads_to_its_field(
    cast: Cast, site: str, page: Page, page_checks: PageChecks
) -> None:
    sign_in(page, site, cast, "lead")
    page.goto(site + reverse("desk:propose"))
    page.get_by_role("button", name="Propose the question").press("Enter")
    summary = page.locator(".govuk-error-summary")
    assert summary.evaluate("one => one === document.activeElement")
    summary.get_by_role("link", name="Enter the question.").click()
    assert page.evaluate("document.activeElement.id") == "id_wording"
    page_checks(page)
