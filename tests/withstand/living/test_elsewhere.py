"""Somebody else's object: the staff of another programme find nothing of this one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.core.cache import cache

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Question
from bridgework.demo.invented.stage import Stage
from bridgework.kernel.models import StoredFile
from tests.cast import Cast, make_cast
from tests.withstand.walking import Route, Walker, plausible, routes

pytestmark = pytest.mark.django_db

OTHERS = ("coordinator", "clerk", "team_lead", "owner")
STAFF = ["lead", *(pytest.param(one, marks=pytest.mark.slow) for one in OTHERS)]
PLACES = ("/desk/", "/workspace/", "/committee/", "/files/")
FOR_ALL_WHO_WORK = frozenset({"/desk/actions/<str:public_id>/"})
"""Addresses of single records that stand in the public ledger too."""


@dataclass(frozen=True)
class Elsewhere:
    """Another programme, and the addresses of records that are not its own."""

    cast: Cast
    theirs: list[str]


@pytest.fixture
def elsewhere(living: Stage, db: None) -> Elsewhere:
    cache.clear()
    # A public question is seen by everybody, also on the desk.
    public = set(Question.objects.filter(is_public=True).values_list("public_id", flat=True))
    # And so is a published document, by everybody.
    public |= set(StoredFile.objects.filter(is_public=True).values_list("public_id", flat=True))
    theirs = [
        path
        for one in inside()
        if one.parameters and one.pattern not in FOR_ALL_WHO_WORK
        for path in plausible(one, 2)
        if not public.intersection(path.split("/"))
    ]
    return Elsewhere(make_cast("other"), theirs)


def inside() -> list[Route]:
    return [one for one in routes() if one.pattern.startswith(PLACES)]


@pytest.mark.parametrize("key", STAFF)
def test_guessed_addresses_open_nothing(living: Stage, elsewhere: Elsewhere, key: str) -> None:
    walker = Walker(elsewhere.cast.person(key))
    assert [path for path in elsewhere.theirs if walker.get(path).status_code == 200] == []
    assert walker.broke == []


@pytest.mark.parametrize("key", STAFF)
def test_lists_and_exports_name_nobody(living: Stage, elsewhere: Elsewhere, key: str) -> None:
    mine = {one.name for one in elsewhere.cast.people.values()}
    theirs = set(Person.objects.filter(scope=living.programme.scope).values_list("name", flat=True)) - mine
    words = {living.programme.name, *theirs, *(one.title for one in living.questions.values() if not one.is_public)}
    words -= {elsewhere.cast.programme.name}
    walker = Walker(elsewhere.cast.person(key))
    named = []
    for route in inside():
        if route.parameters:
            continue
        for path in (route.pattern, f"{route.pattern}?q=bus&state=&status=all&show=all&format=csv"):
            response = walker.get(path)
            if response.status_code == 200:
                page = response.content.decode(errors="replace")
                named += [(path, one) for one in sorted(words) if re.search(rf"\b{re.escape(one)}\b", page)]
    assert named == []
