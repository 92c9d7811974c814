"""Requests: asked of one person, answered from the message, passed on, asked again, handed over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.messages.models import Message
from bridgework.apps.participation.actions import answer_on_screen, enter_answer_for
from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.participation.queries import purpose_of
from bridgework.apps.people.models import Person
from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.links import read_person
from bridgework.apps.workspace.models import Request
from bridgework.kernel import waiting
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.links import Given
from bridgework.kernel.models import Transition
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ask(cast: Cast, text: str = "Who holds the passenger numbers?", of: str = "officer") -> Request:
    return actions.make_request(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, asked_of=cast.person(of), text=text
    )


def give(cast: Cast, request: Request, choice: str, text: str, who: str = "officer") -> None:
    answer_on_screen(
        actor=cast.actor(who),
        now=LATER,
        purpose="workspace.request",
        record_public_id=request.public_id,
        person=cast.person(who),
        given=Given(choice, text),
    )
    request.refresh_from_db()


def test_a_request_waits_on_the_person_who_was_asked_and_sends_a_link(cast: Cast) -> None:
    request = ask(cast)
    run_waiting()
    assert (request.state, request.wanted_by) == ("waiting", date(2026, 3, 16))
    assert [one.link_purpose for one in Message.objects.all()] == ["workspace.request"]
    on_officer = waiting.waiting_on(cast.person("officer").pk, NOW)
    assert [(one.kind, one.title) for one in on_officer] == [
        ("workspace.request", "A team asks: Who holds the passenger numbers?")
    ]
    elsewhere = waiting.waiting_elsewhere(cast.person("team_lead").pk, NOW)
    assert [(one.public_id, one.on_whom) for one in elsewhere] == [(request.public_id, "supporting officer")]


def test_an_answer_reaches_whoever_asked_at_once(cast: Cast) -> None:
    request = ask(cast)
    give(cast, request, "answer", "The bus operator, Mrs Gray.")
    run_waiting()
    assert (request.state, request.answer, request.answered_way) == (
        "answered",
        "The bus operator, Mrs Gray.",
        "screen",
    )
    told = Message.objects.filter(person=cast.person("researcher"))
    assert [one.subject for one in told] == ["Your request is answered: “Rural buses”"]


def test_a_request_is_passed_on_to_somebody_unknown_who_is_asked_next(cast: Cast) -> None:
    request = ask(cast)
    give(cast, request, "pass_on", "Please ask\nMoira Gray <moira.gray@buses.example>, she runs the timetable.")
    following = Request.objects.get(passed_on_from=request)
    assert (request.state, following.state, following.asked_of.name) == ("passed_on", "waiting", "Moira Gray")
    card = purpose_of("workspace.request").card(following.public_id, following.asked_of_id)
    assert card.why == "Priya Nair said that you know this."
    assert dict(card.facts)["Their note"] == "Please ask\nshe runs the timetable"


def test_whoever_passed_it_on_may_think_again_until_the_next_has_answered(cast: Cast) -> None:
    request = ask(cast)
    give(cast, request, "pass_on", "Alan Thorpe alan.thorpe@example.org")
    give(cast, request, "answer", "I found it after all.")
    following = Request.objects.get(passed_on_from=request)
    assert (request.state, following.state) == ("answered", "withdrawn")
    again = ask(cast, "And the fares?")
    give(cast, again, "pass_on", "Alan Thorpe alan.thorpe@example.org")
    next_one = Request.objects.get(passed_on_from=again)
    actions.answer_request(actor=cast.actor("councillor"), now=LATER, request=next_one, text="See the fares table.")
    with pytest.raises(NotPossibleNow):
        give(cast, again, "answer", "Me too.")


def test_whoever_names_an_address_does_not_hear_whose_it_is(cast: Cast) -> None:
    known = cast.person("councillor")
    give(cast, ask(cast), "pass_on", f"Somebody at the buses {known.email}")
    answer = LinkAnswer.objects.get()
    assert (answer.outcome, known.name in answer.outcome) == (
        "We ask Somebody at the buses next. You need not do anything else.",
        False,
    )
    assert Request.objects.get(passed_on_from__isnull=False).asked_of == known


def test_a_request_never_goes_in_a_circle(cast: Cast) -> None:
    request = ask(cast)
    following = actions.pass_on_request(
        actor=cast.actor("officer"), now=LATER, request=request, to=cast.person("councillor")
    )
    with pytest.raises(InvalidInput, match="Priya Nair was asked this already"):
        actions.pass_on_request(actor=cast.actor("councillor"), now=LATER, request=following, to=cast.person("officer"))


def test_what_cannot_be_given_keeps_its_reason_and_can_be_asked_again(cast: Cast) -> None:
    request = ask(cast)
    give(cast, request, "cannot_help", "The operator does not share it.")
    assert (request.state, request.answer) == ("cannot_help", "The operator does not share it.")
    actions.ask_again(
        actor=cast.actor("researcher"), now=LATER + timedelta(days=3), request=request, reason="A yearly total will do."
    )
    card = purpose_of("workspace.request").card(request.public_id, cast.person("officer").pk)
    assert dict(card.facts)["What is still missing"] == "A yearly total will do."
    answer_on_screen(
        actor=cast.actor("officer"),
        now=LATER + timedelta(days=4),
        purpose="workspace.request",
        record_public_id=request.public_id,
        person=cast.person("officer"),
        given=Given("answer", "1.2 million."),
    )
    request.refresh_from_db()
    assert (request.state, request.answer) == ("answered", "1.2 million.")


def test_an_answer_by_phone_is_entered_by_staff_and_marked_so(cast: Cast) -> None:
    request = ask(cast)
    enter_answer_for(
        actor=cast.actor("coordinator"),
        now=LATER,
        purpose="workspace.request",
        record_public_id=request.public_id,
        person=cast.person("officer"),
        given=Given("answer", "She says: ask the operator."),
        way="phone",
    )
    request.refresh_from_db()
    assert (request.state, request.answered_way) == ("answered", "phone")
    moved = Transition.objects.filter(record_public_id=request.public_id).last()
    assert moved is not None
    assert moved.via == "phone"


def test_only_the_person_asked_answers_and_only_the_team_asks(cast: Cast) -> None:
    request = ask(cast)
    with pytest.raises(NotPermitted):
        actions.answer_request(actor=cast.actor("researcher"), now=LATER, request=request, text="No.")
    with pytest.raises(NotPermitted):
        actions.make_request(
            actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, asked_of=cast.person("owner"), text="Hm?"
        )


def test_a_waiting_request_is_handed_over_and_asked_afresh(cast: Cast) -> None:
    request = ask(cast)
    waiting.hand_over(
        "workspace.request",
        request.public_id,
        to_person_id=cast.person("owner").pk,
        actor=cast.actor("lead"),
        now=LATER,
    )
    request.refresh_from_db()
    assert request.asked_of == cast.person("owner")
    assert waiting.waiting_on(cast.person("officer").pk, LATER) == []


def test_a_withdrawn_request_tells_its_link_that_nothing_is_needed(cast: Cast) -> None:
    request = ask(cast)
    actions.withdraw_request(actor=cast.actor("researcher"), now=LATER, request=request)
    assert purpose_of("workspace.request").closed(request.public_id, LATER) == "The team does not need this any more."


def test_how_long_each_waits_is_counted_in_working_days(cast: Cast) -> None:
    ask(cast)
    shown = queries.requests_of(cast.challenge, date(2026, 3, 21))
    assert [(one.waited.days, one.waited.working_days, one.role, one.is_late) for one in shown] == [
        (19, 14, "supporting officer", True)
    ]


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_requests_takes_the_same_queries(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    for number in range(many):
        ask(cast, f"Request {number}?")
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(queries.requests_of(cast.challenge, NOW.date())) == many


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Moira Gray moira@x.example", ("Moira Gray", "moira@x.example", "")),
        ("moira.gray@x.example", ("Moira Gray", "moira.gray@x.example", "")),
        ("Moira Gray\n<moira@x.example>.", ("Moira Gray", "moira@x.example", "")),
    ],
)
def test_a_name_and_an_address_are_read_from_one_text(typed: str, read: tuple[str, str, str]) -> None:
    assert read_person(typed) == read


def test_without_an_address_nobody_can_be_asked(cast: Cast) -> None:
    request = ask(cast)
    with pytest.raises(InvalidInput, match="without an email address"):
        give(cast, request, "pass_on", "Moira in Transport")
    assert Person.objects.filter(name__startswith="Moira").count() == 0
