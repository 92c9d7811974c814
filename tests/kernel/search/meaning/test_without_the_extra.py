"""Without the extra everything works, also where ranking by meaning was switched on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from bridgework.core.encoding import encoder
from bridgework.kernel import search
from bridgework.kernel.models import Job, SearchVector
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import Document, find
from bridgework.kernel.search.meaning.vectors import encode_what_is_new, look_for_what_is_new

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _not_installed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEARCH_BY_MEANING = True
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    encoder.loaded.cache_clear()


def test_words_are_found_and_nothing_waits_to_be_encoded() -> None:
    search.put(Document("k.m", "q-peat", "Peat", "", "prog", True, "/", NOW))
    look_for_what_is_new(NOW)
    encode_what_is_new({}, NOW)
    assert find("peat", actor=VISITOR).total == 1
    assert not Job.objects.exists()


def test_a_text_that_changes_takes_away_the_vectors_it_once_had() -> None:
    SearchVector.objects.create(document=1, kind="k.m", public_id="q-peat", text_sha256="0" * 64, vector=bytes(768))
    search.put(Document("k.m", "q-peat", "Peat", "", "prog", True, "/", NOW))
    assert not SearchVector.objects.exists()


def test_the_encoder_says_how_it_is_installed() -> None:
    with pytest.raises(encoder.NotInstalled, match="pip install"):
        encoder.encoded(["peat"])
