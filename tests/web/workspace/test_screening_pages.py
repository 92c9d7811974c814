"""Sorting sources by buttons, two people who differ, and the searches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.models import Source
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_pages import LIST, place, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    actions.bring_references(actor=made.actor("researcher"), now=NOW, challenge=made.challenge, text=LIST)
    return made


def test_a_source_is_sorted_by_two_people_who_differ_until_it_is_settled(cast: Cast) -> None:
    first, second = signed_in(cast, "researcher"), signed_in(cast, "lived")
    here = place(cast, "evidence", "screening")
    source = Source.objects.get(duplicate_of=None)
    given = {"source": source.public_id, "stage": "title"}
    assert b"Nothing waits to be sorted." in second.get(here + "?second=1").content
    assert b"A source is left out with its reason." in first.post(here, given | {"decision": "exclude"}).content
    first.post(here, given | {"decision": "exclude", "reason": "too old"})
    page = second.get(here + "?second=1").content
    assert (b"Buses and jobs" in page, b"too old" in page) == (True, False)
    second.post(here + "?second=1", given | {"decision": "include"})
    assert b"Two people differ" in first.get(here).content
    first.post(here, given | {"decision": "include", "settles": "on"})
    first.post(here, given | {"decision": "include", "stage": "full_text"})
    counts = queries.flow_of(cast.challenge, queries.screened_sources(cast.challenge))
    assert (counts.found, counts.duplicates, counts.included, counts.waiting) == (2, 1, 1, 0)
    assert signed_in(cast, "officer").post(here, given | {"decision": "maybe"}).status_code == 403


def test_a_search_is_noted(cast: Cast) -> None:
    team = signed_in(cast, "researcher")
    assert team.get(place(cast, "evidence", "searches")).status_code == 200
    team.post(
        place(cast, "evidence", "searches"),
        {
            "searched_on": "2026-03-01",
            "where": "TRID",
            "terms": "rural AND bus",
            "hits": "12",
            "for_the_contrary": "on",
        },
    )
    page = team.get(place(cast, "evidence", "screening")).content.decode()
    assert ("12 hits" in page, "for what speaks against us" in page) == (True, True)
