from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bridgework.apps.participation import actions, queries, tokens
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.questions.models import Question
from bridgework.kernel.errors import DomainError, InvalidInput, NotFound, NotPermitted, NotPossibleNow
from bridgework.kernel.links import Given
from tests.cast import NOW, Cast, make_cast
from tests.purposes import NamingPurpose, with_purpose, without_purpose

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def purpose() -> Iterator[NamingPurpose]:
    yield with_purpose()
    without_purpose()


@pytest.fixture
def link(cast: Cast, purpose: NamingPurpose) -> PersonalLink:
    return issue(cast)[0]


def issue(cast: Cast, who: str = "coordinator", until: datetime = NOW + timedelta(days=14)) -> tuple[PersonalLink, str]:
    return actions.issue_link(
        actor=cast.actor(who),
        now=NOW,
        purpose="tests.naming",
        record_public_id=cast.question.public_id,
        person=cast.person("owner"),
        scope=cast.question.scope,
        expires_at=until,
    )


def answer(link: PersonalLink, choice: str, text: str = "", now: datetime = NOW) -> LinkAnswer:
    sealed = tokens.unseal(tokens.seal(link.public_id, Given(choice, text)), link.public_id)
    return actions.answer_by_link(now=now, link=link, sealed=sealed)


def test_only_a_hash_of_the_token_is_kept(cast: Cast, purpose: NamingPurpose) -> None:
    link, token = issue(cast)
    kept = PersonalLink.objects.values().get(pk=link.pk)
    assert token not in str(kept)
    assert queries.link_by_token(token) == link
    assert link.address == "helen.marsh@example.org"
    for wrong in (token[:-1], token + "a", "", "\x00", link.token_hash):
        with pytest.raises(NotFound):
            queries.link_by_token(wrong)


@pytest.mark.parametrize(("who", "allowed"), [("coordinator", True), ("sponsor", True), ("outsider", False)])
def test_who_asks_by_link(cast: Cast, purpose: NamingPurpose, who: str, allowed: bool) -> None:
    if allowed:
        assert issue(cast, who)[0].made_by == cast.person(who).public_id
    else:
        with pytest.raises(NotPermitted):
            issue(cast, who)


def test_an_answer_acts_once_however_often_it_is_confirmed(link: PersonalLink, purpose: NamingPurpose) -> None:
    sealed = tokens.unseal(tokens.seal(link.public_id, Given("yes")), link.public_id)
    first = actions.answer_by_link(now=NOW, link=link, sealed=sealed)
    assert actions.answer_by_link(now=NOW, link=link, sealed=sealed) == first
    assert purpose.calls == [("yes", "link")]
    assert first.outcome == "You are named. Nothing more to do."


def test_an_answer_is_changed_the_same_day_and_superseded_not_erased(
    cast: Cast, link: PersonalLink, purpose: NamingPurpose
) -> None:
    first = answer(link, "yes")
    second = answer(link, "no", "I moved on", now=LATER)
    first.refresh_from_db()
    assert first.superseded_by == second
    kept = queries.answers_of(cast.question.public_id, "tests.naming")
    assert [(one.choice, one.superseded_by_id) for one in kept] == [("yes", second.pk), ("no", None)]
    assert Question.objects.get(pk=cast.question.pk).brought_by == "no I moved on"


def test_the_next_day_it_stands(link: PersonalLink, purpose: NamingPurpose) -> None:
    answer(link, "yes")
    with pytest.raises(NotPossibleNow) as refusal:
        answer(link, "no", "too late", now=TOMORROW)
    assert refusal.value.reason == "An answer can be changed until the end of the day on which it was given."
    assert purpose.calls == [("yes", "link")]


def test_what_something_rests_on_stands(link: PersonalLink, purpose: NamingPurpose) -> None:
    answer(link, "yes")
    purpose.relied = True
    with pytest.raises(NotPossibleNow):
        answer(link, "no", "after all", now=LATER)


