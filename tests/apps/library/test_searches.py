"""Searches that somebody wants to hear about again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridgework.apps.library import actions
from bridgework.apps.library.models import SavedSearch
from bridgework.apps.messages.models import DigestItem
from bridgework.kernel import search
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.search import Document
from bridgework.kernel.tellings import compose
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def put(public_id: str, title: str, *, is_public: bool = True) -> None:
    search.put(Document("questions.question", public_id, title, "", "elsewhere", is_public, "/q/", NOW))


def saved(cast: Cast, asked: str = "q=peat&kind=questions&other=1") -> SavedSearch:
    person = cast.people["researcher"]
    return actions.save_search(actor=cast.actor("researcher"), now=NOW, person=person, asked=asked)


def test_what_is_newly_found_is_told_once_in_the_digest_and_only_what_may_be_seen() -> None:
    cast = make_cast()
    put("q-old", "Peat of old")
    kept = saved(cast)
    assert (kept.name, kept.asked, kept.found) == ("peat · questions", "q=peat&kind=questions", ["q-old"])
    put("q-new", "Peat anew")
    put("q-hidden", "Peat in hiding", is_public=False)
    told = [actions.look_again(now=LATER, saved=kept), actions.look_again(now=LATER, saved=kept)]
    run_waiting()
    assert told == [1, 0]
    telling = compose("library.found-again", kept.public_id, cast.people["researcher"].pk)
    assert (telling.body, telling.path) == ("- Peat anew", "/search/?q=peat&kind=questions")
    assert DigestItem.objects.filter(person=cast.people["researcher"]).count() == 1


def test_the_same_search_is_kept_once_stopped_by_its_owner_and_asks_for_something() -> None:
    cast = make_cast()
    kept = saved(cast)
    assert saved(cast).pk == kept.pk
    with pytest.raises(NotPermitted):
        actions.stop_search(actor=cast.actor("lead"), now=NOW, saved=kept)
    actions.stop_search(actor=cast.actor("researcher"), now=NOW, saved=kept)
    assert saved(cast).pk != kept.pk
    with pytest.raises(InvalidInput):
        saved(cast, "other=1")
