"""The link page in a real browser: readable, usable by keyboard, on a phone and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page

from bridgework.apps.participation.actions import issue_link
from bridgework.apps.participation.models import LinkAnswer
from tests.browser import PageChecks
from tests.cast import make_cast
from tests.purposes import NamingPurpose, with_purpose, without_purpose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def purpose() -> Iterator[NamingPurpose]:
    yield with_purpose()
    without_purpose()


@pytest.fixture
def address(site: str, purpose: NamingPurpose) -> str:
    cache.clear()
    cast = make_cast()
    now = timezone.now()
    _, token = issue_link(
        actor=cast.actor("coordinator"),
        now=now,
        purpose="tests.naming",
        record_public_id=cast.question.public_id,
        person=cast.person("owner"),
        scope=cast.question.scope,
        expires_at=now + timedelta(days=14),
    )
    return f"{site}/l/{token}/"


def test_answering_by_keyboard(page: Page, address: str, page_checks: PageChecks) -> None:
    page.goto(address)
    page_checks(page)
    assert not page.get_by_label("Why not").is_visible()
    page.get_by_role("button", name="Look over my answer").press("Enter")
    page_checks(page)
    assert page.get_by_role("alert").get_by_role("link", name="Choose one of the answers.").is_visible()
    page.get_by_role("radio", name="No").press("Space")
    page.get_by_label("Why not").fill("I moved on.")
    page.get_by_role("button", name="Look over my answer").press("Enter")
    page_checks(page)
    assert not LinkAnswer.objects.exists()
    page.get_by_role("button", name="Yes, send this answer").press("Enter")
    page.get_by_role("heading", name="Your answer was sent").wait_for()
    page_checks(page)
    assert [(one.choice, one.text) for one in LinkAnswer.objects.all()] == [("no", "I moved on.")]


def test_answering_without_scripts(new_page: Callable[..., Any], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("radio", name="No").check()
    page.get_by_label("Why not").fill("No scripts here.")
    page.get_by_role("button", name="Look over my answer").click()
    page.get_by_role("button", name="No, change it").click()
    assert page.get_by_label("Why not").input_value() == "No scripts here."
    page.get_by_role("button", name="Look over my answer").click()
    page.get_by_role("button", name="Yes, send this answer").click()
    page.get_by_role("heading", name="Your answer was sent").wait_for()
    assert LinkAnswer.objects.get().text == "No scripts here."
