from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from bridgework.apps.messages.actions import choose_digest
from bridgework.apps.messages.queries import stop_path, wants_digest
from bridgework.apps.participation.actions import issue_link
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.questions.models import Question
from bridgework.apps.teams.models import TeamMember
from bridgework.kernel.links import PURPOSES
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.models.jobs import Job
from bridgework.kernel.permissions import SYSTEM
from bridgework.web.answering import AnswerForm
from tests.cast import Cast, make_cast
from tests.purposes import NamingPurpose, with_purpose, without_purpose

pytestmark = pytest.mark.django_db


class Forms(HTMLParser):
    """Every form of a page with its method, address and fields; radios with every value."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"method": given.get("method", "get"), "action": given.get("action"), "fields": {}})
        elif tag in ("input", "textarea", "select", "button") and self.forms and given.get("name"):
            self.forms[-1]["fields"].setdefault(given["name"], []).append(given.get("value") or "")


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def purpose() -> Iterator[NamingPurpose]:
    yield with_purpose()
    without_purpose()


@pytest.fixture
def address(cast: Cast, purpose: NamingPurpose) -> str:
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
    return f"/l/{token}/"


def state() -> tuple[Any, ...]:
    """All that a link could change."""
    return (
        list(LinkAnswer.objects.values()),
        list(PersonalLink.objects.values()),
        list(Question.objects.values()),
        AuditEntry.objects.count(),
        Job.objects.count(),
    )


def sealed_on(page: str) -> str:
    return next(form["fields"]["sealed"][0] for form in Forms(page).forms if "sealed" in form["fields"])


def test_the_card_names_for_whom_it_is_and_preselects_nothing(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "This link is for Helen Marsh." in page
    assert "checked" not in page
    assert "<nav" not in page
    assert {name: response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")} == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }


def test_a_robot_that_opens_the_link_and_submits_every_form_changes_nothing(client: Client, address: str) -> None:
    before = state()
    client.head(address)
    page = client.get(address).content.decode()
    forms = Forms(page).forms
    assert forms
    for form in forms:
        names = form["fields"]
        for choice in {*names.get("choice", [""]), ""}:
            for text in ("", "some words", "2027-01-01"):
                sent = {name: values[0] or text for name, values in names.items() if name != "choice"}
                client.post(form["action"] or address, {**sent, "choice": choice})
                client.post(address, {**sent, "choice": choice, "confirm": "yes", "sealed": text})
                client.get(address, {**sent, "choice": choice})
    assert state() == before


def test_the_second_form_acts_and_needs_no_cookie(client: Client, address: str, purpose: NamingPurpose) -> None:
    strict = Client(enforce_csrf_checks=True)
    check = strict.post(address, {"choice": "no", "text_no": "I left", "text_later": "ignored"})
    page = check.content.decode()
    assert "Is that right?" in page
    assert "I left" in page
    assert purpose.calls == []
    done = Client(enforce_csrf_checks=True).post(address, {"sealed": sealed_on(page)}, follow=True)
    assert "Your answer was sent" in done.content.decode()
    assert [(one.choice, one.text, one.way) for one in LinkAnswer.objects.all()] == [("no", "I left", "link")]


def test_a_double_click_does_one_thing(client: Client, address: str, purpose: NamingPurpose) -> None:
    sealed = sealed_on(client.post(address, {"choice": "yes"}).content.decode())
    for _ in range(2):
        assert client.post(address, {"sealed": sealed}).status_code == 302
    assert purpose.calls == [("yes", "link")]


def test_no_change_it_brings_the_answer_back_to_the_form(client: Client, address: str) -> None:
    page = client.post(address, {"choice": "no", "text_no": "I left"}).content.decode()
    back = next(form["fields"] for form in Forms(page).forms if "change" in form["fields"])
    page = client.post(address, {name: values[0] for name, values in back.items()}).content.decode()
    assert "I left" in page
    assert 'value="no" checked' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose one of the answers."),
        ({"choice": "perhaps"}, "Choose one of the answers."),
        ({"choice": "no"}, "This answer needs a few words."),
        ({"choice": "later", "on_later": "32 May 2026"}, "Enter the day as a number from 1 to 31."),
        ({"choice": "no", "text_no": "x" * 5001}, "5000"),
    ],
)
def test_a_form_with_errors_says_each_in_words(client: Client, address: str, sent: dict[str, str], words: str) -> None:
    page = client.post(address, sent).content.decode()
    assert "There is a problem" in page
    assert words in page
    assert "Is that right?" not in page


def test_what_is_typed_is_shown_harmless(client: Client, address: str) -> None:
    hostile = "<script>alert(1)</script>\x00 \u202eright to left \U0001f600"
    page = client.post(address, {"choice": "no", "text_no": hostile}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    client.post(address, {"sealed": sealed_on(page)})
    assert "\x00" not in LinkAnswer.objects.get().text


def test_a_refusal_of_the_record_brings_the_form_back(client: Client, address: str) -> None:
    page = client.post(address, {"choice": "no", "text_no": "refuse me"}).content.decode()
    page = client.post(address, {"sealed": sealed_on(page)}).content.decode()
    assert "That cannot be." in page
    assert "refuse me" in page
    assert not LinkAnswer.objects.exists()


def test_the_answer_of_one_link_cannot_be_sent_through_another(
    client: Client, address: str, cast: Cast, purpose: NamingPurpose
) -> None:
    now = timezone.now()
    _, other = issue_link(
        actor=cast.actor("coordinator"),
        now=now,
        purpose="tests.naming",
        record_public_id=cast.question.public_id,
        person=cast.person("officer"),
        scope=cast.question.scope,
        expires_at=now + timedelta(days=1),
    )
    sealed = sealed_on(client.post(address, {"choice": "yes"}).content.decode())
    page = client.post(f"/l/{other}/", {"sealed": sealed}).content.decode()
    assert "This answer was not confirmed on our page." in page
    assert purpose.calls == []


def test_an_expired_link_offers_a_fresh_one_to_the_same_address(client: Client, address: str) -> None:
    PersonalLink.objects.update(expires_at=timezone.now())
    response = client.get(address)
    assert response.status_code == 410
    assert "This link has expired." in response.content.decode()
    assert client.get(f"{address}again/").status_code == 302
    before = Job.objects.count()
    assert "A fresh link is on its way" in client.post(f"{address}again/").content.decode()
    assert Job.objects.count() == before + 1
    assert Job.objects.latest("pk").payload["event"]["person_public_id"] == PersonalLink.objects.get().person.public_id
    assert client.post(f"{address}again/").status_code == 302
    assert "This link was withdrawn. A fresh one was asked for and sent." in client.get(address).content.decode()


def test_after_the_day_the_answer_is_shown_and_stands(client: Client, address: str, purpose: NamingPurpose) -> None:
    client.post(address, {"sealed": sealed_on(client.post(address, {"choice": "yes"}).content.decode())})
    LinkAnswer.objects.update(answered_at=timezone.now() - timedelta(days=2))
    response = client.get(address)
    assert response.status_code == 410
    assert "An answer can be changed until the end of the day" in response.content.decode()


def test_guessing_is_stopped(client: Client, address: str) -> None:
    for _ in range(30):
        assert client.get("/l/guess/").status_code == 404
    stopped = client.get("/l/guess/")
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "600")
    assert client.get(address).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(address).status_code == 200


def test_the_digest_is_stopped_by_a_button_and_not_by_opening(client: Client, cast: Cast) -> None:
    person = cast.person("researcher")
    path = stop_path(person)
    assert client.get(path).status_code == 200
    assert wants_digest(person)
    client.post(path, {"wants": "no"})
    assert not wants_digest(person)
    choose_digest(actor=SYSTEM, now=timezone.now(), person=person, wants=True)
    assert client.get(f"{path[:-3]}xx/").status_code == 404


def test_no_answer_says_twice_that_it_may_be_left_empty(cast: Cast) -> None:
    team = cast.team
    place = TeamMember.objects.create(
        created_at=timezone.now(),
        team=team,
        person=cast.person("outsider"),
        role="researcher",
        state="invited",
        state_since=timezone.now(),
    )
    card = PURPOSES["teams.join"].card(place.public_id, place.person_id)
    page = render_to_string("django/forms/field.html", {"field": AnswerForm(card)["text_decline"]})
    assert page.count("optional") == 1
