"""Every page can be reached by those who may open it, and nobody is led to one that refuses them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from bridgework.apps.applications.models import Application, Call
from bridgework.apps.impact.projection import refresh
from bridgework.apps.messages import actions as messages
from bridgework.apps.messages.models import Batch
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast, make_challenge, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who))
    return client


EVERYBODY = ["My work", "Questions", "Ledger"]


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("lead", ["Rounds", "Question desk", "Committee papers", "People", "Outbox"]),
        ("coordinator", ["Rounds", "Question desk", "Committee papers", "People", "Outbox"]),
        ("reviewer", ["Rounds", "Question desk", "Reviews"]),
        ("owner", ["Committee papers"]),
        ("clerk", ["Committee papers"]),
        ("chair", ["Committee papers"]),
        ("researcher", []),
        ("outsider", []),
    ],
)
def test_the_menu_offers_what_opens(cast: Cast, who: str, own: list[str]) -> None:
    client = signed_in(cast, who)
    entries = client.get("/desk/").context["ui"].menu
    assert sorted(one.text for one in entries) == sorted(EVERYBODY + own)
    assert {client.get(one.address).status_code for one in entries} == {200}


def test_a_visitor_finds_the_way_to_apply(cast: Cast) -> None:
    entries = {one.text: one.address for one in Client().get("/").context["ui"].menu}
    assert entries["Apply"] == "/apply/"


def test_reader_notes_are_reached_from_the_question_desk(cast: Cast) -> None:
    assert "/desk/reader-notes/" in signed_in(cast, "lead").get("/desk/questions/").content.decode()
    assert "/desk/reader-notes/" not in signed_in(cast, "reviewer").get("/desk/questions/").content.decode()


def batch_of(cast: Cast) -> Batch:
    for who in ("owner", "mentor"):
        messages.place_in_outbox(
            actor=SYSTEM,
            now=NOW,
            batch_key="welcome",
            title="Welcome to the round",
            person=cast.person(who),
            subject="Welcome",
            body=f"Good to have you, {who}.",
            why="You are in the round.",
            scope=cast.round.scope,
        )
    return Batch.objects.get()


def test_a_batch_waits_on_those_who_release_it(cast: Cast) -> None:
    batch = batch_of(cast)
    for who in ("lead", "coordinator"):
        lines = signed_in(cast, who).get("/desk/").context["lines"]
        assert [(one.item.title, one.item.address) for one in lines] == [
            ("Release: Welcome to the round (2 messages)", f"/desk/outbox/{batch.public_id}/")
        ]
    assert signed_in(cast, "sponsor").get("/desk/").context["lines"] == []


def test_a_batch_is_read_before_its_button(cast: Cast) -> None:
    page = signed_in(cast, "lead").get(f"/desk/outbox/{batch_of(cast).public_id}/").content.decode()
    assert "<details" not in page.partition("<main")[2]
    assert page.index("Good to have you, owner.") < page.index("Good to have you, mentor.") < page.index("Release all")


def test_the_record_of_a_recommendation_is_reached_by_those_who_work_on_it(cast: Cast) -> None:
    _, (one, *_) = make_report(cast, 2)
    refresh([one])
    at_desk = f"/desk/ledger/{one.public_id}/"
    on = ("/ledger/" + one.code + "/", f"/desk/challenges/{cast.challenge.public_id}/")
    for path in (*on, f"/workspace/{cast.challenge.public_id}/"):
        assert f'href="{at_desk}"' in signed_in(cast, "coordinator").get(path).content.decode(), path
    assert signed_in(cast, "coordinator").get(at_desk).status_code == 200
    for reader in (Client(), signed_in(cast, "outsider")):
        assert "/desk/ledger/" not in reader.get(on[0]).content.decode()


def test_a_call_is_reached_from_its_round_and_in_public_while_it_is_open(cast: Cast) -> None:
    _, challenge = make_challenge(cast.programme, cast.round, "Libraries", "2026-libraries")
    Challenge.objects.filter(pk=challenge.pk).update(state="open")
    lead = signed_in(cast, "lead")
    pages = (f"/desk/rounds/{cast.round.public_id}/", f"/desk/rounds/{cast.round.public_id}/desk/")
    assert {lead.get(one).context["way_to_call"][0] for one in pages} == {"Write the call for applicants"}
    values = {"title": "Apply", "opens_on": "2026-03-01", "closes_on": "2026-03-20", "preferences_wanted": "1"}
    lead.post(f"/desk/rounds/{cast.round.public_id}/call/", values)
    call = Call.objects.get()
    public = ("/", "/questions/2026-libraries/")
    assert not any(f"/apply/{call.public_id}/" in Client().get(one).content.decode() for one in public)
    lead.post(f"/desk/calls/{call.public_id}/publish/")
    for one in pages:
        assert f'href="/desk/calls/{call.public_id}/"' in lead.get(one).content.decode(), one
    for one in public:
        assert f'href="/apply/{call.public_id}/"' in Client().get(one).content.decode(), one
    assert "/apply/" + call.public_id not in Client().get(f"/questions/{cast.challenge.code}/").content.decode()


def groups(cast: Cast, who: str, path: str, field: str) -> dict[str, list[str]]:
    """The headings over the people offered in a select, each with the names below it."""
    offered = signed_in(cast, who).get(path).context["form"].fields[field].choices
    return {str(words): [name for _, name in below] for words, below in offered if isinstance(below, list)}


def test_those_who_are_likely_to_be_chosen_stand_first(cast: Cast) -> None:
    owner, mentor, chair = (cast.person(one).name for one in ("owner", "mentor", "chair"))
    _, (one, *_) = make_report(cast, 1)
    Person.objects.update(scope=cast.programme.scope)
    Application.objects.create(
        created_at=NOW,
        scope=cast.round.scope,
        call=Call.objects.create(
            created_at=NOW,
            scope=cast.round.scope,
            round=cast.round,
            title="Apply",
            state="published",
            state_since=NOW,
            opens_on=NOW.date(),
            closes_on=NOW.date(),
        ),
        applicant=cast.person("outsider"),
        state="sent",
        state_since=NOW,
    )
    likely = {
        "action": groups(cast, "lead", f"/desk/ledger/{one.public_id}/action/", "owner"),
        "owner": groups(cast, "lead", "/desk/questions/propose/", "owner"),
        "support": groups(cast, "lead", f"/desk/challenges/{cast.challenge.public_id}/support/", "person"),
        "team": groups(cast, "lead", f"/desk/teams/{cast.team.public_id}/suggest/", "person"),
    }
    assert all(likely.values()), likely
    first = {name: next(iter(found.values())) for name, found in likely.items()}
    assert {name: list(found)[1:] for name, found in likely.items()} == {key: ["Everybody else"] for key in likely}
    assert [owner in first[name] for name in ("action", "owner", "support", "team")] == [True, True, True, False]
    assert [mentor in first[name] for name in ("action", "owner", "support")] == [False, False, True]
    assert first["team"] == [cast.person("outsider").name]
    assert not any(chair in names for names in first.values())
