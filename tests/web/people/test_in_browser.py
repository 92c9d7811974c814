"""The pages about people and about signing in, in a real browser."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page

from bridgework.apps.messages import actions as messages
from bridgework.apps.messages.models import Batch
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.privacy.actions import ask_erasure
from bridgework.kernel.permissions import SYSTEM
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(site: str) -> Cast:
    cache.clear()
    made = make_cast()
    messages.place_in_outbox(
        actor=SYSTEM,
        now=NOW,
        batch_key="welcome",
        title="Welcome",
        person=made.person("owner"),
        subject="Welcome",
        body="Good to have you.",
        why="You are in the round.",
        scope=made.round.scope,
    )
    return made


def sign_in(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    account = cast.account("lead")
    page.goto(f"{site}/accounts/login/?next=/desk/account/")
    page_checks(page)
    page.get_by_label("Email address").fill(account.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type the code").wait_for()
    page_checks(page)
    found = re.search(r"is:\s+(\S+)\s", str(mail.outbox[-1].body))
    assert found
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Your account").wait_for()


def test_signing_in_and_looking_after_people(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    sign_in(page, site, cast, page_checks)
    page_checks(page)
    person = cast.person("mentor").public_id
    holding = RoleHolding.objects.get(person=cast.person("mentor")).public_id
    request = ask_erasure(actor=cast.actor("lead"), now=NOW, person=cast.person("mentor"), way="phone")
    for path in (
        "/desk/people/",
        "/desk/people/register/",
        "/desk/people/import/",
        f"/desk/people/{person}/",
        f"/desk/people/{person}/change/",
        f"/desk/people/{person}/roles/grant/",
        f"/desk/people/{person}/roles/{holding}/end/",
        f"/desk/people/{person}/hand-over/",
        f"/desk/people/{person}/affiliation/",
        "/desk/organisations/",
        f"/desk/organisations/{cast.council.public_id}/",
        "/desk/organisations/register/",
        "/desk/outbox/",
        f"/desk/outbox/{Batch.objects.get().public_id}/",
        f"/desk/why/?rule=people.register&person={cast.person('mentor').pk}",
        "/desk/asked/",
        "/desk/conflicts/",
        "/desk/conflicts/declare/",
        "/desk/privacy/",
        f"/desk/privacy/requests/{request.public_id}/",
        f"/desk/privacy/requests/{request.public_id}/refuse/",
        f"/desk/people/{person}/held/",
        f"/desk/people/{person}/held/ask/",
        "/desk/account/held/",
        "/desk/account/digest/",
        "/desk/account/details/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/email/",
        "/accounts/password/set/",
        "/accounts/logout/",
    ):
        response = page.goto(f"{site}{path}")
        assert response is not None
        assert response.status == 200, path
        page_checks(page)
