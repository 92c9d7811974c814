"""Findings and sources in the search index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridgework.apps.questions import actions as questions
from bridgework.apps.workspace import actions
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import find
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

WORDS = FindingWords("It adds a third.", figure="31%", figure_of="what counting peatland adds", is_public=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def found(words: str) -> list[str]:
    return [hit.address for hit in find(words, actor=VISITOR, kinds=["workspace.finding"]).hits]


def test_a_public_finding_is_found_by_what_its_figure_measures(cast: Cast) -> None:
    questions.show_question(actor=cast.actor("lead"), now=NOW, question=cast.question, is_public=True)
    cast.challenge.refresh_from_db()
    finding = actions.add_finding(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, words=WORDS)
    assert found("peat") == [f"/questions/{cast.challenge.code}/#{finding.public_id}"]
    actions.change_finding(
        actor=cast.actor("researcher"), now=NOW, finding=finding, words=replace(WORDS, is_public=False)
    )
    assert found("peat") == []


def test_a_finding_is_found_while_its_challenge_is_public(cast: Cast) -> None:
    lead = cast.actor("lead")
    actions.add_finding(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, words=WORDS)
    seen = []
    for is_public in (False, True, False):
        questions.show_question(actor=lead, now=NOW, question=cast.question, is_public=is_public)
        run_waiting()
        seen.append(len(found("peatland")))
    assert seen == [0, 1, 0]


def test_a_source_is_public_while_a_public_finding_rests_on_it_and_is_always_found_by_its_team(cast: Cast) -> None:
    questions.show_question(actor=cast.actor("lead"), now=NOW, question=cast.question, is_public=True)
    cast.challenge.refresh_from_db()
    researcher = cast.actor("researcher")
    source = actions.add_source(
        actor=researcher, now=NOW, challenge=cast.challenge, kind="study", title="Bog oaks of the fen"
    )

    def seen_by() -> list[bool]:
        actors = (VISITOR, researcher, cast.actor("outsider"))
        return [bool(find("bog oaks", actor=one, kinds=["workspace.source"]).hits) for one in actors]

    seen = [seen_by()]
    finding = actions.add_finding(
        actor=researcher, now=NOW, challenge=cast.challenge, words=WORDS, rests_on=[Bearing(source)]
    )
    seen.append(seen_by())
    actions.change_finding(actor=researcher, now=NOW, finding=finding, words=WORDS, rests_on=[])
    seen.append(seen_by())
    assert seen == [[False, True, False], [True, True, True], [False, True, False]]