@pytest.mark.parametrize(
    ("spoil", "reason", "can_renew"),
    [
        ({"expires_at": NOW}, "This link has expired.", True),
        ({"expires_at": NOW, "address": ""}, "This link has expired.", False),
        ({"revoked_at": NOW, "revoked_reason": "Sent by mistake."}, "This link was withdrawn. Sent by mistake.", False),
    ],
)
def test_a_link_that_no_longer_works_says_why(
    link: PersonalLink, purpose: NamingPurpose, spoil: dict[str, object], reason: str, can_renew: bool
) -> None:
    PersonalLink.objects.filter(pk=link.pk).update(**spoil)
    link.refresh_from_db()
    state = queries.standing(link, NOW)
    assert (state.open, state.reason, state.can_renew) == (False, reason, can_renew)
    with pytest.raises(NotPossibleNow):
        answer(link, "yes")
    assert purpose.calls == []


def test_a_closed_matter_says_so(link: PersonalLink, purpose: NamingPurpose) -> None:
    purpose.closed_because = "The question was withdrawn."
    assert queries.standing(link, NOW).reason == "The question was withdrawn."


def test_revoking_needs_a_reason_and_somebody_who_runs_the_programme(cast: Cast, link: PersonalLink) -> None:
    with pytest.raises(InvalidInput):
        actions.revoke_link(actor=cast.actor("lead"), now=NOW, link=link, reason=" ")
    with pytest.raises(NotPermitted):
        actions.revoke_link(actor=cast.actor("researcher"), now=NOW, link=link, reason="why not")
    assert actions.revoke_link(actor=cast.actor("lead"), now=NOW, link=link, reason="Gone").revoked_at == NOW


def test_a_fresh_link_is_asked_for_once(link: PersonalLink) -> None:
    with pytest.raises(NotPossibleNow):
        actions.ask_for_fresh_link(now=NOW, link=link)
    after = link.expires_at + timedelta(days=1)
    actions.ask_for_fresh_link(now=after, link=link)
    with pytest.raises(NotPossibleNow):
        actions.ask_for_fresh_link(now=after, link=link)


@pytest.mark.parametrize(
    ("choice", "text", "field"),
    [("", "", "choice"), ("maybe", "", "choice"), ("no", "  ", "text_no"), ("no", "x" * 5001, "text_no")],
)
def test_an_answer_that_was_not_offered(
    cast: Cast, link: PersonalLink, purpose: NamingPurpose, choice: str, text: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        answer(link, choice, text)
    assert (refusal.value.field, purpose.calls) == (field, [])


def test_an_answer_that_the_record_refuses_leaves_nothing_behind(link: PersonalLink) -> None:
    with pytest.raises(DomainError):
        answer(link, "no", "refuse me")
    assert not LinkAnswer.objects.exists()


def test_staff_enter_what_came_by_phone_and_it_is_marked(cast: Cast, purpose: NamingPurpose) -> None:
    given: dict[str, Any] = {
        "now": NOW,
        "purpose": "tests.naming",
        "record_public_id": cast.question.public_id,
        "person": cast.person("owner"),
        "given": Given("yes"),
    }
    with pytest.raises(NotPermitted):
        actions.enter_answer_for(actor=cast.actor("researcher"), **given)
    entered = actions.enter_answer_for(actor=cast.actor("coordinator"), way="paper", **given)
    assert (entered.way, entered.entered_by) == ("paper", cast.person("coordinator").public_id)
    assert purpose.calls == [("yes", "paper")]


def test_only_the_person_who_was_asked_answers_on_screen(cast: Cast, purpose: NamingPurpose) -> None:
    given: dict[str, Any] = {
        "now": NOW,
        "purpose": "tests.naming",
        "record_public_id": cast.question.public_id,
        "person": cast.person("owner"),
        "given": Given("yes"),
    }
    with pytest.raises(NotPossibleNow):
        actions.answer_on_screen(actor=cast.actor("coordinator"), **given)
    assert actions.answer_on_screen(actor=cast.actor("owner"), **given).way == "screen"


def test_a_seal_is_bound_to_its_link_and_to_what_it_says(link: PersonalLink) -> None:
    sealed = tokens.seal(link.public_id, Given("no", "because", NOW.date()))
    assert tokens.unseal(sealed, link.public_id).given == Given("no", "because", NOW.date())
    for wrong in (sealed[:-1], f"x{sealed}", ""):
        with pytest.raises(InvalidInput):
            tokens.unseal(wrong, link.public_id)
    with pytest.raises(InvalidInput):
        tokens.unseal(sealed, "1m0000000000ab")
