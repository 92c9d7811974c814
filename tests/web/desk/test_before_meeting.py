"""One page before a meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from bridgework.apps.programmes.actions import hold_gathering, plan_gathering
from bridgework.apps.questions.actions import set_challenge_aside
from bridgework.kernel.permissions import SYSTEM
from bridgework.threads.before_meeting import before_meeting
from tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


def test_it_says_what_moved_since_the_last_meeting_and_when_the_next_one_is() -> None:
    cast = make_cast()
    lead = cast.actor("lead")
    kept: dict[str, Any] = {"actor": lead, "round_": cast.round, "kind": "steering"}
    held = plan_gathering(now=NOW - timedelta(days=30), title="First", starts_at=NOW - timedelta(days=20), **kept)
    hold_gathering(actor=lead, now=NOW - timedelta(days=19), gathering=held, notes="")
    plan_gathering(now=NOW, title="Second", starts_at=NOW + timedelta(days=3), **kept)
    set_challenge_aside(actor=SYSTEM, now=NOW - timedelta(days=5), challenge=cast.challenge, reason="No time.")
    found = before_meeting(cast.round, actor=cast.actor("sponsor"), now=NOW)
    assert found.upcoming is not None
    assert (found.upcoming.title, found.since) == ("Second", held.starts_at)
    assert [(one.title, one.words) for one in found.moved] == [("Rural buses", "it was set aside")]


def test_the_sponsor_reads_it_and_somebody_outside_does_not() -> None:
    cast = make_cast()
    address = f"/desk/rounds/{cast.round.public_id}/before/"
    with time_machine.travel(NOW, tick=False):
        for key, status in (("sponsor", 200), ("coordinator", 200), ("outsider", 404)):
            client = Client()
            client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
            assert client.get(address).status_code == status, key
