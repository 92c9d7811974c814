from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.conflicts import actions, queries
from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.people.models import Affiliation
from bridgework.apps.people.queries import actor_for
from bridgework.apps.questions.models import Challenge
from bridgework.core.conflicts import Tie, shared_ties
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import visible_to
from tests.cast import NOW, Cast, make_cast

ON = date(2026, 3, 2)


def tie(person: str, department: str = "", since: date | None = None, until: date | None = None) -> Tie:
    return Tie(person, "university", department, since, until)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (tie("a", "Physics"), tie("b", "Physics"), ["the same department (Physics), now"]),
        (tie("a", "Physics"), tie("b", "physics"), ["the same department (Physics), now"]),
        (tie("a", "Physics"), tie("b", "History"), []),
        (tie("a", "Physics"), tie("b"), ["the same department (Physics), now"]),
        (tie("a"), tie("b"), ["the same organisation, now"]),
        (tie("a", until=date(2024, 6, 1)), tie("b"), ["the same organisation, until 2024"]),
        (tie("a", until=date(2023, 3, 1)), tie("b"), []),
        (tie("a", until=date(2023, 3, 2)), tie("b"), ["the same organisation, until 2023"]),
        (tie("a", since=date(2025, 1, 1)), tie("b", until=date(2024, 12, 31)), []),
        (tie("a"), tie("a"), []),
        (tie("a"), Tie("b", "council"), []),
    ],
)
def test_who_was_in_one_place_lately(mine: Tie, theirs: Tie, expected: list[str]) -> None:
    assert [one.reason for one in shared_ties([mine], [theirs], on=ON)] == expected


def test_without_departments_the_organisation_is_enough() -> None:
    found = shared_ties([tie("a", "Physics")], [tie("b", "History")], on=ON, by_department=False)
    assert [one.reason for one in found] == ["the same organisation, now"]


def test_the_look_back_is_a_number_of_years_even_on_a_leap_day() -> None:
    assert shared_ties([tie("a", until=date(2021, 2, 28))], [tie("b")], on=date(2024, 2, 29)) != []
    assert shared_ties([tie("a", until=date(2021, 2, 27))], [tie("b")], on=date(2024, 2, 29)) == []


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def declare(cast: Cast, who: str = "reviewer") -> Conflict:
    return actions.declare_conflict(
        actor=cast.actor(who),
        now=NOW,
        person=cast.person("reviewer"),
        record_public_id=cast.challenge.public_id,
        scope=cast.programme.scope,
        reason="My partner works on this.",
    )


@pytest.mark.django_db
def test_a_declared_conflict_hides_the_record_from_then_on(cast: Cast) -> None:
    before = actor_for(cast.person("reviewer"), NOW)
    assert list(visible_to(before, Challenge.objects.all())) == [cast.challenge]
    assert declare(cast) == declare(cast)
    after = actor_for(cast.person("reviewer"), NOW)
    assert after.conflicts == frozenset({cast.challenge.public_id})
    assert list(visible_to(after, Challenge.objects.all())) == []


@pytest.mark.django_db
def test_the_lead_decides_whether_it_stands_and_says_why(cast: Cast) -> None:
    conflict = declare(cast)
    with pytest.raises(NotPermitted):
        actions.decide_conflict(actor=cast.actor("coordinator"), now=NOW, conflict=conflict, stands=False, reason="no")
    with pytest.raises(InvalidInput):
        actions.decide_conflict(actor=cast.actor("lead"), now=NOW, conflict=conflict, stands=False, reason=" ")
    actions.decide_conflict(actor=cast.actor("lead"), now=NOW, conflict=conflict, stands=False, reason="Ended in 2019.")
    assert actor_for(cast.person("reviewer"), NOW).conflicts == frozenset()


@pytest.mark.django_db
def test_nobody_records_another_ones_conflict_or_decides_on_their_own(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        declare(cast, "researcher")
    mine = actions.declare_conflict(
        actor=cast.actor("lead"),
        now=NOW,
        person=cast.person("lead"),
        record_public_id=cast.team.public_id,
        scope=cast.programme.scope,
        reason="A friend is in it.",
    )
    with pytest.raises(NotPermitted) as refusal:
        actions.decide_conflict(actor=cast.actor("lead"), now=NOW, conflict=mine, stands=False, reason="Fine")
    assert refusal.value.rule == "conflicts.not-ones-own"


@pytest.mark.django_db
def test_an_ended_conflict_hides_nothing(cast: Cast) -> None:
    actions.end_conflict(actor=cast.actor("lead"), now=NOW + timedelta(days=1), conflict=declare(cast))
    assert queries.hidden_from(cast.person("reviewer").pk, NOW) == frozenset()


@pytest.mark.django_db
def test_ties_come_from_where_people_were(cast: Cast, django_assert_num_queries: object) -> None:
    for key in ("reviewer", "researcher", "mentor"):
        department = "Geography" if key != "mentor" else "History"
        Affiliation.objects.create(
            person=cast.person(key), organisation=cast.university, department=department, starts_on=date(2024, 1, 1)
        )
    people = [cast.person("researcher").pk, cast.person("mentor").pk]
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.ties_between([cast.person("reviewer").pk], people, on=ON)
    assert [(one.person, one.other) for one in found] == [
        (cast.person("reviewer").public_id, cast.person("researcher").public_id)
    ]
