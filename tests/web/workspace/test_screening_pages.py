"""Sorting sources by buttons, two people who differ, and the searches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

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


def test_what_was_decided_last_can_be_decided_again(cast: Cast) -> None:
    team, here = signed_in(cast, "researcher"), place(cast, "evidence", "screening")
    source = Source.objects.get(duplicate_of=None)
    team.post(here, {"source": source.public_id, "stage": "title", "decision": "exclude", "reason": "too old"})
    page = team.get(here).content.decode()
    again = f"?again={source.public_id}&amp;stage=title"
    assert ("Last: exclude (too old)" in page, again in page) == (True, True)
    page = team.get(f"{here}?again={source.public_id}&stage=title").content.decode()
    assert ("Decide again, title and abstract" in page, 'name="stage" value="title"' in page) == (True, True)
    team.post(here, {"source": source.public_id, "stage": "title", "decision": "include"})
    assert queries.screened_sources(cast.challenge)[0].standing == ("waiting", "To be read")


def test_a_list_is_brought_in_from_the_page_itself(cast: Cast) -> None:
    """The form on the page carries the token against forged forms, as a browser sends it."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.account("researcher"), backend="django.contrib.auth.backends.ModelBackend")
    page = strict.get(place(cast, "evidence")).content.decode()
    form = page.split('id="bring"')[1].split("</form>")[0]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"csrfmiddlewaretoken": token, "given": "10.1000/182"}
    assert strict.post(place(cast, "evidence", "bring"), sent).status_code == 302
    assert Source.objects.filter(doi="10.1000/182").count() == 1


def test_a_finding_is_offered_what_was_not_left_out(cast: Cast) -> None:
    entries = "".join(f"@article{{z{n}, title={{Study {n}}}, year={{2020}}}}\n" for n in range(31))
    actions.bring_references(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, text=entries)
    first, other = Source.objects.filter(title__startswith="Study").order_by("id")[:2]
    for source, decision in ((first, "exclude"), (other, "include")):
        actions.screen_source(
            actor=cast.actor("researcher"), now=NOW, source=source, stage="title", decision=decision, reason="old"
        )
    offered, left = queries.sources_to_rest_on(cast.challenge)
    # Thirty wait: the twenty-nine of the list and the one that was there.
    assert (len(offered), left, first in offered) == (31, 0, False)
    actions.bring_references(
        actor=cast.actor("researcher"),
        now=NOW,
        challenge=cast.challenge,
        text="@misc{y, title={One more}, year={2021}}",
    )
    assert queries.sources_to_rest_on(cast.challenge) == ([other], 31)
    team = signed_in(cast, "researcher")
    assert b"31 sources wait to be sorted" in team.get(place(cast, "findings", "add")).content
    words = {"text": "Ask Jane Doe.", f"bearing_{other.pk}": "supports", f"page_{other.pk}": "p. 4", "is_public": "on"}
    said = team.post(place(cast, "findings", "add"), words, follow=True).content.decode()
    assert "it may name somebody: Ask Jane Doe" in said
    assert list(other.bearings.values_list("bearing", "page")) == [("supports", "p. 4")]


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
