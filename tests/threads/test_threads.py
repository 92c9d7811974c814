"""A thread: every station, what is not public, what is not known, and a fixed number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bridgework.apps.committees.models import Proposal, ProposalRecommendation
from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions.actions.problems import BRINGER
from bridgework.apps.questions.models import Challenge
from bridgework.core.differences import Segment
from bridgework.core.reading import PartialDate
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import VISITOR
from bridgework.threads import queries
from bridgework.threads.addresses import place_of
from bridgework.threads.story import FoldPart, StationPart, Thread
from tests.cast import NOW, Cast, make_cast, make_report
from tests.threads.full import DECIDED_ON, full_thread

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CODE = "2026-rural-buses"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def read(code: str = CODE) -> Thread:
    return queries.thread(code, actor=VISITOR, today=TODAY)


def station(thread: Thread, key: str) -> StationPart:
    return next(part for part in thread.parts if isinstance(part, StationPart) and part.key == key)


def test_a_thread_under_way_says_who_holds_it_and_what_comes_next(cast: Cast) -> None:
    thread = read()
    assert [part.key for part in thread.parts] == [
        "question", "wording", "team", "finding", "recommendation", "decision", "action", "check", "change",
    ]  # fmt: skip
    assert (thread.held_by.holder, thread.held_by.next_step) == ("the team", "the team works on the question")
    assert thread.reach_words == "Being worked on"
    assert not thread.trail_goes_cold
    assert thread.teams[0].size == 4
    assert station(thread, "change").word == "Still to come"


def test_a_full_thread_tells_every_station(cast: Cast) -> None:
    full_thread(cast)
    thread = read()
    assert not any(isinstance(part, FoldPart) for part in thread.parts)
    assert [part.key for part in thread.parts] == [
        "question", "wording", "team", "finding", "recommendation", "committee", "decision", "action", "check",
        "change",
    ]  # fmt: skip
    first = thread.recommendations[0].facts
    assert [fact.words for fact in (first.decision, first.reported, first.checked, first.observed) if fact] == [
        "Agreed with changed words",
        "Done",
        "Agrees with what was reported: done",
        "Service outcome: outcome reported",
    ]
    resolution = thread.papers[0].proposals[0].resolution
    assert resolution is not None
    assert [one for one in resolution.change if one.kind != "equal"] == [
        Segment("removed", "four"),
        Segment("added", "six"),
    ]
    assert station(thread, "committee").on == PartialDate.of(DECIDED_ON)
    assert (thread.findings[0].figure, thread.findings[0].contested_by and thread.findings[0].contested_by.figure) == (
        "4%",
        "12%",
    )
    assert [one.text for one in thread.tried_and_set_aside] == ["A timetable app"]
    assert [(one.code, one.is_this) for one in thread.family] == [("2025-older-0", False), (CODE, True)]


@pytest.mark.parametrize("more", [1, 3])
def test_a_full_thread_takes_the_same_number_of_queries_whatever_it_holds(cast: Cast, more: int) -> None:
    full_thread(cast, more=more)
    with CaptureQueriesContext(connection) as counted:
        read()
    assert len(counted) == 18


def test_what_is_not_public_is_not_told(cast: Cast) -> None:
    _, rows = make_report(cast, 2)
    rows[1].is_public = False
    rows[1].save()
    cast.challenge.state = "reported"
    cast.challenge.save()
    assert [one.code for one in read().recommendations] == [f"{CODE}/1"]


def test_a_thread_that_is_not_public_is_read_by_those_who_take_part(cast: Cast) -> None:
    Challenge.objects.update(is_public=False)
    with pytest.raises(NotFound):
        read()
    for key in ("lead", "officer", "researcher"):
        assert queries.thread(CODE, actor=cast.actor(key), today=TODAY).code == CODE
    with pytest.raises(NotFound):
        queries.thread(CODE, actor=cast.actor("outsider"), today=TODAY)


def test_a_thread_set_aside_shows_no_gap_after_it(cast: Cast) -> None:
    cast.challenge.state = "set_aside"
    cast.challenge.save()
    thread = read()
    assert [part.key for part in thread.parts] == ["question", "wording", "team"]
    assert thread.reach_words == "Set aside"


def test_a_wording_says_whose_it_is_and_since_when(cast: Cast) -> None:
    full_thread(cast)
    current = next(one for one in read().wordings if one.is_current)
    assert current.byline == "The question owner, 2 March 2026"
    Programme.objects.update(is_history=True)
    assert [one.byline for one in read().wordings if one.is_current] == ["The question owner"]


def test_a_question_that_grew_from_a_problem_is_brought_once(cast: Cast) -> None:
    cast.question.brought_by = BRINGER
    cast.question.save()
    assert station(read(), "question").sentence == "The question grew from a problem that somebody brought"


def test_what_was_refused_wants_no_action(cast: Cast) -> None:
    rows = full_thread(cast)
    for one in rows:
        one.decisions.update(outcome="declined")
        one.report_backs.all().delete()
        one.independent_checks.all().delete()
    for paper in cast.challenge.papers.all():
        for proposal in paper.proposals.all():
            proposal.resolutions.update(outcome="declined")
    cast.challenge.actions.all().delete()
    assert [part.key for part in read().parts][-2:] == ["decision", "change"]


@pytest.mark.parametrize(
    ("today", "holder", "next_step"),
    [
        (date(2026, 2, 12), "the Transport and Communities Committee", "it decides on the other proposal"),
        (
            date(2026, 3, 2),
            "the clerk of the Transport and Communities Committee",
            "what was resolved on the other proposal is recorded",
        ),
    ],
)
def test_what_is_half_decided_waits_on_the_committee(cast: Cast, today: date, holder: str, next_step: str) -> None:
    full_thread(cast)
    Proposal.objects.create(created_at=NOW, paper=cast.challenge.papers.get(), letter="c", order=3, text="Ask again.")
    for one in cast.challenge.recommendations.all():
        one.report_backs.all().delete()
        one.independent_checks.all().delete()
    cast.challenge.actions.all().delete()
    cast.challenge.state = "at_committee"
    cast.challenge.save()
    held = queries.thread(CODE, actor=VISITOR, today=today).held_by
    assert (held.holder, held.next_step) == (holder, next_step)


def test_a_recommendation_that_no_paper_put_says_who_it_waits_for(cast: Cast) -> None:
    rows = full_thread(cast)
    ProposalRecommendation.objects.filter(recommendation=rows[1]).delete()
    rows[1].decisions.all().delete()
    thread = read()
    wanted = ("the programme lead", f"they put recommendation {rows[1].number} to a committee, or record a reply")
    assert (thread.held_by.holder, thread.held_by.next_step) == wanted
    assert [station(thread, key).word for key in ("decision", "action")] == ["Decided in part", "Reported as done"]


def test_every_record_has_a_permanent_address_on_its_thread(cast: Cast) -> None:
    rows = full_thread(cast)
    thread = read()
    anchors = [
        *(one.public_id for one in thread.wordings),
        *(one.public_id for one in thread.findings),
        *(one.public_id for one in thread.propositions),
        *(one.public_id for one in thread.reports),
        *(one.public_id for one in thread.recommendations),
        *(one.public_id for one in thread.papers),
        *(one.public_id for paper in thread.papers for one in paper.proposals),
        *(one.public_id for one in thread.actions),
        *(one.public_id for one in thread.effects),
    ]
    pages = {one.public_id: one.code for one in thread.recommendations}
    for public_id in anchors:
        place = place_of(public_id, actor=VISITOR)
        assert (place.code, place.recommendation, place.anchor) == (CODE, pages.get(public_id, ""), public_id)
    decision = rows[0].decisions.get()
    place = place_of(decision.public_id, actor=VISITOR)
    assert (place.code, place.recommendation, place.anchor) == (CODE, rows[0].code, decision.public_id)


def test_an_address_nobody_may_see_is_not_found(cast: Cast) -> None:
    _, rows = make_report(cast, 1)
    rows[0].is_public = False
    rows[0].save()
    for public_id in (rows[0].public_id, "0" * 14, "x"):
        with pytest.raises(NotFound):
            place_of(public_id, actor=VISITOR)


def test_days_pass_by_themselves(cast: Cast) -> None:
    full_thread(cast)
    later = queries.thread(CODE, actor=VISITOR, today=date(2030, 1, 1))
    assert (later.held_by.holder, later.held_by.next_step) == ("the programme lead or a coordinator", "they close it")
    cast.challenge.actions.update(state="open")
    held = read().held_by
    assert (held.holder, held.next_step, held.due) == ("the transport officer", "a report back", date(2026, 8, 1))
