from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.participation.actions import issue_link
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.kernel import jobs
from tests.cast import Cast, make_cast
from tests.purposes import NamingPurpose, with_purpose, without_purpose
from tests.web.people.test_pages import client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def purpose() -> Iterator[NamingPurpose]:
    yield with_purpose()
    without_purpose()


@pytest.fixture
def link(cast: Cast, purpose: NamingPurpose) -> PersonalLink:
    now = timezone.now()
    return issue_link(
        actor=cast.actor("coordinator"),
        now=now,
        purpose="tests.naming",
        record_public_id=cast.question.public_id,
        person=cast.person("owner"),
        scope=cast.question.scope,
        expires_at=now + timedelta(days=14),
    )[0]


def test_links_are_listed_by_how_they_stand(cast: Cast, link: PersonalLink) -> None:
    client = client_of(cast, "coordinator")
    assert "Waits" in page(client, "/desk/asked/")
    assert "Nobody was asked by link" in page(client, "/desk/asked/?state=expired")
    assert client_of(cast, "researcher").get("/desk/asked/").status_code == 403
    assert client_of(cast, "sponsor").get(f"/desk/asked/{link.public_id}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    cast: Cast, link: PersonalLink, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        link.pk, link.public_id, link.token_hash = None, f"more{number}", f"hash {number}"
        link.save(force_insert=True)
    client = client_of(cast, "coordinator")
    with django_assert_num_queries(12):  # type: ignore[operator]
        page(client, "/desk/asked/")


def test_an_answer_by_phone_is_entered_and_shown_as_such(cast: Cast, link: PersonalLink) -> None:
    client = client_of(cast, "coordinator")
    path = f"/desk/asked/{link.public_id}/"
    client.post(f"{path}enter/", {"choice": "no", "text_no": "She rang", "way": "phone"})
    answer = LinkAnswer.objects.get()
    assert (answer.choice, answer.way, answer.entered_by) == ("no", "phone", cast.person("coordinator").public_id)
    text = page(client, path)
    assert "by phone, entered by Tom Ellery" in text
    assert "Send a fresh link" not in text


def test_a_fresh_link_replaces_the_old_one(cast: Cast, link: PersonalLink) -> None:
    client = client_of(cast, "lead")
    client.post(f"/desk/asked/{link.public_id}/fresh/")
    jobs.run_waiting()
    assert [sent.to for sent in mail.outbox] == [["helen.marsh@example.org"]]
    link.refresh_from_db()
    assert link.revoked_reason == "A fresh one was asked for and sent."
    assert PersonalLink.objects.filter(revoked_at__isnull=True).count() == 1


def test_a_link_is_withdrawn_with_a_reason(cast: Cast, link: PersonalLink) -> None:
    client = client_of(cast, "lead")
    assert "Enter the reason." in client.post(f"/desk/asked/{link.public_id}/withdraw/", {}).content.decode()
    client.post(f"/desk/asked/{link.public_id}/withdraw/", {"reason": "Wrong person."})
    link.refresh_from_db()
    assert link.revoked_reason == "Wrong person."


def test_a_conflict_is_declared_seen_and_decided(cast: Cast) -> None:
    reviewer, lead = client_of(cast, "reviewer"), client_of(cast, "lead")
    reviewer.post("/desk/conflicts/declare/", {"question": cast.challenge.pk, "reason": "A friend asks."})
    conflict = Conflict.objects.get()
    assert "Rural buses" in page(reviewer, "/desk/conflicts/")
    assert "Ines Marchetti" in page(lead, "/desk/conflicts/")
    assert "No conflict is recorded" in page(client_of(cast, "researcher"), "/desk/conflicts/")
    path = f"/desk/conflicts/{conflict.public_id}/decide/"
    assert reviewer.get(path).status_code == 404
    lead.post(path, {"stands": "no", "reason": "Only neighbours."})
    conflict.refresh_from_db()
    assert (conflict.stands, conflict.decided_by) == (False, cast.person("lead").public_id)
    assert "Only neighbours." in page(reviewer, "/desk/conflicts/")


def test_visitors_see_none_of_it(client: Client) -> None:
    for path in ("/desk/asked/", "/desk/conflicts/", "/desk/conflicts/declare/"):
        assert client.get(path).status_code == 302
