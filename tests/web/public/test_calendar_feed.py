from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from bridgework.apps.programmes import actions
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

ADDRESS = "/calendar/fenmarch.ics"


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def summaries(response_content: bytes) -> dict[str, object]:
    return {str(one["summary"]): one for one in Calendar.from_ical(response_content).walk("VEVENT")}


def test_it_shows_phases_gatherings_and_the_meetings_public_questions_aim_at(cast: Cast) -> None:
    cast.challenge.target_meeting = cast.meeting
    cast.challenge.save()
    actions.plan_gathering(
        actor=cast.actor("lead"), now=NOW, round_=cast.round, kind="launch", title="Launch; and more", starts_at=NOW
    )
    response = Client().get(ADDRESS)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = summaries(response.content)
    assert sorted(found) == ["2026: Launch; and more", "2026: Work", "Transport and Communities Committee"]
    phase = found["2026: Work"]
    assert phase["dtstart"].dt == NOW.date() - timedelta(days=30)  # type: ignore[index]
    assert phase["dtend"].dt == NOW.date() + timedelta(days=201)  # type: ignore[index]


def test_a_meeting_nobody_public_aims_at_is_left_out(cast: Cast) -> None:
    cast.challenge.target_meeting = cast.meeting
    cast.challenge.is_public = False
    cast.challenge.save()
    assert sorted(summaries(Client().get(ADDRESS).content)) == ["2026: Work"]


def test_a_planned_round_is_not_public_yet(cast: Cast) -> None:
    cast.round.state = "planned"
    cast.round.save()
    assert summaries(Client().get(ADDRESS).content) == {}


def test_asked_again_within_the_hour_it_has_not_changed(cast: Cast) -> None:
    client = Client()
    stamp = client.get(ADDRESS).headers["Last-Modified"]
    assert client.get(ADDRESS, headers={"If-Modified-Since": stamp}).status_code == 304


def test_an_unknown_programme_is_not_found(cast: Cast) -> None:
    assert Client().get("/calendar/elsewhere.ics").status_code == 404
