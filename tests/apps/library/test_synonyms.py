"""Words that the search takes for one another."""

from __future__ import annotations

import pytest

from bridgework.apps.library import actions
from bridgework.apps.library.models import Synonym
from bridgework.kernel import search
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import Document
from tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


def test_a_group_works_from_when_it_is_kept_until_it_is_removed() -> None:
    cast = make_cast()
    lead, programme = cast.actor("lead"), cast.programme
    search.put(Document("questions.question", "q", "Household waste centre", "", "p", True, "/q/", NOW))

    def seen() -> int:
        return search.find("tip", actor=VISITOR).total

    totals = [seen()]
    group = actions.add_synonym(actor=lead, now=NOW, programme=programme, words=["tip", " household  waste ", "tip"])
    totals.append(seen())
    actions.remove_synonym(actor=lead, now=NOW, programme=programme, synonym=group)
    totals.append(seen())
    assert (totals, group.words) == ([0, 1, 0], ["tip", "household waste"])
    with pytest.raises(NotPermitted):
        actions.add_synonym(actor=cast.actor("researcher"), now=NOW, programme=programme, words=["a tip", "a dump"])


@pytest.mark.parametrize("words", [["tip"], ["tip", "Tip!"], ["", "?"], ["tip", "one two three four five"]])
def test_what_is_no_group_is_refused(words: list[str]) -> None:
    cast = make_cast()
    with pytest.raises(InvalidInput) as refusal:
        actions.add_synonym(actor=cast.actor("lead"), now=NOW, programme=cast.programme, words=words)
    assert refusal.value.field == "words"
    assert not Synonym.objects.exists()
