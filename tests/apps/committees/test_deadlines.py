"""A holiday proclaimed later: what is out is counted again, and those who must act are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bridgework.apps.calendar import actions as calendar
from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.committees import deadlines, waiting
from bridgework.apps.committees.handlers import tell_of_moved_deadlines
from bridgework.apps.committees.models import Paper
from bridgework.apps.committees.tellings import deadline_moved
from bridgework.kernel.models import Job
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 3, 9)


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    cast.meeting.on = date(2026, 3, 12)
    cast.meeting.save()
    return cast


def paper(cast: Cast, state: str, **given: Any) -> Paper:
    return Paper.objects.create(
        created_at=NOW,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        committee_meeting=cast.meeting,
        body_scope=cast.body.body_scope,
        title="Cold homes",
        author=cast.person("owner"),
        state=state,
        state_since=NOW,
        **given,
    )


def close_the_offices(cast: Cast) -> DaysChanged:
    calendar.add_holiday(
        actor=cast.actor("lead"), now=NOW, organisation=cast.council, on=CLOSED, name="Day of mourning"
    )
    return DaysChanged(NOW, cast.council.public_id, CLOSED)


def told(kind: str) -> list[str]:
    payloads = [one.payload for one in Job.objects.all() if "record_public_id" in str(one.payload)]
    return sorted(one["event"]["person_public_id"] for one in payloads if one["event"].get("telling") == kind)


def test_a_paper_that_is_out_becomes_late_and_its_clerk_is_told_and_reminded(cast: Cast) -> None:
    one = paper(cast, "published", published_at=datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    assert waiting.notice_too_short(cast.person("clerk").pk, NOW) == []
    event = close_the_offices(cast)
    assert deadlines.papers_moved_by(event, NOW.date()) == [one]
    tell_of_moved_deadlines(event)
    assert told("committees.deadline-moved") == [cast.person("clerk").public_id]
    words = deadline_moved(one.public_id, cast.person("clerk").pk)
    assert words.subject == "Too late now: Cold homes"
    assert "Late: 4 of the 5 clear days asked for. The last day was Tue 3 March 2026." in words.body
    assert "Mon 9 March 2026 does not count: Day of mourning." in words.body
    assert [item.public_id for item in waiting.notice_too_short(cast.person("clerk").pk, NOW)] == [one.public_id]


def test_a_draft_gets_a_new_last_day_and_its_author_is_told_too(cast: Cast) -> None:
    one = paper(cast, "draft")
    event = close_the_offices(cast)
    tell_of_moved_deadlines(event)
    expected = sorted(cast.person(key).public_id for key in ("clerk", "owner"))
    assert told("committees.deadline-moved") == expected
    assert deadline_moved(one.public_id, cast.person("owner").pk).subject == "New last day: Cold homes"


def test_papers_the_day_does_not_touch_are_left_alone(cast: Cast) -> None:
    paper(cast, "published", published_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    paper(cast, "withdrawn")
    assert deadlines.papers_moved_by(close_the_offices(cast), NOW.date()) == []


def test_a_paper_with_its_lateness_reason_is_not_told_of_again(cast: Cast) -> None:
    paper(cast, "published", published_at=datetime(2026, 3, 4, tzinfo=UTC), late_reason="The chair agreed.")
    assert deadlines.papers_moved_by(close_the_offices(cast), NOW.date()) == []


def test_an_author_is_reminded_two_weeks_before_the_clerk_needs_it(cast: Cast) -> None:
    one = paper(cast, "draft")
    item = next(iter(waiting.to_hand_over(cast.person("owner").pk, NOW)))
    assert (item.public_id, item.due) == (one.public_id, date(2026, 3, 3))
    assert [each.due for each in waiting.to_hand_over(cast.person("owner").pk, NOW - timedelta(days=20))] == [None]
    assert waiting.to_hand_over(cast.person("officer").pk, NOW) == []


def test_an_author_sees_what_each_paper_lacks_and_for_whom_it_waits(cast: Cast) -> None:
    mine, author = paper(cast, "draft"), cast.person("owner").pk
    [draft] = waiting.to_hand_over(author, NOW)
    assert (draft.title, draft.public_id) == ("Finish the paper “Cold homes”: 1 thing to mend", mine.public_id)
    for state, title, whom, day in (
        ("ready", "Publish the paper “Cold homes”", "the committee’s clerk", date(2026, 3, 4)),
        ("published", "Consider the paper “Cold homes”", "the committee", date(2026, 3, 12)),
    ):
        Paper.objects.update(state=state)
        assert waiting.to_hand_over(author, NOW) == []
        told = [(one.title, one.on_whom, one.due) for one in waiting.papers_written(author, NOW)]
        assert told == [(title, whom, day)]
