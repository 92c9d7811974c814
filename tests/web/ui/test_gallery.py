"""The gallery, in a real browser."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.browser import PageChecks

pytestmark = pytest.mark.urls("tests.web.ui.addresses")
LOOKS = [("light", False), ("dark", False), ("light", True)]


@pytest.mark.parametrize(("scheme", "errors"), LOOKS, ids=["light", "dark", "with errors"])
@pytest.mark.django_db(transaction=True)
def test_every_component_passes_every_check(
    page: Page, site: str, page_checks: PageChecks, scheme: str, errors: bool
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}/gallery")
    if errors:
        page.get_by_role("button", name="Send the problem to the programme").click()
        page.locator(".govuk-error-summary:focus").wait_for()
        page.get_by_role("link", name="Choose an answer: Can you help with this?").click()
        assert page.evaluate("document.activeElement.id") == "id_answer_0"
    page_checks(page)


@pytest.mark.django_db(transaction=True)
def test_a_draft_comes_back_until_it_is_sent(page: Page, site: str) -> None:
    page.goto(f"{site}/gallery")
    page.get_by_label("Title").fill("A half-written thought")
    page.get_by_text("Draft kept on this device at").wait_for()
    page.goto(f"{site}/display")
    page.goto(f"{site}/gallery")
    page.get_by_text("Your draft of").wait_for()
    assert page.get_by_label("Title").input_value() == "A half-written thought"
    page.get_by_role("button", name="Start again without it").click()
    assert page.get_by_label("Title").input_value() == ""


@pytest.mark.django_db
def test_the_choice_of_display_is_kept_on_the_device(client: Client) -> None:
    response = client.post("/display", {"theme": "dark", "rows": "compact", "next": "//evil.example/"})
    assert (response.status_code, response["Location"]) == (302, "/")
    html = client.get("/display").content.decode()
    assert 'data-theme="dark" data-rows="compact"' in html


@pytest.mark.django_db
def test_a_councils_accent_is_a_sheet_of_its_own(client: Client, settings: object) -> None:
    settings.BRIDGEWORK_IDENTITY = {"name": "Invented County", "accent": "#ffcc00"}  # type: ignore[attr-defined]
    html = client.get("/display").content.decode()
    assert 'href="/theme.css"' in html
    assert "Invented County" in html
    sheet = client.get("/theme.css")
    assert sheet["Content-Type"] == "text/css"
    assert "#ffcc00" not in sheet.content.decode().split("@media")[0]


@pytest.mark.django_db
def test_outside_development_and_demonstration_there_is_no_gallery(client: Client, settings: object) -> None:
    settings.BRIDGEWORK_DEMO = False  # type: ignore[attr-defined]
    assert client.get("/gallery").status_code == 404
