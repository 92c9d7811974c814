"""The walk, taken in a browser: six stops, left and resumed, then everything is put back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bridgework.apps.committees.models import Paper, Resolution
from bridgework.apps.teams.models import TeamMember
from bridgework.apps.workspace.models import Request
from bridgework.demo.loading import load_demonstration
from bridgework.kernel import clock, jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demonstration(transactional_db: Any) -> None:
    load_demonstration(say=lambda text: None)


def done(page: Page, happened: str) -> None:
    """The strip says that the stop is done and what just happened; then go on."""
    strip = page.locator(".bw-walk")
    expect(strip).to_contain_text("Done.")
    expect(strip).to_contain_text(happened)
    strip.get_by_role("button", name="Next stop").click()


def at_stop(page: Page, words: str) -> None:
    expect(page.locator(".bw-walk")).to_contain_text(words)


def test_the_walk(demonstration: None, site: str, page: Page, page_checks: Any) -> None:
    page.set_default_timeout(30_000)
    page.goto(f"{site}/demo/walk/")
    page_checks(page)
    page.get_by_role("button", name="Begin the walk").click()

    at_stop(page, "Stop 1 of 6: See who is waiting.")
    page_checks(page)
    page.get_by_role("link", name="note").first.click()
    page.get_by_role("button", name="Send the note").click()
    jobs.run_waiting()
    # Left, and taken up again where it was.
    page.get_by_role("button", name="Leave the walk").click()
    expect(page.locator(".bw-walk")).to_have_count(0)
    page.get_by_role("button", name="Go on with the walk").click()

    at_stop(page, "Stop 2 of 6: Answer from the mailbox.")
    page_checks(page)
    page.get_by_role("button", name="Open the personal link").click()
    page.get_by_label("I can answer").check()
    page.get_by_label("Your answer").fill("Between £38 and £61 for each evening journey; the table is in the folder.")
    page.get_by_role("button", name="Look over my answer").click()
    page.get_by_role("button", name="Yes, send this answer").click()
    jobs.run_waiting()
    assert Request.objects.filter(state="answered", answer__startswith="Between £38").count() == 1
    done(page, "a receipt went to the officer’s address")

    at_stop(page, "Stop 3 of 6: Read why this team.")
    page.get_by_role("button", name="Open the personal link").click()
    expect(page.locator("main")).to_contain_text("you know care from the inside")
    page.get_by_label("Yes, I join").check()
    page.get_by_role("button", name="Look over my answer").click()
    page.get_by_role("button", name="Yes, send this answer").click()
    jobs.run_waiting()
    assert TeamMember.objects.filter(person__name="Stella Winfield", state="accepted").count() == 1
    done(page, "The coordinator sees the answer at once")

    at_stop(page, "Stop 4 of 6: Publish the paper.")
    page_checks(page)
    page.get_by_role("button", name="Publish the paper").click()
    page.get_by_role("button", name="Publish the paper").click()
    jobs.run_waiting()
    paper = Paper.objects.get(title__startswith="Nobody asked us")
    assert paper.state == "published"
    done(page, "the question is before the committee")

    at_stop(page, "Stop 5 of 6: Change one word.")
    assert clock.today() == paper.committee_meeting.on
    page_checks(page)
    page.get_by_label("Agreed with changed words").check()
    page.locator("[name=words]").fill("that each school is told its take-up every term.")
    page.locator("main form button.govuk-button").first.click()
    jobs.run_waiting()
    assert Resolution.objects.get(words__contains="every term").outcome == "agreed_with_changed_words"
    done(page, "Both wordings are kept")

    at_stop(page, "Stop 6 of 6: See it all in public.")
    expect(page.locator(".bw-walk")).to_contain_text("on one public page")
    expect(page.locator("main")).to_contain_text("every term")
    page_checks(page)

    page.get_by_role("link", name="Put everything back").click()
    page_checks(page)
    page.locator("main").get_by_role("button", name="Put everything back").click()
    expect(page.locator("body")).to_contain_text("Everything is as it was at the beginning.")
    paper.refresh_from_db()
    assert (paper.state, clock.shift_seconds()) == ("ready", 0)
    page.goto(f"{site}/demo/walk/")
    expect(page.get_by_role("button", name="Begin the walk")).to_be_visible()
