"""The public pages in a real Chromium: accessible, without sideways scrolling, with nothing said to the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from tests.browser import PageChecks
from tests.cast import NOW, make_cast
from tests.threads.full import full_thread

pytestmark = [pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/questions/",
    "/questions/2019-net-zero/",
    "/questions/2021-social-mobility/",
    "/questions/2026-rural-buses/",
    "/questions/2026-rural-buses/tell-us/",
    "/questions/2026-rural-buses/wordings/",
    "/questions/2026-rural-buses/case-study/",
    "/ledger/",
    "/ledger/2026-rural-buses/1/",
    "/overdue/",
    "/library/",
    "/library/evidence/",
    "/library/evidence/?by=place",
    "/library/sources/",
    "/questions/2019-net-zero/sources/",
    "/questions/2019-net-zero/lineage/",
    "/search/?q=carbon",
    "/search/?q=xylophone",
    "/about/",
    "/about/privacy/ask/",
    "/about/privacy/register/",
)


def test_every_public_page_passes_the_checks(site: str, page: Page, page_checks: PageChecks) -> None:
    load_history(actor=SYSTEM, now=NOW)
    full_thread(make_cast(), more=2)
    for path in PAGES:
        page.goto(site + path)
        page_checks(page)


def test_the_trail_can_be_walked_by_keyboard_and_without_script(site: str, page: Page, new_page: object) -> None:
    load_history(actor=SYSTEM, now=NOW)
    plain = new_page(java_script_enabled=False)  # type: ignore[operator]
    plain.goto(site + "/")
    plain.get_by_role("link", name="Read a real one").click()
    plain.get_by_role("link", name="If you know, tell us.").first.click()
    plain.get_by_label("What do you know?").fill("I have the minutes.")
    plain.get_by_role("button", name="Send what I know").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "Thank you. We have it."
    plain.get_by_role("link", name="Back to the question").click()
    assert plain.get_by_role("heading", level=1).inner_text().startswith("“What actions must")
