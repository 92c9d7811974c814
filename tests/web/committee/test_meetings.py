"""The page of a committee meeting, the minute that is pasted and confirmed, and the timetable of a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from bridgework.apps.calendar import actions as calendar
from bridgework.apps.committees.models import Paper, PastedMinute, Resolution
from bridgework.apps.impact.models import Action
from tests.cast import NOW, Cast, make_cast
from tests.web.committee.test_papers import published, signed_in

pytestmark = pytest.mark.django_db
MINUTE = "It was resolved, by 6 votes to 1, to:\na) Agree it with all speed.\n\nCouncillor Thorpe left at 11:40."


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def on_the_day(cast: Cast, proposals: int = 1) -> Paper:
    """A published paper whose committee meets today."""
    paper = published(cast, proposals)
    cast.meeting.on = NOW.date()
    cast.meeting.save()
    paper.proposals.update(owner_role="Transport lead")
    return paper


def pasted(cast: Cast, client: Client) -> tuple[Paper, PastedMinute]:
    paper = on_the_day(cast)
    client.post(f"/committee/papers/{paper.public_id}/minute/", {"text": MINUTE})
    return paper, PastedMinute.objects.get()


def confirmed(**changed: str) -> dict[str, str]:
    return {
        "resolved_on": "2026-03-02",
        "a-outcome": "agreed_with_changed_words",
        "a-words": "Agree it with all speed.",
        "a-owner_role": "Transport lead",
        "a-report_back_on": "2026-09-01",
        "a-mover": "Councillor Thorpe",
        "a-votes_for": "6",
        "a-votes_against": "1",
        "a-action": "Do it with all speed.",
    } | changed


def test_the_minute_stands_beside_what_was_read_with_the_rest_listed(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    _, minute = pasted(cast, clerk)
    page = clerk.get(f"/committee/minutes/{minute.public_id}/").content.decode()
    assert "Councillor Thorpe left at 11:40." in page.split("Not used")[1]
    assert 'value="agreed_with_changed_words" selected' in page
    assert "Agree it with all speed.</textarea>" in page
    assert 'name="a-votes_for" value="6"' in page
    assert Resolution.objects.count() == 0


def test_confirming_records_the_resolution_and_opens_its_action_once(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    paper, minute = pasted(cast, clerk)
    address = f"/committee/minutes/{minute.public_id}/"
    first = clerk.post(address, confirmed(once="the-same-press"))
    second = clerk.post(address, confirmed(once="the-same-press"))
    meeting = f"/committee/meetings/{cast.meeting.public_id}/"
    assert (first["Location"], second["Location"]) == (meeting, meeting)
    kept = Resolution.objects.get()
    assert (kept.words, kept.votes, kept.mover, kept.minute) == (
        "Agree it with all speed.",
        {"for": 6, "against": 1},
        "Councillor Thorpe",
        minute,
    )
    action = Action.objects.get()
    assert (action.text, action.owner_role, action.due_on) == (
        "Do it with all speed.",
        "Transport lead",
        date(2026, 9, 1),
    )
    page = clerk.get(meeting).content.decode()
    assert "6 for, 1 against" in page
    assert paper.title in page


def test_another_clerk_s_later_confirmation_is_refused_and_nothing_is_lost(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    _, minute = pasted(cast, clerk)
    address = f"/committee/minutes/{minute.public_id}/"
    clerk.post(address, confirmed(once="one"))
    late = signed_in(cast, "chair").post(address, confirmed(once="two"))
    assert (late.status_code, Resolution.objects.count()) == (409, 1)


def test_a_refusal_stands_at_its_proposal(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    _, minute = pasted(cast, clerk)
    answer = clerk.post(f"/committee/minutes/{minute.public_id}/", confirmed(**{"a-outcome": "deferred"}))
    assert answer.status_code == 200
    assert "Proposal a: Give the reason in a sentence." in answer.content.decode()
    assert Resolution.objects.count() == 0


def test_a_chair_without_the_clerk_s_part_opens_no_action(cast: Cast) -> None:
    chair = signed_in(cast, "chair")
    _, minute = pasted(cast, chair)
    assert "a-action" not in chair.get(f"/committee/minutes/{minute.public_id}/").content.decode()


def test_attendance_and_approval_of_the_minutes(cast: Cast) -> None:
    clerk = signed_in(cast, "clerk")
    old = calendar.plan_committee_meeting(actor=cast.actor("clerk"), now=NOW, body=cast.body, on=date(2026, 1, 8))
    later = calendar.plan_committee_meeting(actor=cast.actor("clerk"), now=NOW, body=cast.body, on=date(2026, 2, 5))
    address = f"/committee/meetings/{old.public_id}/"
    clerk.post(f"{address}attendance/", {"present": "9"})
    clerk.post(f"{address}minutes-approved/", {"approved_at": later.public_id})
    old.refresh_from_db()
    assert (old.present, old.minutes_approved_at) == (9, later)


def test_the_timetable_explains_itself_and_goes_into_a_calendar(cast: Cast) -> None:
    paper = published(cast)
    officer = signed_in(cast, "officer")
    page = officer.get(f"/committee/papers/{paper.public_id}/timetable/").content.decode()
    for words in (
        "Published with the agenda",
        "5 clear days",
        "Final version with the clerk",
        "From Local Government Act",
    ):
        assert words in page
    feed = officer.get(f"/committee/papers/{paper.public_id}/timetable.ics").content.decode()
    assert feed.count("BEGIN:VEVENT") == 6


def test_strangers_find_neither_meeting_nor_timetable(cast: Cast) -> None:
    paper = published(cast)
    outsider = signed_in(cast, "outsider")
    for path in (f"meetings/{cast.meeting.public_id}/", f"papers/{paper.public_id}/timetable/"):
        assert outsider.get(f"/committee/{path}").status_code == 404


@pytest.mark.parametrize("proposals", [1, 3])
def test_a_meeting_is_read_in_a_fixed_number_of_queries(
    cast: Cast, proposals: int, django_assert_num_queries: Callable[..., object]
) -> None:
    on_the_day(cast, proposals)
    clerk = signed_in(cast, "clerk")
    clerk.get("/committee/")
    with django_assert_num_queries(17):  # type: ignore[attr-defined]
        clerk.get(f"/committee/meetings/{cast.meeting.public_id}/")
