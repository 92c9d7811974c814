from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.calendar import actions, queries, waiting
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.states import COMMITTEE_MEETING
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.transitions import history
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def planned(cast: Cast, on: date) -> CommitteeMeeting:
    return actions.plan_committee_meeting(actor=cast.actor("clerk"), now=NOW, body=cast.body, on=on, place="Room 1")


def test_the_next_meetings_come_soonest_first_without_the_cancelled(cast: Cast) -> None:
    first, second = planned(cast, date(2026, 4, 9)), planned(cast, date(2026, 3, 12))
    actions.cancel_committee_meeting(actor=cast.actor("clerk"), now=NOW, meeting=first, reason="No business.")
    assert queries.next_committee_meetings(NOW.date(), body=cast.body) == [second, cast.meeting]
    assert queries.next_committee_meetings(NOW.date(), under=cast.programme.scope) == [second, cast.meeting]


def test_a_committee_meets_once_a_day(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refused:
        planned(cast, cast.meeting.on)
    assert refused.value.rule == "calendar.one-meeting-a-day"


def test_a_meeting_is_held_on_its_day_and_not_before(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    with pytest.raises(NotPossibleNow):
        actions.hold_committee_meeting(actor=clerk, now=NOW, meeting=cast.meeting)
    later = NOW + timedelta(days=199)
    held = actions.hold_committee_meeting(actor=clerk, now=later, meeting=cast.meeting)
    assert (held.state, [one.event for one in history(held.public_id)]) == ("held", ["hold"])


def test_a_meeting_that_was_held_does_not_move(cast: Cast) -> None:
    later = NOW + timedelta(days=199)
    actions.hold_committee_meeting(actor=cast.actor("clerk"), now=later, meeting=cast.meeting)
    with pytest.raises(NotPossibleNow):
        actions.move_committee_meeting(actor=cast.actor("clerk"), now=later, meeting=cast.meeting, on=date(2026, 10, 1))


@pytest.mark.parametrize("who", ["researcher", "chair", "sponsor", "outsider"])
def test_only_clerk_and_runners_enter_meetings(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        actions.plan_committee_meeting(actor=cast.actor(who), now=NOW, body=cast.body, on=date(2026, 4, 9))


def test_a_meeting_whose_day_passed_waits_on_its_clerk(cast: Cast) -> None:
    before = waiting.meetings_to_record(cast.person("clerk").pk, NOW)
    after = waiting.meetings_to_record(cast.person("clerk").pk, NOW + timedelta(days=200))
    chair = waiting.meetings_to_record(cast.person("chair").pk, NOW + timedelta(days=200))
    assert (before, [one.public_id for one in after], chair) == ([], [cast.meeting.public_id], [])


@pytest.mark.parametrize(
    ("state", "event", "target"),
    [
        ("planned", "hold", "held"),
        ("planned", "cancel", "cancelled"),
        ("planned", "reinstate", None),
        ("held", "hold", None),
        ("held", "cancel", None),
        ("held", "reinstate", None),
        ("cancelled", "hold", None),
        ("cancelled", "cancel", None),
        ("cancelled", "reinstate", "planned"),
    ],
)
def test_every_pair_of_the_state_table(state: str, event: str, target: str | None) -> None:
    found = COMMITTEE_MEETING.after(state, event) if COMMITTEE_MEETING.allows(state, event) else None
    assert found == target


def test_minutes_are_approved_at_a_later_meeting_of_the_same_body(cast: Cast) -> None:
    clerk = cast.actor("clerk")
    first, later = (
        actions.plan_committee_meeting(actor=clerk, now=NOW, body=cast.body, on=on)
        for on in (date(2026, 1, 8), date(2026, 2, 5))
    )
    for wrong in (first, cast.meeting):
        with pytest.raises(InvalidInput):
            actions.approve_minutes(actor=clerk, now=NOW, meeting=first, approved_at=wrong)
    approved = actions.approve_minutes(actor=clerk, now=NOW, meeting=first, approved_at=later)
    counted = actions.note_attendance(actor=clerk, now=NOW, meeting=approved, present=9)
    assert (counted.minutes_approved_at, counted.present) == (later, 9)
