from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bridgework.apps.people.models import Account
from bridgework.apps.programmes import actions
from bridgework.apps.questions.models import Support
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/"


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who))
    return client


def test_it_is_the_page_at_the_root_of_the_desk() -> None:
    assert reverse("desk:my-work") == ADDRESS


def test_nothing_waits_and_it_says_so(cast: Cast) -> None:
    page = signed_in(cast, "chair").get(ADDRESS).content.decode()
    assert "Nothing waits on you." in page
    assert "Nothing waits on others because of you either." in page


def test_the_oldest_comes_first_with_how_long_it_waits(cast: Cast) -> None:
    for days, title in ((-3, "Steering"), (-19, "Launch")):
        actions.plan_gathering(
            actor=cast.actor("lead"),
            now=NOW,
            round_=cast.round,
            kind="other",
            title=title,
            starts_at=NOW + timedelta(days=days),
        )
    response = signed_in(cast, "lead").get(ADDRESS)
    assert [one.item.title for one in response.context["lines"]] == [
        "Record who came to “Launch”",
        "Record who came to “Steering”",
    ]
    assert re.findall(r"</span>(since today|\d+ days?)<", response.content.decode()) == ["19 days", "3 days"]
    assert "(13 working days)" in response.content.decode()


def invitation(cast: Cast) -> Support:
    return Support.objects.create(
        created_at=NOW,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        person=cast.person("outsider"),
        role="mentor",
        state="invited",
        state_since=NOW,
    )


def test_what_could_be_answered_by_link_is_answered_in_its_place(cast: Cast) -> None:
    support = invitation(cast)
    client = signed_in(cast, "outsider")
    opened = client.get(f"{ADDRESS}?open={support.public_id}")
    assert b"Give this answer" in opened.content
    client.post(f"{ADDRESS}?open={support.public_id}", {"choice": "accept"})
    support.refresh_from_db()
    assert support.state == "accepted"


def test_an_answer_without_a_choice_is_asked_for_again(cast: Cast) -> None:
    support = invitation(cast)
    response = signed_in(cast, "outsider").post(f"{ADDRESS}?open={support.public_id}", {})
    support.refresh_from_db()
    assert (response.status_code, support.state) == (200, "invited")
    assert "Choose one of the answers." in response.content.decode()


def test_what_waits_on_somebody_else_cannot_be_opened(cast: Cast) -> None:
    support = invitation(cast)
    response = signed_in(cast, "chair").get(f"{ADDRESS}?open={support.public_id}")
    assert response.context["opened"] is None


def test_an_account_without_a_person_is_told_so(cast: Cast) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("nobody@example.org"))
    assert "not yet connected to a person" in client.get(ADDRESS).content.decode()
