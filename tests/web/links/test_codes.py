"""A clearance by personal link: it counts only with the code from the invited mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import Clearance, ClearanceAnswer, PaperSection
from bridgework.apps.committees.queries.clearing import clearance_view
from bridgework.apps.participation.models import LinkAnswer, LinkCode, PersonalLink
from bridgework.apps.people.models import RoleHolding
from bridgework.kernel.errors import NotPermitted
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast
from tests.templated import change, make_paper

pytestmark = pytest.mark.django_db

INVITED = "nadia.rahman@example.org"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    cache.clear()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False) as moved:
        yield moved


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def clearance(cast: Cast) -> Clearance:
    return actions.ask_clearance(
        actor=cast.actor("officer"), now=NOW, paper=make_paper(cast), key="finance", person=cast.person("clearer")
    )


@pytest.fixture
def address(clearance: Clearance) -> str:
    """Where the mailed link leads."""
    run_waiting()
    found = re.search(r"/l/[\w-]+/", str(mail.outbox[-1].body))
    assert found is not None
    assert mail.outbox[-1].to == [INVITED]
    mail.outbox.clear()
    return found.group()


class Hidden(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.fields.setdefault(str(given["name"]), given.get("value") or "")


def choose(client: Client, address: str, choice: str = "cleared", **more: str) -> str:
    """Look over an answer; the seal that the second page carries."""
    binding = Hidden(client.get(address).content.decode()).fields["binding"]
    page = client.post(address, {"choice": choice, "binding": binding, **more}).content.decode()
    return Hidden(page).fields["sealed"]


def mailed_code() -> str:
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found is not None
    return found.group()


def test_the_page_shows_exactly_the_text_that_is_cleared(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "Met from the budget." in page
    assert "Two buses a day." not in page


def test_link_choice_code_and_only_then_an_answer(client: Client, address: str) -> None:
    sealed = choose(client, address)
    asking = client.post(address, {"sealed": sealed}).content.decode()
    assert f"six digits to {INVITED}" in asking
    assert ([one.to for one in mail.outbox], ClearanceAnswer.objects.count()) == ([[INVITED]], 0)
    done = client.post(address, {"sealed": sealed, "code": mailed_code()}, follow=True).content.decode()
    assert "Your answer was sent" in done
    given = ClearanceAnswer.objects.get()
    assert (given.answer, given.person.email, given.way, given.post) == ("cleared", INVITED, "by link", "Finance")
    code = LinkCode.objects.get()
    assert (code.confirmation, code.used_at is not None) == (LinkAnswer.objects.get().confirmation, True)


def test_a_forwarded_link_without_the_mailbox_answers_nothing(client: Client, address: str) -> None:
    sealed = choose(client, address)
    client.post(address, {"sealed": sealed})
    right = mailed_code()
    for wrong in ("", "000000" if right != "000000" else "111111", "not a code", right[:5]):
        page = client.post(address, {"sealed": sealed, "code": wrong}).content.decode()
        assert "That is not the code we sent." in page
    assert not ClearanceAnswer.objects.exists()


def test_five_wrong_tries_end_a_code_and_five_codes_end_a_day(client: Client, address: str) -> None:
    sealed = choose(client, address)
    client.post(address, {"sealed": sealed})
    right = mailed_code()
    for _ in range(5):
        client.post(address, {"sealed": sealed, "code": "1"})
    assert "no longer works" in client.post(address, {"sealed": sealed, "code": right}).content.decode()
    for _ in range(6):
        last = client.post(address, {"sealed": sealed}).content.decode()
    assert "5 codes went out for this link within a day." in last
    assert (len(mail.outbox), ClearanceAnswer.objects.count()) == (5, 0)


def test_a_code_lasts_half_an_hour(client: Client, address: str, clock: time_machine.Coordinates) -> None:
    sealed = choose(client, address)
    client.post(address, {"sealed": sealed})
    clock.shift(timedelta(minutes=31))
    page = client.post(address, {"sealed": sealed, "code": mailed_code()}).content.decode()
    assert "This code no longer works." in page
    assert not ClearanceAnswer.objects.exists()


def test_a_code_is_for_one_answer_and_one_link(client: Client, address: str, cast: Cast) -> None:
    first = choose(client, address)
    client.post(address, {"sealed": first})
    code = mailed_code()
    other = choose(client, address, "not_cleared", text_not_cleared="No money.")
    assert "no longer works" in client.post(address, {"sealed": other, "code": code}).content.decode()
    client.post(address, {"sealed": other})
    assert "no longer works" in client.post(address, {"sealed": first, "code": code}).content.decode()
    assert not ClearanceAnswer.objects.exists()


def test_a_robot_that_opens_and_submits_what_it_finds_changes_nothing(client: Client, address: str) -> None:
    before = (list(PersonalLink.objects.values()), list(Clearance.objects.values()))
    client.head(address)
    binding = Hidden(client.get(address).content.decode()).fields["binding"]
    for choice in ("", "cleared", "cleared_with_comment", "not_cleared", "not_applicable", "delegate"):
        for code in ("", "123456"):
            client.post(address, {"choice": choice, "binding": binding, "code": code, f"text_{choice}": "words"})
    assert (list(PersonalLink.objects.values()), list(Clearance.objects.values())) == before
    assert (ClearanceAnswer.objects.count(), LinkAnswer.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_text_that_changed_meanwhile_is_shown_instead_of_being_cleared(
    client: Client, address: str, clearance: Clearance
) -> None:
    sealed = choose(client, address)
    client.post(address, {"sealed": sealed})
    change(clearance.paper, "resource", "Met from the reserve.")
    page = client.post(address, {"sealed": sealed, "code": mailed_code()}).content.decode()
    assert "The text changed while you were reading it." in page
    assert "Met from the reserve." in page
    assert not ClearanceAnswer.objects.exists()


def test_whoever_is_away_names_an_officer_we_know(client: Client, address: str, cast: Cast) -> None:
    researcher, lead = cast.person("researcher"), cast.person("lead")
    for email, known in (("nobody@example.org", False), (researcher.email, False), (lead.email, True)):
        sealed = choose(client, address, "delegate", text_delegate=email)
        client.post(address, {"sealed": sealed})
        page = client.post(address, {"sealed": sealed, "code": mailed_code()}, follow=True).content.decode()
        assert ("We do not know an officer with this address." in page) is not known
    kept = Clearance.objects.get()
    assert (kept.asked_of, kept.delegated_from) == (lead, cast.person("clearer"))
    assert "It was given to" in client.get(address).content.decode()


@pytest.fixture
def private_address(cast: Cast) -> str:
    """The mailed link to clear two sections, of which one is private."""
    paper = make_paper(cast)
    PaperSection.objects.filter(paper=paper, key="issues").update(
        text="Walrus Ltd asks 4711.", title="Buying from Walrus", is_private=True, exempt_paragraph="3"
    )
    actions.ask_clearance(actor=cast.actor("officer"), now=NOW, paper=paper, key="legal", person=cast.person("clearer"))
    run_waiting()
    assert "Walrus" not in f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    found = re.search(r"/l/[\w-]+/", str(mail.outbox[-1].body))
    assert found is not None
    mail.outbox.clear()
    return found.group()


def test_a_forwarded_link_does_not_show_private_text_and_takes_no_answer(client: Client, private_address: str) -> None:
    page = client.get(private_address).content.decode()
    assert "Two buses a day." in page
    assert "Walrus" not in page
    sent = client.post(private_address, {"choice": "cleared"}).content.decode()
    assert "sealed" not in Hidden(sent).fields
    page = client.post(private_address, {"reading": ""}).content.decode()
    wrong = client.post(private_address, {"reading": Hidden(page).fields["reading"], "code": "12"}).content.decode()
    assert "That is not the code we sent." in wrong
    assert "Walrus" not in wrong


def test_with_the_code_of_the_invited_mailbox_private_text_is_read_and_cleared(
    client: Client, private_address: str
) -> None:
    page = client.post(private_address, {"reading": ""}).content.decode()
    assert mail.outbox[-1].to == [INVITED]
    sent = {"reading": Hidden(page).fields["reading"], "code": mailed_code()}
    page = client.post(private_address, sent).content.decode()
    assert "Walrus Ltd asks 4711." in page
    fields = Hidden(page).fields
    looked_over = client.post(private_address, fields | {"choice": "cleared"}).content.decode()
    sealed = {"sealed": Hidden(looked_over).fields["sealed"], "pass": fields["pass"]}
    client.post(private_address, sealed)
    client.post(private_address, sealed | {"code": mailed_code()})
    assert ClearanceAnswer.objects.get().answer == "cleared"
    assert "no longer works" in client.post(private_address, sent).content.decode()


def test_a_pass_of_one_link_opens_no_other(client: Client, private_address: str) -> None:
    forged = signing.dumps("another", salt="bridgework.links.private-text")
    assert "Walrus" not in client.post(private_address, {"choice": "", "pass": forged}).content.decode()


def test_whoever_clears_for_the_committee_no_more_answers_no_more(
    client: Client, cast: Cast, private_address: str
) -> None:
    RoleHolding.objects.filter(person=cast.person("clearer")).update(ends_on=NOW.date() - timedelta(days=1))
    gone = client.get(private_address)
    assert gone.status_code == 410
    assert "is not a clearing officer of this committee any more" in gone.content.decode()
    clearance = Clearance.objects.get()
    with pytest.raises(NotPermitted):
        actions.answer_clearance(
            actor=cast.actor("clearer", via="link"),
            now=NOW,
            clearance=clearance,
            answer="cleared",
            binding=clearance_view(clearance).sha256,
        )
