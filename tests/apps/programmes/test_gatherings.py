from __future__ import annotations

from datetime import timedelta

import pytest

from bridgework.apps.programmes import actions, queries, tellings, waiting
from bridgework.apps.programmes.models import Gathering
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

AFTER = NOW + timedelta(days=8)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    return actions.plan_gathering(
        actor=cast.actor("coordinator"),
        now=NOW,
        round_=cast.round,
        kind="steering",
        title="Steering meeting",
        starts_at=NOW + timedelta(days=7),
        place="Room 2",
        invite=[cast.person("owner"), cast.person("sponsor")],
    )


def test_who_came_is_yes_no_or_not_known(cast: Cast, gathering: Gathering) -> None:
    came = {cast.person("owner").pk: True, cast.person("chair").pk: True, cast.person("sponsor").pk: False}
    actions.note_attendance(actor=cast.actor("coordinator"), now=AFTER, gathering=gathering, attended=came)
    assert [(one.person.name, one.attended) for one in queries.attendances_of(gathering)] == [
        ("Beatrice Holm", True),
        ("Helen Marsh", True),
        ("Margaret Lisle", False),
    ]


def test_nobody_came_before_it_began(cast: Cast, gathering: Gathering) -> None:
    coordinator = cast.actor("coordinator")
    with pytest.raises(NotPossibleNow):
        actions.note_attendance(actor=coordinator, now=NOW, gathering=gathering, attended={})
    with pytest.raises(NotPossibleNow):
        actions.hold_gathering(actor=coordinator, now=NOW, gathering=gathering)


def test_inviting_twice_asks_once(cast: Cast, gathering: Gathering) -> None:
    again = [cast.person("owner"), cast.person("mentor")]
    new = actions.invite_to_gathering(actor=cast.actor("lead"), now=NOW, gathering=gathering, people=again)
    assert (new, queries.attendances_of(gathering).count()) == (1, 3)


def test_a_gathering_that_was_held_stays_as_it_is(cast: Cast, gathering: Gathering) -> None:
    actions.hold_gathering(actor=cast.actor("lead"), now=AFTER, gathering=gathering, notes="All went well.")
    with pytest.raises(NotPossibleNow):
        actions.change_gathering(
            actor=cast.actor("lead"), now=AFTER, gathering=gathering, kind="steering", title="Other", starts_at=None
        )


def test_cancelling_needs_a_reason(cast: Cast, gathering: Gathering) -> None:
    with pytest.raises(InvalidInput):
        actions.cancel_gathering(actor=cast.actor("lead"), now=NOW, gathering=gathering, reason="")


def test_a_researcher_plans_no_gathering(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.plan_gathering(
            actor=cast.actor("researcher"), now=NOW, round_=cast.round, kind="other", title="Tea", starts_at=None
        )


def test_it_waits_on_those_who_run_the_programme_until_it_is_recorded(cast: Cast, gathering: Gathering) -> None:
    lead, sponsor = cast.person("lead").pk, cast.person("sponsor").pk
    waits = [one.public_id for one in waiting.gatherings_to_record(lead, AFTER)]
    assert (waits, waiting.gatherings_to_record(sponsor, AFTER)) == ([gathering.public_id], [])
    actions.hold_gathering(actor=cast.actor("lead"), now=AFTER, gathering=gathering)
    assert waiting.gatherings_to_record(lead, AFTER) == []


def test_the_invitation_says_what_when_and_where(gathering: Gathering) -> None:
    told = tellings.gathering_invited(gathering.public_id, 0)
    assert told.body == (
        "You are invited to this gathering.\n\n- **What:** Steering meeting\n"
        "- **When:** Mon 9 March 2026, 10:00\n- **Where:** Room 2"
    )


def test_lessons_without_words_are_refused_and_the_words_stay(cast: Cast) -> None:
    lead = cast.actor("lead")
    with pytest.raises(InvalidInput):
        actions.write_lesson(actor=lead, now=NOW, round_=cast.round, text=" ")
    lesson = actions.write_lesson(actor=lead, now=NOW, round_=cast.round, text="Start earlier.")
    answered = actions.note_what_was_done(actor=lead, now=NOW, lesson=lesson, done_about_it="We did.")
    assert (answered.text, answered.done_about_it) == ("Start earlier.", "We did.")
