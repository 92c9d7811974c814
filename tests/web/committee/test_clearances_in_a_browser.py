"""The pages of clearances and publishing in a real browser, and an officer who clears by link with the code."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import ClearanceAnswer, Paper
from bridgework.apps.committees.queries.clearing import clearance_view
from bridgework.kernel import roles
from bridgework.kernel.jobs import run_waiting
from tests.browser import PageChecks
from tests.cast import Cast, give_role, make_cast
from tests.templated import change, make_paper
from tests.web.committee.test_writing_in_a_browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    made = make_cast()
    give_role(made.person("clerk"), roles.MONITORING_OFFICER, made.body.body_scope)
    return made


@pytest.fixture
def paper(cast: Cast) -> Paper:
    """Finance cleared a text that changed since; Legal is asked; Climate is not."""
    paper, now = make_paper(cast), timezone.now()
    for key in ("finance", "legal"):
        actions.ask_clearance(actor=cast.actor("officer"), now=now, paper=paper, key=key, person=cast.person("clearer"))
    finance = paper.clearances.get(key="finance")
    actions.answer_clearance(
        actor=cast.actor("clearer"),
        now=now,
        clearance=finance,
        answer="cleared_with_comment",
        comment="For one year.",
        binding=clearance_view(finance).sha256,
    )
    change(paper, "resource", "Met from the reserve.")
    actions.make_ready(actor=cast.actor("officer"), now=now, paper=paper)
    return paper


def test_every_page_passes_the_checks(page: Page, site: str, cast: Cast, paper: Paper, page_checks: PageChecks) -> None:
    sign_in(page, site, cast, "clerk")
    desk, finance = f"/committee/papers/{paper.public_id}", paper.clearances.get(key="finance").public_id
    for address in (
        f"{desk}/",
        f"{desk}/clearances/",
        f"{desk}/clearances/finance/ask/",
        f"{desk}/correction-of-form/?text=implications/resource",
        f"{desk}/ready-to-publish/",
        f"{desk}/let-pass/?code=equality-analysis&place=equality",
        f"{desk}/what-is-missing/",
        f"{desk}/publish/",
        f"/committee/clearances/{finance}/",
        f"/committee/clearances/{finance}/in-their-place/",
        "/committee/overview/",
    ):
        page.goto(f"{site}{address}")
        page_checks(page)
    Paper.objects.filter(pk=paper.pk).update(state="published", published_at=timezone.now())
    page.goto(f"{site}/papers/{paper.public_id}/how-it-was-checked/")
    page_checks(page)


def test_an_officer_clears_by_link_and_code_with_the_keyboard(
    page: Page, site: str, cast: Cast, paper: Paper, page_checks: PageChecks
) -> None:
    run_waiting()
    letter = next(str(one.body) for one in mail.outbox if one.subject == "Is the law cleared?")
    found = re.search(r"/l/[\w-]+/", letter)
    assert found is not None
    page.goto(f"{site}{found.group()}")
    page_checks(page)
    page.get_by_role("radio", name="Cleared", exact=True).press("Space")
    page.get_by_role("button", name="Look over my answer").press("Enter")
    page_checks(page)
    page.get_by_role("button", name="Yes, send me the code").press("Enter")
    page.get_by_role("heading", name="Type the code we sent you").wait_for()
    page_checks(page)
    page.get_by_label("The code").fill("12")
    page.get_by_role("button", name="Send my answer").press("Enter")
    page.get_by_text("That is not the code we sent.").first.wait_for()
    page_checks(page)
    assert ClearanceAnswer.objects.filter(clearance__key="legal").count() == 0
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code is not None
    page.get_by_label("The code").fill(code.group())
    page.get_by_role("button", name="Send my answer").press("Enter")
    page.get_by_role("heading", name="Your answer was sent").wait_for()
    assert ClearanceAnswer.objects.get(clearance__key="legal").way == "by link"
