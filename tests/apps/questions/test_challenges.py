from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.calendar.models import Body, BodyName, CommitteeMeeting
from bridgework.apps.questions import actions, queries
from bridgework.kernel.errors import InvalidInput, NotPermitted, StaleRecord
from bridgework.kernel.links import PURPOSES, Given
from bridgework.kernel.roles import MENTOR, SUPPORTING_OFFICER
from bridgework.kernel.waiting import waiting_elsewhere, waiting_on
from tests.cast import NOW, Cast

SOON = NOW.date() + timedelta(days=7)


def other_meeting(cast: Cast) -> CommitteeMeeting:
    body = Body.objects.create(created_at=NOW, organisation=cast.council, kind="committee")
    BodyName.objects.create(body=body, name="Children and Families Committee")
    return CommitteeMeeting.objects.create(
        created_at=NOW, body=body, body_scope=body.body_scope, on=date(2026, 10, 1), state="planned", state_since=NOW
    )


def test_where_it_belongs_may_come_late_and_until_then_the_date_is_provisional(cast: Cast) -> None:
    lead, challenge = cast.actor("lead"), cast.challenge
    actions.set_provisional_date(actor=lead, now=NOW, challenge=challenge, on=date(2026, 9, 1))
    assert queries.target_day(challenge) == (date(2026, 9, 1), True)
    with pytest.raises(InvalidInput):
        actions.set_target_meeting(actor=lead, now=NOW, challenge=challenge, meeting=cast.meeting)
    actions.settle_belonging(
        actor=lead, now=NOW, challenge=challenge, body=cast.body, decided_on="July 2026", meeting=cast.meeting
    )
    challenge.refresh_from_db()
    assert queries.target_day(challenge) == (date(2026, 9, 17), False)
    assert challenge.provisional_date is None


def test_every_place_it_belonged_to_is_kept_and_a_target_elsewhere_is_dropped(cast: Cast) -> None:
    lead, challenge = cast.actor("lead"), cast.challenge
    actions.settle_belonging(actor=lead, now=NOW, challenge=challenge, body=cast.body, meeting=cast.meeting)
    elsewhere = other_meeting(cast)
    actions.settle_belonging(
        actor=lead, now=NOW, challenge=challenge, body=elsewhere.body, reason="It is about families."
    )
    challenge.refresh_from_db()
    assert queries.target_day(challenge) == (date(2026, 9, 17), True)
    shown = queries.challenge_desk(challenge)
    assert [(one.body, one.is_current) for one in shown.belongings] == [
        ("Children and Families Committee", True),
        ("Transport and Communities Committee", False),
    ]
    with pytest.raises(InvalidInput):
        actions.set_target_meeting(actor=lead, now=NOW, challenge=challenge, meeting=cast.meeting)


def test_belonging_needs_one_of_the_two_and_the_right_person(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        actions.settle_belonging(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    with pytest.raises(NotPermitted):
        actions.settle_belonging(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, body=cast.body)


def test_the_second_who_moves_the_target_is_told(cast: Cast) -> None:
    lead, challenge = cast.actor("lead"), cast.challenge
    actions.set_provisional_date(actor=lead, now=NOW, challenge=challenge, on=date(2026, 9, 1), version_seen=1)
    with pytest.raises(StaleRecord):
        actions.set_provisional_date(actor=lead, now=NOW, challenge=challenge, on=date(2026, 8, 1), version_seen=1)


def test_every_version_of_the_brief_is_kept(cast: Cast) -> None:
    owner, challenge = cast.actor("owner"), cast.challenge
    actions.give_brief(actor=owner, now=NOW, challenge=challenge, text="Look at buses.", made_from=0)
    with pytest.raises(InvalidInput):
        actions.give_brief(actor=owner, now=NOW, challenge=challenge, text="Look at trains.", made_from=1)
    actions.give_brief(
        actor=owner, now=NOW, challenge=challenge, text="Look at trains.", why="Buses are done.", made_from=1
    )
    with pytest.raises(StaleRecord) as stale:
        actions.give_brief(actor=owner, now=NOW, challenge=challenge, text="Boats.", why="Why not.", made_from=1)
    assert stale.value.versions is not None
    assert stale.value.versions.theirs == {"text": "Look at trains."}
    assert [one.number for one in queries.challenge_desk(challenge).briefs] == [2, 1]


def test_naming_somebody_grants_the_role_and_ending_it_takes_it_back(cast: Cast) -> None:
    lead, mentor = cast.actor("lead"), cast.person("outsider")
    support = actions.name_support(actor=lead, now=NOW, challenge=cast.challenge, person=mentor, role=MENTOR)
    again = actions.name_support(actor=lead, now=NOW, challenge=cast.challenge, person=mentor, role=MENTOR)
    assert (support.state, again.pk) == ("accepted", support.pk)
    assert cast.actor("outsider").holds(MENTOR, cast.challenge.scope)
    actions.end_support(actor=cast.actor("outsider"), now=NOW, support=support, reason="Moved away.")
    assert cast.person("outsider").role_holdings.get().ends_on == NOW.date() - timedelta(days=1)
    with pytest.raises(InvalidInput):
        actions.name_support(actor=lead, now=NOW, challenge=cast.challenge, person=mentor, role="programme_lead")


def test_an_invitation_waits_until_it_is_accepted_or_declined_by_link(cast: Cast) -> None:
    lead, officer = cast.actor("lead"), cast.person("outsider")
    support = actions.invite_support(
        actor=lead, now=NOW, challenge=cast.challenge, person=officer, role=SUPPORTING_OFFICER, answer_by=SOON
    )
    assert [one.public_id for one in waiting_on(officer.pk, NOW)] == [support.public_id]
    assert [one.public_id for one in waiting_elsewhere(cast.person("lead").pk, NOW)] == [support.public_id]
    assert not cast.actor("outsider").holds(SUPPORTING_OFFICER, cast.challenge.scope)
    purpose = PURPOSES["questions.support"]
    purpose.answer(support.public_id, Given("accept"), actor=cast.actor("outsider", via="link"), now=NOW)
    assert cast.actor("outsider").holds(SUPPORTING_OFFICER, cast.challenge.scope)
    # Thinking again the same day takes the role back.
    purpose.answer(support.public_id, Given("decline", "Ask Jo."), actor=cast.actor("outsider", via="link"), now=NOW)
    support.refresh_from_db()
    assert (support.state, support.answer) == ("declined", "Ask Jo.")
    assert cast.person("outsider").role_holdings.get().ends_on == NOW.date() - timedelta(days=1)
    assert waiting_on(officer.pk, NOW) == []


def test_problems_and_reviews_that_are_due_wait_on_those_who_run_the_programme(cast: Cast) -> None:
    lead = cast.actor("lead")
    problem = actions.bring_problem(actor=lead, now=NOW, programme=cast.programme, text="No bus.")
    question = actions.propose_question(actor=lead, now=NOW, programme=cast.programme, wording="Where are buses?")
    actions.keep_question(actor=lead, now=NOW, question=question, reason="Later.", review_on=SOON)
    later = NOW + timedelta(days=7)
    kinds = [(one.kind, one.public_id) for one in waiting_on(cast.person("lead").pk, later)]
    assert kinds == [("questions.problem", problem.public_id), ("questions.review", question.public_id)]
    assert [one.kind for one in waiting_on(cast.person("lead").pk, NOW)] == ["questions.problem"]
    assert waiting_on(cast.person("researcher").pk, later) == []
