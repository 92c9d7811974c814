"""The public pages of a committee and of its meetings."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast, make_cast
from tests.threads.test_popolo import resolved

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    resolved(cast)
    return cast


def test_a_visitor_reads_what_was_resolved_and_no_name(cast: Cast) -> None:
    page = Client().get(f"/meetings/{cast.meeting.public_id}/").content.decode()
    for words in ("7 for, 2 against, 1 abstained", "Moved by a councillor, seconded by the vice-chair", "[added:"):
        assert words in page
    assert "Holm" not in page


def test_a_committee_leads_to_its_meetings_calendar_and_data(cast: Cast) -> None:
    address = f"/committees/{cast.body.public_id}/"
    page = Client().get(address).content.decode()
    for link in (f"/meetings/{cast.meeting.public_id}/", f"{address}meetings.ics", f"{address}popolo.json"):
        assert f'href="{link}"' in page
    feed = Client().get(f"{address}meetings.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 1
    assert len(Client().get(f"{address}popolo.json").json()["motions"]) == 2


def test_an_unchanged_page_is_said_in_a_few_bytes(cast: Cast) -> None:
    visitor, address = Client(), f"/meetings/{cast.meeting.public_id}/"
    tag = visitor.get(address)["ETag"]
    assert visitor.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["meetings/0000000000000z/", "committees/x/", "committees/x/popolo.json"])
def test_what_is_not_there_is_not_found(cast: Cast, path: str) -> None:
    assert Client().get(f"/{path}").status_code == 404
