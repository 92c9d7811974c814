"""Search as a visitor sees it: narrowing, what became of what was found, another spelling."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions.actions.belonging import settle_belonging
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.search import refresh
from tests.cast import NOW, make_cast, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    load_history(actor=SYSTEM, now=NOW)
    return Client()


def links(page: str) -> dict[str, str]:
    """The choices offered, by their words, each with its address."""
    facets = page[page.index('class="bw-facets"') :]
    return {words: address.replace("&amp;", "&") for address, words in re.findall(r'href="(\?[^"]*)">([^<]+)<', facets)}


def total(page: str) -> int:
    found = re.search(r">(\d+) found<", page)
    assert found is not None
    return int(found.group(1))


def test_every_choice_leaves_as_many_as_it_says(client: Client) -> None:
    page = client.get("/search/?q=council").content.decode()
    counted = dict(re.findall(r'">([^<]+)</a> <span class="bw-quiet">(\d+)</span>', page))
    assert len(counted) > 5
    for words, address in links(page).items():
        assert total(client.get("/search/" + address).content.decode()) == int(counted[words]), words


def test_a_report_whose_title_is_not_known_names_its_question(client: Client) -> None:
    page = client.get("/search/?q=alternatives+to+petrol+cars&kind=reports").content.decode()
    titles = [re.sub("<.*?>", "", one) for one in re.findall(r'bw-found__title"><a[^>]*>(.*?)</a>', page)]
    assert titles[0] == "Report on “Alternatives to petrol cars” (we could not find its title)"


def test_what_is_found_can_be_narrowed_to_a_committee_and_follows_where_a_question_belongs() -> None:
    cast = make_cast()
    report, rows = make_report(cast)
    for one in (cast.challenge, report, *rows):
        refresh(one)
    words = quote(f"{rows[0].text} {report.title}")
    assert "Committee</h3>" not in Client().get(f"/search/?q={words}").content.decode()
    settle_belonging(actor=SYSTEM, now=NOW, challenge=cast.challenge, body=cast.body, decided_on="2026-02")
    # With no job run: reports, recommendations and evidence follow in the same transaction.
    narrowed = Client().get(f"/search/?q={words}&committee={cast.body.public_id}").content.decode()
    assert total(narrowed) == 5
    assert f"<strong>{cast.body.names.get().name}</strong>" in narrowed
    assert total(Client().get(f"/search/?q={words}&committee=another").content.decode()) == 0


def test_a_choice_stays_in_the_address_and_can_be_let_go(client: Client) -> None:
    page = client.get("/search/?q=council&kind=recommendations").content.decode()
    assert "<strong>Recommendations</strong>" in page
    assert links(page)["let go"] == "?q=council"
    nothing = client.get("/search/?q=council&theme=no+such+theme").content.decode()
    assert "Nothing has these words and all that you chose." in nothing


def test_another_spelling_is_offered_where_nothing_is_found(client: Client) -> None:
    page = client.get("/search/?q=decarbonistion").content.decode()
    assert 'href="?q=decarbonisation">decarbonisation</a>' in page
    assert "Did you mean" not in client.get("/search/?q=xylophone").content.decode()
    among_others = client.get("/search/?q=what+did+decarbonistion+of+the+council+cost").content.decode()
    assert total(among_others) > 0
    assert ">what did decarbonisation of the council cost</a>?" in among_others


def test_recommendations_name_their_question_and_what_is_invented_says_so(client: Client) -> None:
    page = client.get("/search/?q=social+mobility&kind=recommendations").content.decode()
    titles = [re.sub("<.*?>", "", one) for one in re.findall(r'bw-found__title"><a[^>]*>(.*?)</a>', page)]
    assert "Partners, community assets and social mobility: recommendation 1" in titles
    assert "invented example" not in page
    Programme.objects.update(is_invented=True)
    again = client.get("/search/?q=social+mobility+&kind=recommendations").content.decode()
    assert again.count("· invented example") == len(titles)


def test_what_became_of_each_is_said(client: Client) -> None:
    page = client.get("/search/?q=net+zero&kind=questions").content.decode()
    assert set(re.findall(r'bw-found__became"><dt>([^<]*)</dt><dd>([^<]*)<', page)) == {
        ("What became of it", "Trail stops at the report"),
        ("What became of it", "Use reported, decision not found"),
    }


@pytest.mark.parametrize("words", ["council", "transport"])
def test_a_page_asks_no_more_often_for_much_than_for_little(
    client: Client, words: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16 if connection.vendor == "sqlite" else 15):
        client.get("/search/", {"q": words})


def test_more_like_one_record_is_a_page_of_its_own(client: Client) -> None:
    page = client.get("/search/?q=peat+carbon&kind=questions").content.decode()
    like = re.findall(r'href="(/search/\?like=\w+)"', page)
    assert like
    other = client.get(like[0]).content.decode()
    assert "More like “<a" in other
    assert like[0] not in other
    assert client.get("/search/?like=nothing").status_code == 404


def test_a_search_has_a_feed_of_what_is_public(client: Client) -> None:
    answer = client.get("/search/feed.atom?q=peat&kind=findings")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    titles = [one.text for one in ElementTree.fromstring(answer.content).iter("{http://www.w3.org/2005/Atom}title")]
    assert len(titles) > 1
    assert {title.partition(":")[0] for title in titles[1:] if title} == {"Finding"}


@pytest.mark.parametrize("stray", ["%01", "%0C", "%EF%BF%BF"])
def test_a_feed_can_be_parsed_whatever_the_address_holds(client: Client, stray: str) -> None:
    assert ElementTree.fromstring(client.get(f"/search/feed.atom?q=peat{stray}carbon").content) is not None


def test_where_nothing_is_found_there_are_ways_on(client: Client) -> None:
    page = client.get("/search/?q=xylophone").content.decode()
    assert "What the record is about" in page
    assert "Save this search" not in page
