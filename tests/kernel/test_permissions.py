"""May, which and who are three answers of one rule, so they must never disagree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.impact.models import Action
from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.kernel import roles
from bridgework.kernel.errors import NotFound, NotPermitted
from bridgework.kernel.permissions import RULES, SYSTEM, VISITOR, Actor, Holding, Rule, ancestors, covers
from tests.cast import NOW, give_role, make_cast, make_person


def at(path: str) -> str:
    """A scope path of public ids in full length."""
    return "/".join(part.ljust(14, "0") for part in path.split("/")) if path else ""


SCOPES = tuple(map(at, ("p", "p/r", "p/r/c", "p/r/c/t", "p/r/c/t2", "p/r/c2", "p2", "p2/r")))
STATES = ("waiting", "sent")
ON = NOW.date()


@pytest.fixture
def rules() -> Iterator[list[Rule]]:
    known = dict(RULES)
    staff, team = frozenset({roles.COORDINATOR}), frozenset({roles.RESEARCHER})
    yield [
        Rule("test.staff", "Staff.", roles=staff),
        Rule("test.staff-while-waiting", "Staff.", roles=staff, states=frozenset({"waiting"})),
        Rule("test.team", "The team.", roles=team),
        Rule("test.own", "Your own.", own=("person",)),
        Rule("test.own-by-a-join", "Your own.", own=("person__conflicts__person",), roles=team),
        Rule("test.public-when-sent", "Staff.", roles=staff, public_when={"state": "sent"}),
        Rule("test.always-public", "Anybody.", public_when={}),
        Rule("test.nobody", "Nobody."),
        Rule("test.all-of-it", "Yours.", roles=staff | team, own=("person",), states=frozenset({"sent"})),
    ]
    RULES.clear()
    RULES.update(known)


@pytest.fixture
def people(db: None) -> list[Person]:
    places = [
        (roles.COORDINATOR, "p"),
        (roles.COORDINATOR, "p/r"),
        (roles.COORDINATOR, ""),
        (roles.RESEARCHER, "p/r/c/t"),
        (roles.RESEARCHER, "p2"),
        (roles.MENTOR, "p/r/c"),
    ]
    found = [make_person(f"Person {number}") for number in range(len(places) + 1)]
    for person, (role, scope) in zip(found, places, strict=False):
        give_role(person, role, at(scope))
    # The first one is kept from one challenge, the second from one team only.
    for person, public_id in ((found[0], "c"), (found[1], "t")):
        Conflict.objects.create(
            created_at=NOW, scope=at("p"), person=person, record_public_id=at(public_id), reason="related"
        )
    return found


@pytest.fixture
def messages(people: list[Person]) -> list[Message]:
    owners = [people[0], people[3], people[-1], None]
    return [
        Message.objects.create(
            created_at=NOW, state_since=NOW, scope=scope, state=state, person=owner, subject="s", body="b", why="w"
        )
        for scope, state, owner in product(SCOPES, STATES, owners)
    ]


def test_may_which_and_who_agree(rules: list[Rule], people: list[Person], messages: list[Message]) -> None:
    for rule in rules:
        who = {message.pk: set(rule.who(message, ON)) for message in messages}
        for person in people:
            actor = actor_for(person, NOW)
            may = {message.pk for message in messages if rule.may(actor, message).allowed}
            which = list(rule.which(actor, Message.objects.all()).values_list("pk", flat=True))

            assert sorted(may) == sorted(which), (rule.name, person.name)
            if rule.public_when is None:
                named = {key for key, allowed in who.items() if person.pk in allowed}
                assert named == may, (rule.name, person.name)


def test_visitors_and_the_program_itself(rules: list[Rule], messages: list[Message]) -> None:
    for rule in rules:
        for actor in (VISITOR, SYSTEM):
            may = {message.pk for message in messages if rule.may(actor, message).allowed}
            assert may == set(rule.which(actor, Message.objects.all()).values_list("pk", flat=True)), rule.name
            if actor is SYSTEM:
                assert len(may) == len(messages)


def test_committee_roles_reach_what_went_to_their_body_only(rules: list[Rule], db: None) -> None:
    rule = Rule("test.committee", "The clerk.", body_roles=frozenset({roles.CLERK}))
    clerk, everywhere = make_person("Clerk"), make_person("Clerk of all")
    give_role(clerk, roles.CLERK, "body/b1")
    give_role(everywhere, roles.CLERK, "")
    challenge = make_cast().challenge
    rows = [
        Action.objects.create(
            created_at=NOW, state_since=NOW, scope="p", state="open", challenge=challenge, text="x", body_scope=body
        )
        for body in ("", "body/b1", "body/b2", "body/b11")
    ]

    for person, reached in ((clerk, [1]), (everywhere, [1, 2, 3])):
        actor = actor_for(person, NOW)
        assert [number for number, row in enumerate(rows) if rule.may(actor, row).allowed] == reached
        assert [number for number, row in enumerate(rows) if person.pk in rule.who(row, ON)] == reached
        found = set(rule.which(actor, Action.objects.all()).values_list("pk", flat=True))
        assert [number for number, row in enumerate(rows) if row.pk in found] == reached


def test_a_list_is_one_query(
    rules: list[Rule], people: list[Person], messages: list[Message], django_assert_num_queries: object
) -> None:
    held = tuple(Holding(role, at("p")) for role in (roles.COORDINATOR, roles.RESEARCHER))
    actor = Actor(person_id=people[0].pk, holdings=held, conflicts=frozenset({at("c")}))
    for rule in rules:
        if rule.name != "test.nobody":
            with django_assert_num_queries(1):  # type: ignore[operator]
                list(rule.which(actor, Message.objects.all()))


def test_a_refusal_says_why_and_what_would_change_it(rules: list[Rule], messages: list[Message]) -> None:
    waiting = Rule(
        "test.refuses",
        "Coordinators release messages.",
        roles=frozenset({roles.COORDINATOR}),
        states=frozenset({"waiting"}),
        states_remedy="A message that was sent cannot be sent again.",
        remedy="Ask the coordinator.",
    )
    sent = next(message for message in messages if message.state == "sent" and message.scope == at("p"))

    with pytest.raises(NotPermitted) as refused:
        waiting.require(VISITOR, sent)
    answer = waiting.may(Actor(person_id=1, holdings=(Holding(roles.COORDINATOR, at("p")),)), sent)

    assert (refused.value.reason, refused.value.remedy, refused.value.rule) == (
        "Coordinators release messages.",
        "Ask the coordinator.",
        "test.refuses",
    )
    assert (answer.allowed, answer.remedy) == (False, "A message that was sent cannot be sent again.")


def test_what_is_confidential_is_not_found(rules: list[Rule], messages: list[Message]) -> None:
    hidden = Rule("test.hidden", "Staff.", roles=frozenset({roles.COORDINATOR}), hidden=True)
    conflicted = Actor(person_id=1, holdings=(Holding(roles.COORDINATOR, at("p")),), conflicts=frozenset({at("p")}))

    for rule, actor in ((hidden, VISITOR), (rules[0], conflicted)):
        with pytest.raises(NotFound):
            rule.require(actor, messages[0])


def test_paths() -> None:
    assert ancestors("p/r/c") == ["", "p", "p/r", "p/r/c"]
    assert ancestors("") == [""]
    assert [covers(held, "p/r") for held in ("", "p", "p/r", "p/r/c", "p2", "p/")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert (covers("p/r/c/t", "p/r/c"), covers("p/r/c/t", "p/r/c/t2"), covers("p/r/c/t", "p/r")) == (True, False, False)
