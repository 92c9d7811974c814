"""One's own dates in a calendar program, at a secret address that can be stopped."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from bridgework.apps.workspace.models import Milestone, TeamMeeting, TeamMeetingAttendance
from bridgework.threads.my_dates import my_dates
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    challenge = made.challenge
    meeting = TeamMeeting.objects.create(
        created_at=NOW, scope=challenge.scope, challenge=challenge, starts_at=NOW + timedelta(days=2),
        place="Room 4", state="planned", state_since=NOW,
    )  # fmt: skip
    TeamMeetingAttendance.objects.create(team_meeting=meeting, person=made.person("officer"))
    Milestone.objects.create(
        created_at=NOW, scope=challenge.scope, challenge=challenge, key="draft", label="Draft of the report", order=1,
        planned_on=date(2026, 5, 4),
    )  # fmt: skip
    challenge.target_meeting = made.meeting
    challenge.save()
    return made


def titles(cast: Cast, key: str) -> list[str]:
    return sorted(one.title for one in my_dates(cast.person(key), NOW.date()))


def test_each_sees_what_concerns_them(cast: Cast) -> None:
    plan = ["Rural buses: Draft of the report", "Transport and Communities Committee: Rural buses"]
    assert titles(cast, "officer") == [*plan[:1], "Team meeting: Rural buses", *plan[1:]]
    assert titles(cast, "researcher") == plan
    assert titles(cast, "outsider") == []


def test_the_address_works_until_it_is_stopped(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        client = Client()
        client.force_login(cast.account("officer"), backend="django.contrib.auth.backends.ModelBackend")
        page = client.post("/desk/account/calendar/").content.decode()
        found = re.search(r'value="http://testserver(/calendar/mine/[^"]+)"', page)
        assert found
        feed = Client().get(found[1])
        assert b"SUMMARY:Team meeting: Rural buses" in feed.content
        assert feed["Cache-Control"] == "no-store"
        client.post("/desk/account/calendar/", {"do": "stop"})
        assert Client().get(found[1]).status_code == 404


def test_nobody_makes_one_for_somebody_else(cast: Cast) -> None:
    from bridgework.apps.participation.actions import make_feed
    from bridgework.kernel.errors import NotPermitted

    with pytest.raises(NotPermitted):
        make_feed(actor=cast.actor("lead"), now=NOW, person=cast.person("officer"))
