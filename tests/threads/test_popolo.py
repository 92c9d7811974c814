"""A committee as Popolo, against the schemas; and no name of anybody in it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft3Validator
from referencing import Registry
from referencing.jsonschema import DRAFT3

from bridgework.apps.committees.actions import Resolved, record_resolution
from bridgework.kernel.errors import NotFound
from bridgework.threads import meetings
from bridgework.threads.popolo import popolo_of
from tests.apps.committees.test_actions import published
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
SCHEMAS = {
    path.stem: json.loads(path.read_text()) for path in (Path(__file__).parents[1] / "vendor/popolo").glob("*.json")
}
REGISTRY: Any = Registry().with_resources(
    (one["id"].removesuffix("#"), DRAFT3.create_resource(one)) for one in SCHEMAS.values()
)
CLASSES = {
    "organizations": "organization",
    "people": "person",
    "posts": "post",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "vote_events": "vote_event",
}
TODAY = date(2026, 9, 18)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def resolved(cast: Cast) -> None:
    cast.challenge.is_public = True
    cast.challenge.save()
    cast.meeting.starts_at = time(10)
    cast.meeting.save()
    _, (first, second) = published(cast, "Note the report.", "Tell schools every year.")
    evening = datetime(2026, 9, 17, 18, 0, tzinfo=UTC)
    clerk = cast.actor("clerk")
    record_resolution(actor=clerk, now=evening, proposal=first, resolved=Resolved("agreed", date(2026, 9, 17)))
    changed = Resolved(
        "agreed_with_changed_words",
        date(2026, 9, 17),
        words="Tell schools every term.",
        mover="Councillor Beatrice Holm",
        seconder="the Vice-Chair",
        votes={"for": 7, "against": 2, "abstained": 1},
    )
    record_resolution(actor=clerk, now=evening, proposal=second, resolved=changed)


def test_every_object_is_valid_against_its_schema(cast: Cast) -> None:
    resolved(cast)
    told = popolo_of(cast.body.public_id, today=TODAY, site="https://example.org")
    problems = [
        f"{key}: {problem.message}"
        for key, schema in CLASSES.items()
        for one in told[key]
        for problem in Draft3Validator(SCHEMAS[schema], registry=REGISTRY).iter_errors(one)
    ]
    assert problems == []
    assert sorted(told) == sorted(CLASSES)
    assert [len(told[key]) for key in ("people", "events", "motions", "vote_events")] == [1, 1, 2, 1]


def test_the_schemas_would_find_a_fault() -> None:
    wrong = {"counts": [{"option": "yes"}]}
    assert list(Draft3Validator(SCHEMAS["vote_event"], registry=REGISTRY).iter_errors(wrong)) != []


def test_motions_and_votes_say_what_was_resolved(cast: Cast) -> None:
    resolved(cast)
    told = popolo_of(cast.body.public_id, today=TODAY, site="https://example.org")
    assert [(one["text"], one["result"]) for one in told["motions"]] == [
        ("Note the report.", "pass"),
        ("Tell schools every term.", "pass"),
    ]
    assert told["vote_events"][0]["counts"] == [
        {"option": "yes", "value": 7},
        {"option": "no", "value": 2},
        {"option": "abstain", "value": 1},
    ]
    assert told["events"][0]["start_date"] == "2026-09-17T10:00:00+01:00"


def test_no_name_of_a_person_is_in_it(cast: Cast) -> None:
    resolved(cast)
    text = json.dumps(popolo_of(cast.body.public_id, today=TODAY, site="https://example.org"))
    assert [one.name for one in cast.people.values() if one.name in text or one.name.split()[-1] in text] == []


def test_the_public_meeting_shows_posts_counts_and_the_changed_word(cast: Cast) -> None:
    resolved(cast)
    told = meetings.meeting(cast.meeting.public_id).papers[0].proposals[1].resolution
    assert told is not None
    assert (told.votes_words, told.moved_by, told.seconded_by) == (
        "7 for, 2 against, 1 abstained",
        "a councillor",
        "the vice-chair",
    )
    assert [(one.kind, one.text) for one in told.change if one.kind != "equal"] == [
        ("removed", "year"),
        ("added", "term"),
    ]


def test_drafts_exempt_papers_and_questions_that_are_not_public_stay_out(cast: Cast) -> None:
    resolved(cast)
    paper = cast.challenge.papers.get()
    paper.is_private = True
    paper.save()
    cast.challenge.target_meeting = cast.meeting
    cast.challenge.save()
    assert meetings.meeting(cast.meeting.public_id).papers == ()
    cast.challenge.is_public = False
    cast.challenge.save()
    for read in (lambda: meetings.meeting(cast.meeting.public_id), lambda: meetings.body_row(cast.body.public_id)):
        with pytest.raises(NotFound):
            read()


def test_a_meeting_and_a_committee_take_a_fixed_number_of_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    resolved(cast)
    with django_assert_num_queries(7):
        meetings.meeting(cast.meeting.public_id)
    with django_assert_num_queries(5):
        meetings.body(cast.body.public_id, today=TODAY)
    with django_assert_num_queries(9):
        popolo_of(cast.body.public_id, today=TODAY, site="")
