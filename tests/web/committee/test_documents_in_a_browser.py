"""The pages of a paper's documents in a real browser: rules of accessibility, narrow screens, reading a paper."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Paper
from tests.apps.committees.test_publishing import clear_all
from tests.browser import PageChecks
from tests.cast import Cast, make_cast
from tests.templated import change, make_paper
from tests.web.committee.test_writing_in_a_browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    made = make_cast()
    made.challenge.is_public = True
    made.challenge.save()
    return made


@pytest.fixture
def paper(cast: Cast) -> Paper:
    made = make_paper(cast)
    table = "| Street | Buses |\n|---|---|\n| Mill Road | 12 |"
    text = f"Two buses a day.\n\nCounted in paragraph 2.1.\n\n{table}\n\n- one\n- two"
    change(made, "background", text)
    return made


def test_documents_are_made_and_the_public_page_is_read(
    page: Page, site: str, cast: Cast, paper: Paper, page_checks: PageChecks
) -> None:
    sign_in(page, site, cast, "officer")
    address = f"{site}/committee/papers/{paper.public_id}/documents/"
    page.goto(address)
    page_checks(page)
    page.get_by_role("button", name="Make the documents").click()
    expect(page.get_by_role("link", name="PDF, tagged for screen readers (PDF/UA-1)")).to_be_visible()
    page_checks(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word document").click()
    assert waiting.value.suggested_filename == "buses.docx"
    now = timezone.now()
    clear_all(cast, paper, now=now)
    actions.make_ready(actor=cast.actor("officer"), now=now, paper=paper)
    actions.say_what_is_missing(
        actor=cast.actor("officer"), now=now, paper=paper, no_background_papers=True, no_equality_analysis="Screened."
    )
    actions.publish_paper(actor=cast.actor("clerk"), now=now, paper=paper, late_reason="The figures came late.")
    page.goto(f"{site}/papers/{paper.public_id}/")
    page_checks(page)
    page.get_by_role("link", name="paragraph 2.1").click()
    assert page.url.endswith("#paragraph-2-1")
