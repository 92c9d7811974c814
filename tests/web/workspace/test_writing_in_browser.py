"""A report written in place, in a real browser."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from bridgework.apps.reports import actions, queries
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_in_browser import sign_in
from tests.web.workspace.test_writing_pages import begun, writing_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    made = make_cast()
    made.challenge.target_meeting = made.meeting
    made.challenge.save()
    return made


def test_every_page_of_writing_passes_the_checks(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    report = begun(cast)
    sign_in(page, site, cast, "team_lead")
    for path in writing_pages(cast, report):
        response = page.goto(f"{site}{path}")
        assert response is not None
        assert response.status == 200, path
        for folded in page.locator("details > summary").all():
            folded.click()
        page_checks(page)


def test_a_reference_goes_in_where_the_cursor_stands_and_by_keyboard(page: Page, site: str, cast: Cast) -> None:
    report = begun(cast)
    finding = cast.challenge.findings.get()
    sign_in(page, site, cast, "team_lead")
    address = f"{site}/workspace/{cast.challenge.public_id}/reports/{report.public_id}/section/part-0/"
    page.goto(address)
    text = page.get_by_label("Text", exact=True)
    text.fill("Before and after.")
    text.evaluate("one => one.setSelectionRange(6, 6)")
    page.locator("summary", has_text="Findings, 1").press("Enter")
    page.get_by_role("button", name="Put in Finding 1").press("Enter")
    assert text.input_value() == f"Before [@finding:{finding.public_id}] and after."
    assert page.url == address
    page.get_by_role("button", name="Keep this section").click()
    page.get_by_text("“Part 0” is kept.").wait_for()
    assert queries.section_of(report, "part-0").text == f"Before [@finding:{finding.public_id}] and after."


def test_a_draft_kept_on_the_device_never_writes_over_what_somebody_saved_since(
    page: Page, site: str, cast: Cast
) -> None:
    report = begun(cast)
    section = queries.section_of(report, "one")
    sign_in(page, site, cast, "researcher")
    address = f"{site}/workspace/{cast.challenge.public_id}/reports/{report.public_id}/section/one/"
    page.goto(address)
    page.get_by_label("Text", exact=True).fill(f"{section.text}\n\nMine.")
    page.get_by_text("Draft kept on this device").wait_for()
    theirs = f"Theirs.\n\n{section.text}"
    actor = cast.actor("team_lead")
    actions.write_section(actor=actor, now=NOW, section=section, version=section.version, text=theirs)
    page.goto(address)
    page.get_by_text("is back.").wait_for()
    page.get_by_role("button", name="Keep this section").click()
    page.get_by_role("heading", name="Somebody else changed this").wait_for()
    page.get_by_role("button", name="Keep both together").click()
    page.get_by_text("“One” is kept.").wait_for()
    section.refresh_from_db()
    assert section.text == f"{theirs}\n\nMine."
