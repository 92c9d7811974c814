"""Objects of another team, links that ended, double presses, readers without the right: the register gives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions
from bridgework.apps.workspace.models import Disposal, Interview
from tests.apps.workspace.test_interviews import WORDS, held, quote
from tests.cast import NOW, Cast, make_cast, make_challenge
from tests.web.workspace.test_pages import place, signed_in

pytestmark = pytest.mark.django_db
ACTS = ("", "consents", "held", "transcript", "replace", "approved", "quote", "dispose", "withdraw", "who", "link")


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def other_challenge(cast: Cast) -> Challenge:
    _, made = make_challenge(cast.programme, cast.round, "Damp homes", "2026-damp-homes")
    return made


def test_what_belongs_to_another_question_is_not_found_below_this_one(cast: Cast) -> None:
    other, lead = other_challenge(cast), cast.actor("lead")
    source = actions.add_source(actor=lead, now=NOW, challenge=other, kind="study", title="Theirs")
    row = actions.bring_references(actor=lead, now=NOW, challenge=other, text="@misc{a, title={Theirs too}}")
    one = Interview.objects.create(
        created_at=NOW, scope=other.scope, challenge=other, number=1, pseudonym="Interviewee 1", state="planned",
        state_since=NOW,
    )  # fmt: skip
    team = signed_in(cast, "team_lead")
    reached = [("evidence", "lists", row.public_id), ("sources", source.public_id)]
    reached += [("sources", source.public_id, act) for act in ("again", "keep")]
    reached += [("interviews", one.public_id, *([act] if act else [])) for act in ACTS]
    wrong = {}
    for parts in reached:
        for method in (team.get, team.post):
            status = method(place(cast, *parts)).status_code
            if status not in (404, 405):
                wrong[parts] = status
    assert wrong == {}
    sent = {"source": source.public_id, "stage": "title", "decision": "include"}
    assert team.post(place(cast, "evidence", "screening"), sent).status_code == 404
    words = {"text": "Ours.", f"bearing_{source.pk}": "supports"}
    team.post(place(cast, "findings", "add"), words)
    assert source.bearings.count() == 0


@pytest.mark.parametrize("who", ["officer", "lead", "coordinator", "owner", "mentor"])
def test_whoever_is_not_of_the_team_reads_nothing_of_an_interview_anywhere(cast: Cast, who: str) -> None:
    one = held(cast)
    actions.keep_transcript(actor=cast.actor("researcher"), now=NOW, interview=one, kind="raw", text=f"Maud: {WORDS}")
    quote(cast, one)
    other = signed_in(cast, who)
    pages = [place(cast, "interviews", one.public_id, *([act] if act else [])) for act in ACTS]
    assert {other.get(page).status_code for page in pages} <= {404, 405}
    for parts in ((), ("evidence",), ("evidence", "screening"), ("evidence", "references"), ("findings", "add")):
        page = other.get(place(cast, *parts), follow=True).content.decode()
        assert (WORDS in page, "Maud" in page) == (False, False), parts


def test_one_of_the_team_without_the_key_reads_neither_what_was_said_nor_what_was_replaced(cast: Cast) -> None:
    one = held(cast)
    given = {"actor": cast.actor("researcher"), "now": NOW, "interview": one}
    actions.keep_transcript(**given, kind="raw", text=f"Maud: {WORDS}")
    actions.replace_words(**given, original="Maud", replaced_by="She")
    page = signed_in(cast, "lived").get(place(cast, "interviews", one.public_id)).content.decode()
    assert ("Maud" in page, "sealed" in page, f"She: {WORDS}" in page) == (False, True, True)
    assert "Maud" in signed_in(cast, "researcher").get(place(cast, "interviews", one.public_id)).content.decode()


def test_a_link_that_ended_shows_and_does_nothing(cast: Cast) -> None:
    one = held(cast)
    actions.keep_transcript(actor=cast.actor("researcher"), now=NOW, interview=one, kind="pseudonymised", text=WORDS)
    token = actions.consent_link(actor=cast.actor("researcher"), now=NOW, interview=one)
    with time_machine.travel(NOW + timedelta(days=4 * 365)):
        visitor = Client()
        page = visitor.get(f"/l/{token}/").content.decode()
        visitor.post(f"/l/{token}/", {"choice": "withdraw"})
    one.refresh_from_db()
    assert (WORDS in page, one.state) == (False, "transcribed")


def test_pressing_twice_disposes_once_and_says_so(cast: Cast) -> None:
    one = held(cast)
    team, here = signed_in(cast, "researcher"), place(cast, "interviews", one.public_id, "dispose")
    first = team.post(here, {"reason": "They asked."})
    second = team.post(here, {"reason": "They asked."})
    assert (first.status_code, second.status_code) == (302, 200)
    assert b"cannot" in second.content or b"disposed" in second.content
    assert list(Disposal.objects.values_list("what", flat=True)) == ["who it was with"]
