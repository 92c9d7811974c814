from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bridgework.apps.messages import actions as messages
from bridgework.apps.messages.models import Batch
from bridgework.apps.people.models import Account, Organisation, Person, RoleHolding
from bridgework.kernel import roles, waiting
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.waiting import WaitingItem
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    Organisation.objects.update(scope=made.programme.scope)
    return made


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who), backend=BACKEND)
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_list_filters_sorts_and_is_the_same_as_csv(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    text = page(client, "/desk/people/")
    assert "Ruth Okafor" in text
    assert "Leo Finch" not in text
    only = page(client, "/desk/people/?role=mentor&sort=-name")
    assert "Joseph Adeyemi" in only
    assert "Ruth Okafor" not in only
    lines = client.get("/desk/people/?role=mentor&format=csv").content.decode("utf-8-sig").splitlines()
    mentor = cast.person("mentor")
    assert lines == [
        "public id,name,email,telephone,roles now,signs in",
        f"{mentor.public_id},Joseph Adeyemi,joseph.adeyemi@example.org,,mentor,no",
    ]
    assert "Nobody fits" in page(client, "/desk/people/?q=nobody%00at&page=99999999999")


def test_a_cell_of_the_csv_is_never_a_formula(cast: Cast) -> None:
    Person.objects.filter(pk=cast.person("mentor").pk).update(name="=1+1", phone="+44 1632 960001")
    lines = client_of(cast, "lead").get("/desk/people/?role=mentor&format=csv").content.decode().splitlines()
    assert lines[1].split(",")[1] == "'=1+1"
    assert lines[1].split(",")[3] == "'+44 1632 960001"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(cast: Cast, count: int, django_assert_num_queries: object) -> None:
    for number in range(count):
        person = Person.objects.create(name=f"More {number}", scope=cast.programme.scope, created_at=NOW)
        RoleHolding.objects.create(
            person=person, role=roles.REVIEWER, scope=cast.programme.scope, starts_on=NOW.date(), created_at=NOW
        )
    client = client_of(cast, "coordinator")
    with django_assert_num_queries(12):  # type: ignore[operator]
        page(client, "/desk/people/")


@pytest.mark.parametrize("who", ["researcher", "owner", "clerk", "outsider"])
def test_people_are_not_shown_to_those_who_do_not_run_a_programme(cast: Cast, who: str) -> None:
    client = client_of(cast, who)
    assert client.get("/desk/people/").status_code == 403
    assert client.get(f"/desk/people/{cast.person('mentor').public_id}/").status_code == 404
    assert client.get("/desk/outbox/").status_code == 403
    assert client.get("/desk/why/").status_code == 403


def test_somebody_of_another_programme_is_not_found(cast: Cast) -> None:
    other = make_cast("otherside")
    client = client_of(cast, "lead")
    public_id = other.person("mentor").public_id
    for path in ("", "change/", "roles/grant/", "hand-over/", "affiliation/"):
        assert client.get(f"/desk/people/{public_id}/{path}").status_code == 404


def test_a_person_is_registered_let_in_given_a_role_and_relieved_of_it(cast: Cast) -> None:
    client = client_of(cast, "lead")
    client.post("/desk/people/register/", {"name": "Noor Haddad", "email": "noor@example.org"})
    noor = Person.objects.get(email="noor@example.org")
    here = f"/desk/people/{noor.public_id}/"
    client.post(f"{here}account/", {"open": "yes"})
    assert Account.objects.get(person=noor).is_active
    granted = {"role": roles.MENTOR, "scope": cast.challenge.scope, "starts_on": "2026-03-01", "reason": "asked"}
    assert client.post(f"{here}roles/grant/", granted)["Location"] == here
    holding = RoleHolding.objects.get(person=noor)
    assert "mentor" in page(client, here)
    client.post(f"{here}roles/{holding.public_id}/end/", {"reason": "moved"})
    holding.refresh_from_db()
    assert holding.ends_on == timezone.localdate() - timedelta(days=1)
    client.post(f"{here}account/", {"open": "no"})
    assert not Account.objects.get(person=noor).is_active


def test_what_waits_is_handed_over_on_one_page(cast: Cast) -> None:
    given: list[tuple[str, int]] = []

    def things(person_id: int, now: datetime) -> list[WaitingItem]:
        if person_id != cast.person("owner").pk:
            return []
        return [
            WaitingItem("tests.thing", "Read the draft", now, "/there/", cast.challenge.scope, "1m0000000000ab"),
            WaitingItem("tests.thing", "Not yours to see", now, "/there/", "elsewhere", "1m0000000000ac"),
        ]

    def give(public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
        given.append((public_id, to_person_id))

    waiting.waits("tests.thing", "a draft to read", hand_over=give)(things)
    try:
        client = client_of(cast, "coordinator")
        path = f"/desk/people/{cast.person('owner').public_id}/hand-over/"
        text = page(client, path)
        assert "Read the draft" in text
        assert "Not yours to see" not in text
        to = cast.person("officer").pk
        client.post(path, {"items": ["tests.thing:1m0000000000ac"], "to": to})
        assert given == []
        client.post(path, {"items": ["tests.thing:1m0000000000ab"], "to": to})
        assert given == [("1m0000000000ab", to)]
    finally:
        del waiting.KINDS["tests.thing"]


def test_a_refusal_stands_in_the_form_with_what_was_typed(cast: Cast) -> None:
    client = client_of(cast, "lead")
    sent = client.post("/desk/people/register/", {"name": "Copy", "email": "ruth.okafor@example.org"})
    text = sent.content.decode()
    assert "Somebody is already registered with this address." in text
    assert 'value="Copy"' in text
    lead = cast.person("lead").public_id
    holding = RoleHolding.objects.get(role=roles.PROGRAMME_LEAD)
    text = client.post(f"/desk/people/{lead}/roles/{holding.public_id}/end/", {}).content.decode()
    assert "This is the only lead of the programme" in text
    assert "Make somebody else a lead first" in text


def test_a_coordinator_cannot_grant_what_is_the_leads_to_grant(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    path = f"/desk/people/{cast.person('mentor').public_id}/roles/grant/"
    assert "coordinator</option>" not in page(client, path)
    wanted = {"role": roles.COORDINATOR, "scope": cast.programme.scope, "starts_on": "2026-03-01"}
    assert client.post(path, wanted).status_code == 200
    assert RoleHolding.objects.filter(role=roles.COORDINATOR).count() == 1


def test_organisations_are_registered_renamed_and_shown(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    client.post("/desk/organisations/register/", {"name": "Fen Care", "kind": "community", "named_since": "2010-01-01"})
    made = Organisation.objects.latest("pk")
    here = f"/desk/organisations/{made.public_id}/"
    client.post(f"{here}rename/", {"name": "Fenland Care", "from_day": "2020-05-01"})
    text = page(client, here)
    assert "Fenland Care" in text
    assert "Thu 30 April 2020" in text
    assert "Fenland Care" in page(client, "/desk/organisations/")
    assert client.get(f"{here}sign-in/").status_code == 403


def test_the_outbox_is_looked_at_and_released(cast: Cast) -> None:
    for who in ("owner", "officer"):
        messages.place_in_outbox(
            actor=SYSTEM,
            now=timezone.now(),
            batch_key="welcome",
            title="Welcome",
            person=cast.person(who),
            subject="Welcome",
            body="Good to have you. <b>bold</b>",
            why="You are in the round.",
            scope=cast.round.scope,
        )
    batch = Batch.objects.get()
    client = client_of(cast, "coordinator")
    assert "Waits for you" in page(client, "/desk/outbox/")
    text = page(client, f"/desk/outbox/{batch.public_id}/")
    assert "Helen Marsh" in text
    assert "<b>bold" not in text
    sent = {"once": "the same press"}
    for _ in range(2):
        assert client.post(f"/desk/outbox/{batch.public_id}/release/", sent).status_code == 302
    batch.refresh_from_db()
    assert batch.state == "released"
    assert client.post(f"/desk/outbox/{batch.public_id}/release/").status_code == 409
    assert client_of(cast, "sponsor").get(f"/desk/outbox/{batch.public_id}/").status_code == 404


def test_one_reads_ones_own_messages_and_nobody_elses(cast: Cast) -> None:
    message = messages.send_now(
        actor=SYSTEM,
        now=timezone.now(),
        person=cast.person("owner"),
        subject="For Helen",
        body="Text",
        why="Because.",
        scope=cast.challenge.scope,
    )
    path = f"/desk/messages/{message.public_id}/"
    assert "For Helen" in page(client_of(cast, "owner"), path)
    assert client_of(cast, "coordinator").get(path).status_code == 200
    assert client_of(cast, "researcher").get(path).status_code == 404


@pytest.mark.parametrize(
    ("who", "rule", "record", "words"),
    [
        ("mentor", "people.grant-challenge-role", "challenge", "Joseph Adeyemi may not:"),
        ("coordinator", "people.grant-challenge-role", "challenge", "Tom Ellery may:"),
        ("", "people.register", "", "A visitor may not:"),
        ("lead", "people.register", "", "Ruth Okafor may:"),
    ],
)
def test_why_somebody_may_or_may_not(cast: Cast, who: str, rule: str, record: str, words: str) -> None:
    public_id = cast.challenge.public_id if record else ""
    asked = {"person": cast.person(who).pk if who else "", "rule": rule, "record": f"/t/{public_id}/" if record else ""}
    text = client_of(cast, "coordinator").get("/desk/why/", asked).content.decode()
    assert words in text
    if "not" in words:
        assert "What would change it:" in text


def test_nothing_is_explained_about_another_programme(cast: Cast) -> None:
    other = make_cast("otherside")
    asked = {"rule": "people.register", "record": other.challenge.public_id}
    text = client_of(cast, "lead").get("/desk/why/", asked).content.decode()
    assert "There is no such record in your programmes." in text
    stranger = {"rule": "people.register", "person": other.person("lead").pk}
    assert "Choose one of the answers given." in client_of(cast, "lead").get("/desk/why/", stranger).content.decode()


def test_an_import_is_looked_at_first_and_kept_when_said_so(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    text = "name,email\nNoor,noor@example.org\n,missing@example.org\n"
    before = Person.objects.count()
    shown = client.post("/desk/people/import/", {"file": SimpleUploadedFile("people.csv", text.encode())})
    words = shown.content.decode()
    assert "1 of 2 lines can be registered." in words
    assert "Line 3: A name is needed." in words
    assert Person.objects.count() == before
    assert client.post("/desk/people/import/", {"register": "yes", "text": text}).status_code == 302
    assert Person.objects.count() == before + 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe\x00n", "The file is not text in UTF-8."),
        (b"%PDF-1.4 pretending", "There is no column “name”."),
        (b"name\n" + b"x" * 600_000, "The file has 600 kB."),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(cast: Cast, content: bytes, words: str) -> None:
    file = SimpleUploadedFile("../../etc/people.csv", content)
    response = client_of(cast, "coordinator").post("/desk/people/import/", {"file": file})
    assert words in response.content.decode()


def test_ones_account_shows_roles_and_gives_everything_as_json(cast: Cast) -> None:
    client = client_of(cast, "researcher")
    text = page(client, "/desk/account/")
    assert "researcher" in text
    assert "ana.ribeiro@example.org" in text
    response = client.get("/desk/account/data.json")
    held = json.loads(response.content)
    assert held["records"]["people.person"][0]["name"] == "Ana Ribeiro"
    assert response["Content-Disposition"].startswith("attachment")
    client.post("/desk/account/details/", {"name": "Ana Ribeiro", "phone": "01632 960 002", "how_to_reach": ""})
    assert Person.objects.get(pk=cast.person("researcher").pk).phone == "01632 960 002"
    client.post("/desk/account/digest/", {"wants": "no"})
    assert "stopped" in page(client, "/desk/account/")


def test_the_demonstration_is_seen_as_an_invented_person_only(cast: Cast, client: Client) -> None:
    session = client.session
    session["demo_person"] = cast.person("coordinator").public_id
    session.save()
    assert "Ruth Okafor" in page(client, "/desk/people/")
    Person.objects.filter(pk=cast.person("coordinator").pk).update(is_invented=False)
    assert client.get("/desk/people/").status_code == 302


@pytest.mark.parametrize("path", ["email/", "password/set/", "password/change/", "2fa/"])
def test_somebody_invented_has_no_way_to_sign_in_to_change(cast: Cast, client: Client, path: str) -> None:
    session = client.session
    invented = Person.objects.create(created_at=NOW, name="Nia Invented", is_invented=True)
    session["demo_person"] = invented.public_id
    session.save()
    answer = client.get(f"/accounts/{path}")
    assert answer.status_code == 409
    assert "Invented people do not sign in" in answer.content.decode()
    assert "/accounts/" not in page(client, "/desk/account/").split("<main", 1)[1].split("</main>", 1)[0]


def test_outside_the_demonstration_nobody_is_somebody_else(cast: Cast, client: Client, settings: object) -> None:
    settings.BRIDGEWORK_DEMO = False  # type: ignore[attr-defined]
    session = client.session
    session["demo_person"] = cast.person("coordinator").public_id
    session.save()
    assert client.get("/desk/people/").status_code == 302
