"""One's own deadlines by a private address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from bridgework.apps.calendar.models import CalendarFeed
from bridgework.apps.people.models import RoleHolding
from bridgework.web.committee.feeds import secret_of
from tests.cast import NOW, Cast, make_cast
from tests.web.committee.test_papers import draft, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def address(cast: Cast, key: str) -> str:
    signed_in(cast, key).post("/committee/calendar/", {})
    return f"/committee/calendar/{secret_of(CalendarFeed.objects.get(person=cast.person(key), ended_at=None))}.ics"


def test_the_feed_has_the_deadlines_of_the_papers_one_works_on_and_no_others(cast: Cast) -> None:
    paper = draft(cast)
    owner, outsider = address(cast, "owner"), address(cast, "outsider")
    found = Client().get(owner)
    assert paper.title in found.content.decode().replace("\r\n ", "")
    assert (found["Cache-Control"], Client().get(outsider).content.count(b"BEGIN:VEVENT")) == ("private, no-store", 0)


def test_another_address_or_an_end_stops_the_old_one(cast: Cast) -> None:
    first = address(cast, "clerk")
    second = address(cast, "clerk")
    assert [Client().get(one).status_code for one in (first, second)] == [404, 200]
    signed_in(cast, "clerk").post("/committee/calendar/", {"what": "end"})
    assert Client().get(second).status_code == 404


def test_a_role_that_ends_empties_the_feed_at_once(cast: Cast) -> None:
    draft(cast)
    mine = address(cast, "clerk")
    assert b"VEVENT" in Client().get(mine).content
    RoleHolding.objects.filter(person=cast.person("clerk")).update(ends_on=NOW.date().replace(day=1))
    assert b"VEVENT" not in Client().get(mine).content


def test_a_signature_cannot_be_made_up(cast: Cast) -> None:
    mine = address(cast, "clerk")
    assert Client().get(mine.replace(mine[-8:-4], "zzzz")).status_code == 404


@pytest.mark.parametrize("papers", [1, 3])
def test_the_feed_takes_a_fixed_number_of_queries(
    cast: Cast, papers: int, django_assert_num_queries: Callable[..., object]
) -> None:
    paper = draft(cast)
    for number in range(1, papers):
        paper.pk, paper.public_id = None, f"000000000000{number}z"
        paper.save()
    mine = address(cast, "clerk")
    with django_assert_num_queries(10):  # type: ignore[attr-defined]
        Client().get(mine)
