"""The signature pages of the desk in a real browser: readable by all, narrow and wide, and usable without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from bridgework.apps.programmes import actions
from bridgework.apps.programmes.models import Phase
from bridgework.apps.workspace.models import Request
from bridgework.kernel.permissions import SYSTEM
from tests.browser import PageChecks
from tests.cast import Cast, make_cast, make_report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    now = timezone.now()
    actions.load_types(actor=SYSTEM, now=now)
    found = make_cast()
    Phase.objects.update(planned_start=now.date() - timedelta(days=9), planned_end=now.date() + timedelta(days=90))
    Request.objects.create(
        created_at=now,
        scope=found.challenge.scope,
        challenge=found.challenge,
        text="What do the evening routes cost?",
        made_by=found.person("researcher"),
        asked_of=found.person("officer"),
        asked_at=now - timedelta(days=19),
        wanted_by=now.date() - timedelta(days=5),
        state="waiting",
        state_since=now,
    )
    return found


def sign_in(context: BrowserContext, cast: Cast, site: str, who: str = "lead") -> None:
    client = Client()
    client.force_login(cast.account(who))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_every_page_of_a_round_can_be_read_by_all(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    sign_in(page.context, cast, site)
    programme, round_ = cast.programme.public_id, cast.round.public_id
    for address in (
        reverse("desk:my-work"),
        reverse("desk:programme", args=[programme]),
        reverse("desk:programme-settings", args=[programme]),
        reverse("desk:synonyms", args=[programme]),
        reverse("desk:synonym-new", args=[programme]),
        reverse("desk:saved-searches"),
        reverse("desk:programme-hand-over", args=[programme]),
        reverse("desk:round", args=[round_]),
        reverse("desk:round-desk", args=[round_]),
        reverse("desk:round-before", args=[round_]),
        reverse("desk:round-desk", args=[round_]) + "?view=list",
        reverse("desk:calendar", args=[programme]),
    ):
        page.goto(f"{site}{address}")
        page_checks(page)


def test_the_desk_of_the_library_can_be_read_by_all(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    report, _ = make_report(cast)
    sign_in(page.context, cast, site)
    one = [report.public_id]
    for address in (
        reverse("desk:library"),
        reverse("desk:library-take-in"),
        *(reverse(f"desk:{name}", args=one) for name in ("deposit", "deposit-change", "deposit-close")),
    ):
        page.goto(f"{site}{address}")
        page_checks(page)


def test_a_phase_is_moved_without_scripts(new_page: Callable[..., Page], site: str, cast: Cast) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page.context, cast, site)
    before = Phase.objects.get(round=cast.round).planned_end
    assert before is not None
    after = before + timedelta(days=7)
    page.goto(f"{site}{reverse('desk:round', args=[cast.round.public_id])}")
    page.get_by_role("link", name="Move").click()
    group = page.get_by_role("group", name="Last day")
    group.get_by_label("Day").fill(str(after.day))
    group.get_by_label("Month").fill(str(after.month))
    group.get_by_label("Year").fill(str(after.year))
    page.get_by_role("button", name="Show what would change").click()
    assert Phase.objects.get(round=cast.round).planned_end == before
    page.get_by_role("button", name="Move the phase").click()
    page.get_by_role("heading", name="Phases").wait_for()
    assert Phase.objects.get(round=cast.round).planned_end == after
