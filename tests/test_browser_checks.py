"""The page checks bite: a bad page fails each of them, a good one passes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import PageChecks, axe_violations, sideways_scroll

GOOD = """<!doctype html><html lang="en"><head><title>Good</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head><body><main><h1>Good</h1><p>Text.</p></main></body></html>"""


def test_a_good_page_passes(page: Page, page_checks: PageChecks) -> None:
    page.set_content(GOOD)
    page_checks(page)


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content(GOOD.replace("<p>Text.</p>", "<button></button><img src='data:,'>"))
    assert [line.split(":")[0] for line in axe_violations(page)] == ["button-name", "image-alt"]


def test_sideways_scroll_is_measured_and_the_window_put_back(page: Page) -> None:
    page.set_content(GOOD.replace("<p>Text.</p>", "<p style='width: 400px; margin: 0'>Text.</p>"))
    size = page.viewport_size
    assert sideways_scroll(page) > 0
    assert page.viewport_size == size


def test_what_is_said_to_the_console_fails_the_page(page: Page, page_checks: PageChecks) -> None:
    page.set_content(GOOD)
    page.evaluate("console.error('broken')")
    with pytest.raises(AssertionError, match="console: broken"):
        page_checks(page)
    page_checks(page, allow_said=("broken",))
