from __future__ import annotations

from datetime import date

import pytest

from bridgework.apps.calendar import actions, queries
from bridgework.core.planning import BlockedPeriod
from bridgework.core.working_days import working_days_between
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_bank_holidays_of_a_year_are_the_published_ones() -> None:
    added = actions.load_bank_holidays(actor=SYSTEM, now=NOW, first_year=2022, last_year=2022)
    again = actions.load_bank_holidays(actor=SYSTEM, now=NOW, first_year=2022, last_year=2022)
    assert (added, again) == (12, 0)
    assert queries.holidays(first=date(2022, 6, 1), last=date(2022, 6, 30)) == {
        date(2022, 6, 2): "Spring Bank Holiday",
        date(2022, 6, 3): "Platinum Jubilee of Elizabeth II",
    }


def test_a_nation_has_its_own_days() -> None:
    actions.load_bank_holidays(actor=SYSTEM, now=NOW, first_year=2026, last_year=2026, nation="scotland")
    assert date(2026, 11, 30) in queries.holidays(nation="scotland")
    assert queries.holidays() == {}


def test_a_council_adds_days_of_its_own_and_counts_with_them(cast: Cast) -> None:
    actions.add_holiday(
        actor=cast.actor("coordinator"), now=NOW, organisation=cast.council, on=date(2026, 12, 29), name="Closed"
    )
    with_own, without = queries.holidays(cast.council), queries.holidays()
    assert (with_own, without) == ({date(2026, 12, 29): "Closed"}, {})
    assert working_days_between(date(2026, 12, 28), date(2026, 12, 30), with_own) == 1


def test_a_day_is_entered_once(cast: Cast) -> None:
    actor = cast.actor("lead")
    day = date(2026, 12, 29)
    actions.add_holiday(actor=actor, now=NOW, organisation=cast.council, on=day, name="Closed")
    with pytest.raises(InvalidInput):
        actions.add_holiday(actor=actor, now=NOW, organisation=cast.council, on=day, name="Closed")


def test_an_election_period_blocks_the_steps_it_is_asked_for(cast: Cast) -> None:
    actions.add_election_period(
        actor=cast.actor("lead"),
        now=NOW,
        organisation=cast.council,
        starts_on=date(2027, 3, 24),
        ends_on=date(2027, 5, 6),
        name="county council election 2027",
    )
    steps = frozenset({"publication"})
    expected = BlockedPeriod(date(2027, 3, 24), date(2027, 5, 6), "county council election 2027", steps)
    assert queries.blocked_periods(cast.council, steps=steps) == (expected,)
    assert queries.blocked_periods(cast.council, from_day=date(2027, 5, 7)) == ()


def test_polling_day_comes_last(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.add_election_period(
            actor=cast.actor("lead"),
            now=NOW,
            organisation=cast.council,
            starts_on=date(2027, 5, 6),
            ends_on=date(2027, 3, 24),
            name="election",
        )
    assert refused.value.field == "ends_on"


def test_a_researcher_adds_no_days(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.load_bank_holidays(actor=cast.actor("researcher"), now=NOW, first_year=2026, last_year=2026)
