from __future__ import annotations

from datetime import date

import pytest

from bridgework.apps.calendar import actions, queries
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def renamed(cast: Cast) -> None:
    actions.rename_body(
        actor=cast.actor("clerk"), now=NOW, body=cast.body, name="Communities Committee", starts_on=date(2026, 5, 20)
    )


def test_a_name_lasts_until_the_day_before_the_next(cast: Cast) -> None:
    renamed(cast)
    names = {day: queries.name_of_body(cast.body, day) for day in (None, date(2026, 5, 19), date(2026, 5, 20))}
    assert names == {
        None: "Communities Committee",
        date(2026, 5, 19): "Transport and Communities Committee",
        date(2026, 5, 20): "Communities Committee",
    }


def test_a_name_from_before_the_first_known_day_is_the_first(cast: Cast) -> None:
    body = actions.register_body(
        actor=SYSTEM, now=NOW, organisation=cast.council, name="Health Committee", name_from=date(2020, 1, 1)
    )
    assert queries.name_of_body(body, date(2015, 1, 1)) == "Health Committee"


def test_a_new_name_cannot_start_before_the_present_one(cast: Cast) -> None:
    renamed(cast)
    with pytest.raises(InvalidInput) as refused:
        actions.rename_body(
            actor=cast.actor("lead"), now=NOW, body=cast.body, name="Other", starts_on=date(2026, 5, 20)
        )
    assert refused.value.rule == "calendar.names-follow-each-other"


def test_a_researcher_renames_no_committee(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.rename_body(
            actor=cast.actor("researcher"), now=NOW, body=cast.body, name="Other", starts_on=date(2026, 5, 20)
        )


def test_a_committee_cannot_follow_itself(cast: Cast) -> None:
    later = actions.register_body(actor=SYSTEM, now=NOW, organisation=cast.council, name="Later")
    actions.name_successor(actor=cast.actor("lead"), now=NOW, body=cast.body, successor=later)
    with pytest.raises(InvalidInput):
        actions.name_successor(actor=cast.actor("lead"), now=NOW, body=later, successor=cast.body)


def test_of_two_programmes_each_keeps_the_committees_of_its_own_council(cast: Cast) -> None:
    cast.council.scope = "another-programme"
    cast.council.save()
    with pytest.raises(NotPermitted):
        actions.register_body(actor=cast.actor("lead"), now=NOW, organisation=cast.council, name="Theirs")
