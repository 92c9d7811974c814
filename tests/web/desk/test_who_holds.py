"""The pages of a challenge and of a team say who holds it and what happens next, in every state."""

from __future__ import annotations

import pytest
from django.test import Client

from bridgework.apps.questions.states import CHALLENGE
from bridgework.web.desk.questions.challenges import STAGE_HOLDERS
from tests.cast import make_cast

pytestmark = pytest.mark.django_db


def test_every_stage_has_a_holder() -> None:
    assert set(STAGE_HOLDERS) == set(CHALLENGE.states)


def test_both_pages_say_who_holds_it(client: Client) -> None:
    cast = make_cast()
    client.force_login(cast.account("lead"), backend="django.contrib.auth.backends.ModelBackend")
    challenge = client.get(f"/desk/challenges/{cast.challenge.public_id}/").content.decode()
    assert STAGE_HOLDERS[cast.challenge.state][1] in challenge
    assert "Who holds it now" in client.get(f"/desk/teams/{cast.team.public_id}/").content.decode()
