from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db.models import QuerySet

from bridgework.kernel import search
from bridgework.kernel.models import SearchDocument, StoredFile
from bridgework.kernel.models.search import SearchText
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import Document, find, index

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def files_can_be_found() -> Iterator[None]:
    @search.searchable("kernel.storedfile")
    def documents(files: QuerySet[StoredFile]) -> Iterator[Document]:
        for one in files.filter(is_public=True):
            yield Document("kernel.storedfile", one.public_id, one.name, "", one.scope, True, "/f/", one.created_at)

    yield
    del index.SEARCHABLES["kernel.storedfile"]


def stored(name: str, *, is_public: bool = True) -> StoredFile:
    return StoredFile.objects.create(
        name=name, media_type="text/plain", size=1, sha256="0" * 64, scope="p", is_public=is_public, created_at=NOW
    )


def names(words: str) -> list[str]:
    return [hit.title[0][0] for hit in find(words, actor=VISITOR).hits]


def test_refresh_puts_a_record_and_takes_it_out_again(files_can_be_found: None) -> None:
    minutes = stored("minutes")
    search.refresh(minutes)
    assert names("minutes") == ["minutes"]

    minutes.is_public = False
    minutes.save()
    search.refresh(minutes)
    assert names("minutes") == []


def test_reindex_builds_everything_anew_from_the_records(files_can_be_found: None) -> None:
    for name in ("minutes", "agenda"):
        stored(name)
    stored("draft", is_public=False)
    search.put(Document("kernel.storedfile", "gone", "minutes of old", "", "p", True, "/f/", NOW))

    assert search.reindex(["kernel.storedfile"]) == 2
    assert sorted(names("minutes agenda draft")) == ["agenda", "minutes"]
    assert SearchDocument.objects.count() == 2


def test_many_are_put_in_batches() -> None:
    documents = (Document("k.m", f"d{n}", "heat", "", "p", True, "/", NOW) for n in range(index.BATCH + 3))

    assert search.put_many(documents) == index.BATCH + 3
    assert find("heat", actor=VISITOR).total == index.BATCH + 3


def test_a_kind_that_an_earlier_version_did_not_index_is_brought_in_once(files_can_be_found: None) -> None:
    stored("minutes")
    assert (search.index_new_kinds(), search.index_new_kinds()) == (1, 0)
    assert names("minutes") == ["minutes"]


def test_a_kind_that_an_earlier_version_told_otherwise_is_built_anew_once(files_can_be_found: None) -> None:
    for name in ("minutes", "agenda"):
        search.refresh(stored(name))
    SearchText.objects.update(title="paper")
    assert (search.index_new_kinds(), search.index_new_kinds()) == (2, 0)
    assert names("minutes agenda paper") == ["agenda", "minutes"]
