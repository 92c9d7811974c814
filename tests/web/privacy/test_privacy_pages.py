"""The way of somebody who asks what is held about them, from three sides: signed in, by link, and through staff."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.privacy.models import ErasureRequest
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def unpacked(content: bytes) -> tuple[str, dict[str, object]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("what-is-held.html").decode(), json.loads(archive.read("what-is-held.json"))


def test_one_takes_a_copy_of_everything_away(cast: Cast) -> None:
    client = signed_in(cast, "researcher")
    assert "Your name and how to reach you" in client.get("/desk/account/held/").content.decode()
    page, data = unpacked(client.get("/desk/account/held/copy.zip").content)
    assert "ana.ribeiro@example.org" in page
    assert data["about"] == cast.person("researcher").public_id
    assert {"people.Person", "people.Account", "people.RoleHolding", "teams.TeamMember"} <= {
        one["table"]
        for one in data["parts"]  # type: ignore[attr-defined]
    }
    assert "password" not in json.dumps(data)


def test_one_asks_to_be_removed_and_takes_it_back(cast: Cast) -> None:
    client = signed_in(cast, "researcher")
    assert "You asked on" in client.post("/desk/account/held/ask/", follow=True).content.decode()
    client.post("/desk/account/held/take-back/")
    assert ErasureRequest.objects.get().state == "withdrawn"


def test_staff_note_it_the_lead_sees_what_goes_and_does_it(cast: Cast) -> None:
    person = cast.person("proposer")
    RoleHolding.objects.filter(person=person).update(ends_on=NOW.date() - timedelta(days=1))
    coordinator = signed_in(cast, "coordinator")
    coordinator.post(f"/desk/people/{person.public_id}/held/ask/", {"way": "paper"})
    address = f"/desk/privacy/requests/{ErasureRequest.objects.get().public_id}/"
    assert coordinator.post(address, {"sure": "on"}).status_code == 403
    lead = signed_in(cast, "lead")
    assert f"{person.name} asked to be removed" in lead.get("/desk/").content.decode()
    assert "The roles you held" in lead.get(address).content.decode()
    assert "There is a problem" in lead.post(address, {}).content.decode()
    assert "The person is removed." in lead.post(address, {"sure": "on"}, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.name, person.email) == ("Somebody who was removed", "")
    assert lead.get(f"/desk/people/{person.public_id}/").status_code == 404


def test_without_an_account_one_asks_by_link(cast: Cast) -> None:
    client = Client()
    sent = client.post("/about/privacy/ask/", {"email": "Sam.Hollis@example.org"}, follow=True).content.decode()
    unknown = client.post("/about/privacy/ask/", {"email": "nobody@example.org"}, follow=True).content.decode()
    assert "Look into your mailbox" in sent
    assert sent == unknown
    run_waiting()
    link = Message.objects.get(person=cast.person("lived")).link_address.removeprefix("http://testserver")
    link = "/l/" + link.rpartition("/l/")[2]
    confirm = client.post(link, {"choice": "copy"})
    client.post(link, {"sealed": confirm.context["sealed"]})
    run_waiting()
    path = Message.objects.get(subject__startswith="Your copy").path
    assert b"Download my copy" in client.get(path).content
    assert "sam.hollis@example.org" in unpacked(client.post(path).content)[0]


def test_by_link_one_asks_to_be_removed(cast: Cast) -> None:
    client = Client()
    client.post("/about/privacy/ask/", {"email": "sam.hollis@example.org"})
    run_waiting()
    link = "/l/" + Message.objects.get(person=cast.person("lived")).link_address.rpartition("/l/")[2]
    confirm = client.post(link, {"choice": "remove"})
    client.post(link, {"sealed": confirm.context["sealed"]})
    found = ErasureRequest.objects.get()
    assert (found.person, found.way, found.scope) == (cast.person("lived"), "link", cast.programme.scope)


def test_a_copy_of_somebody_else_is_not_given_away(cast: Cast) -> None:
    person = cast.person("researcher")
    for key, status in (("lead", 200), ("coordinator", 403), ("mentor", 404)):
        answer = signed_in(cast, key).post(f"/desk/people/{person.public_id}/held/copy/")
        assert answer.status_code == status, key
    assert Client().get("/about/privacy/copy/made-up/").status_code == 404


def test_everybody_reads_the_register(client: Client, cast: Cast) -> None:
    page = client.get("/about/privacy/register/").content.decode()
    assert "What you answered by link, by phone or on paper" in page
    assert Person.objects.first().name not in page  # type: ignore[union-attr]


def test_the_lead_sees_what_is_due_before_it_goes(cast: Cast) -> None:
    page = signed_in(cast, "lead").get("/desk/privacy/").content.decode()
    assert "Applications of closed rounds" in page
    assert "Kept for 24 months." in page
    assert signed_in(cast, "researcher").get("/desk/privacy/").status_code in (403, 404)
