"""Ranking by meaning, with the real encoder: the one test file that needs the extra `bridgework[semantic]`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bridgework.core.encoding import encoder
from bridgework.kernel import search
from bridgework.kernel.models import Job, SearchDocument, SearchVector
from bridgework.kernel.permissions import VISITOR, Actor, Holding
from bridgework.kernel.search import Document, find
from bridgework.kernel.search.meaning.nearest import closeness
from bridgework.kernel.search.meaning.vectors import ENCODE, PASSAGE, encode_some, encode_what_is_new

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not encoder.is_installed(), reason="bridgework[semantic] is not installed"),
]
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
INSIDER = Actor(person_id=1, public_id="p", holdings=(Holding("coordinator", "prog"),), conflicts=frozenset())


@pytest.fixture(autouse=True)
def _switched_on(settings: Any) -> None:
    settings.SEARCH_BY_MEANING = True


def put(public_id: str, title: str, body: str = "", *, is_public: bool = True) -> None:
    search.put(
        Document(
            kind="questions.question",
            public_id=public_id,
            title=title,
            body=body,
            scope="prog/round",
            is_public=is_public,
            address=f"/t/{public_id}/",
            at=NOW,
            facets={"theme": "roads"},
        )
    )


def ids(words: str, actor: Actor = VISITOR) -> list[str]:
    return [hit.public_id for hit in find(words, actor=actor).hits]


@pytest.fixture
def roads() -> None:
    put("q-cars", "Fewer cars in the town centre", "Drivers leave their vehicles at the edge and walk.")
    put("q-soil", "Carbon in the soil", "How much is kept by peat that stays wet?")
    put("q-lorry", "Lorries at night", "Heavy goods vehicles wake the village.", is_public=False)
    encode_some()


def test_what_means_the_same_is_found_without_a_common_word(roads: None) -> None:
    found = find("automobile traffic", actor=VISITOR, count=("theme", "kind"))
    assert [hit.public_id for hit in found.hits] == ["q-cars"]
    assert found.total == 1
    assert found.counts == {"theme": (("roads", 1),), "kind": (("questions.question", 1),)}


def test_permission_and_filters_hold_for_what_is_near(roads: None) -> None:
    assert set(ids("automobile traffic", INSIDER)) == {"q-cars", "q-lorry"}
    assert find("automobile traffic", actor=INSIDER, facets={"theme": "soil"}).total == 0


def test_what_holds_the_words_and_is_near_comes_first(roads: None) -> None:
    put("q-word", "Soil samples of a garden centre", "")
    encode_some()
    assert ids("how do we keep carbon in wet soil")[0] == "q-soil"


def test_a_changed_text_loses_its_vectors_at_once_and_is_queued(roads: None) -> None:
    Job.objects.all().delete()
    put("q-cars", "Hedgehogs in gardens")
    assert not SearchVector.objects.filter(public_id="q-cars").exists()
    assert [job.kind for job in Job.objects.all()] == [ENCODE]
    assert ids("automobile traffic") == []
    encode_what_is_new({}, NOW)
    assert ids("small spiny animals") == ["q-cars"]


def test_a_document_written_again_with_the_same_text_keeps_its_vectors(roads: None) -> None:
    before = set(SearchVector.objects.filter(public_id="q-cars").values_list("vector", flat=True))
    SearchDocument.objects.filter(public_id="q-cars").delete()
    Job.objects.all().delete()
    put("q-cars", "Fewer cars in the town centre", "Drivers leave their vehicles at the edge and walk.")
    assert set(SearchVector.objects.filter(public_id="q-cars").values_list("vector", flat=True)) == before
    assert not Job.objects.exists()
    assert ids("automobile traffic") == ["q-cars"]


def test_what_leaves_the_index_leaves_no_vectors(roads: None, settings: Any) -> None:
    search.remove("questions.question", "q-soil")
    settings.SEARCH_BY_MEANING = False
    search.remove("questions.question", "q-cars")
    assert set(SearchVector.objects.values_list("public_id", flat=True)) == {"q-lorry"}


def test_a_long_text_is_found_by_any_of_its_passages() -> None:
    filler = " ".join(["The committee noted the minutes of the meeting before."] * (PASSAGE // 3))
    badgers = " ".join(["Badgers dig under the railway embankment and the line has to close."] * 10)
    put("r-long", "Annual report", f"{filler} {badgers} {filler}")
    encode_some()
    assert SearchVector.objects.filter(public_id="r-long").count() > 2
    assert ids("animals tunnelling beneath train tracks") == ["r-long"]


def test_every_page_follows_the_one_before() -> None:
    search.put_many(Document("k.m", f"n-{n}", f"Peat {n}", "bog", "prog", True, "/", NOW) for n in range(112))
    while encode_some(at_once=64):
        pass
    pages = [find("peat bog", actor=VISITOR, page=page, per_page=25) for page in range(1, 6)]
    found = [hit.public_id for page in pages for hit in page.hits]
    assert len(found) == len(set(found)) == pages[0].total == 112


def test_how_near_records_are_is_told_of_those_asked_about(roads: None) -> None:
    near = closeness("Where do people park?", ["q-cars", "q-soil", "q-nowhere"])
    assert near.keys() == {"q-cars", "q-soil"}
    assert near["q-cars"] > near["q-soil"]


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours() -> None:
    together = encoder.encoded(["peat", "a much longer text about buses in the evening " * 30, "fen"])
    alone = encoder.encoded(["peat"])
    assert together.shape == (3, encoder.SIZE)
    assert abs(float((together**2).sum(axis=1).max()) - 1) < 1e-5
    assert float(together[0] @ alone[0]) > 0.99
