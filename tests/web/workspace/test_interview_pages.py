"""The pages of interviews, as a team uses them and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from bridgework.apps.workspace import queries
from bridgework.apps.workspace.models import Interview
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_pages import place, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_an_interview_goes_from_its_plan_to_an_approved_quote_and_is_taken_back(cast: Cast) -> None:
    team = signed_in(cast, "researcher")
    team.post(place(cast, "interviews", "plan"), {"name": "Maud Tranter", "kept_until": "2026-09-01"})
    one = Interview.objects.get()
    here = ("interviews", one.public_id)
    for part, sent in (
        ("consents", {"agreed": ["take_part", "record", "quote"], "way": "paper"}),
        ("held", {"held_on": "2026-03-01"}),
        ("transcript", {"kind": "raw", "text": "Maud waits at Elm Row."}),
        ("replace", {"original": "Maud", "replaced_by": "[she]"}),
        ("approved", {"on": "2026-03-02", "way": "phone", "number": "2"}),
        ("quote", {"text": "I wait at Elm Row.", "not_people": "Elm Row"}),
    ):
        assert team.get(place(cast, *here, part)).status_code == 200
        assert team.post(place(cast, *here, part), sent).status_code == 302, part
    page = team.get(place(cast, *here)).content.decode()
    assert "[she] waits at Elm Row." in page
    assert "Maud Tranter" not in page
    assert b"Maud Tranter" in team.post(place(cast, *here, "who")).content
    address = team.post(place(cast, *here, "link")).content.decode()
    assert "/l/" in address
    assert [one.state for one in one.quotes.all()] == ["asked"]
    assert b"cannot be undone" in team.get(place(cast, *here, "withdraw")).content
    team.post(place(cast, *here, "withdraw"), {"sure": "on"})
    assert b"Its words are gone." in team.get(place(cast, *here)).content
    assert queries.quotes_for_report(cast.challenge) == []


@pytest.mark.parametrize("who", ["officer", "lead", "owner", "outsider"])
def test_interviews_are_hidden_from_all_but_the_team(cast: Cast, who: str) -> None:
    signed_in(cast, "researcher").post(
        place(cast, "interviews", "plan"), {"name": "Maud Tranter", "kept_until": "2026-09-01"}
    )
    one = Interview.objects.get()
    other = signed_in(cast, who)
    assert other.get(place(cast, "interviews")).status_code == 404
    assert other.get(place(cast, "interviews", one.public_id)).status_code == 404
    assert other.post(place(cast, "interviews", one.public_id, "who")).status_code == 404


def test_who_it_was_is_not_for_the_whole_team(cast: Cast) -> None:
    signed_in(cast, "researcher").post(
        place(cast, "interviews", "plan"), {"name": "Maud Tranter", "kept_until": "2026-09-01"}
    )
    one = Interview.objects.get()
    assert signed_in(cast, "lived").post(place(cast, "interviews", one.public_id, "who")).status_code == 403


def test_a_strange_page_can_open_no_key_with_somebodys_session(cast: Cast) -> None:
    signed_in(cast, "researcher").post(
        place(cast, "interviews", "plan"), {"name": "Maud Tranter", "kept_until": "2026-09-01"}
    )
    one = Interview.objects.get()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.account("researcher"), backend="django.contrib.auth.backends.ModelBackend")
    for part in ("who", "link"):
        answer = strict.post(place(cast, "interviews", one.public_id, part))
        assert (answer.status_code, b"Maud" in answer.content, b"/l/" in answer.content) == (403, False, False)
