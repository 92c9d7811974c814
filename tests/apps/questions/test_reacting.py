"""What questions do by themselves, what they tell, and what they answer when somebody asks what would change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.calendar.actions import cancel_committee_meeting
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.people.models import Person
from bridgework.apps.questions import actions, queries
from bridgework.apps.questions.models import ProblemStatement, Question
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models.trail import AuditEntry
from bridgework.kernel.permissions import SYSTEM, VISITOR
from bridgework.kernel.previews import PhaseMove, consequences
from bridgework.kernel.retention import months_before
from bridgework.kernel.tellings import TELLINGS, compose
from tests.cast import NOW, Cast


def answered(cast: Cast, contact: str) -> ProblemStatement:
    problem = actions.bring_problem(
        actor=VISITOR, now=NOW, programme=cast.programme, text="No bus after six.", contact=contact
    )
    actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer="no", reply="Ask the operator.")
    return problem


def forget(cast: Cast, days: int) -> int:
    now = NOW + timedelta(days=days)
    return actions.forget_contacts(actor=SYSTEM, now=now, scope=cast.programme.scope, before=months_before(now, 12))


@pytest.mark.parametrize(("days", "left"), [(360, 1), (370, 0)])
def test_how_to_reach_the_bringer_is_forgotten_after_twelve_months(cast: Cast, days: int, left: int) -> None:
    problem = answered(cast, "pat@example.org")
    forget(cast, days)
    assert Person.objects.filter(email="pat@example.org").count() == left
    assert ProblemStatement.objects.filter(contact="pat@example.org").count() == left
    assert queries.problem_by_receipt(problem.receipt).reply == "Ask the operator."


def test_somebody_who_is_known_otherwise_keeps_their_address(cast: Cast) -> None:
    known = cast.person("partner")
    answered(cast, known.email)
    assert forget(cast, 400) == 1
    known.refresh_from_db()
    assert known.email == "farida.aziz@example.org"


def test_the_audit_holds_no_words_of_the_bringer(cast: Cast) -> None:
    answered(cast, "pat@example.org")
    told = " ".join(f"{one.verb} {one.fields}" for one in AuditEntry.objects.all())
    assert "bus" not in told
    assert "pat@" not in told


def test_a_cancelled_meeting_leaves_its_date_as_a_provisional_one(cast: Cast) -> None:
    lead, challenge = cast.actor("lead"), cast.challenge
    actions.settle_belonging(actor=lead, now=NOW, challenge=challenge, body=cast.body, meeting=cast.meeting)
    cancel_committee_meeting(actor=SYSTEM, now=NOW, meeting=cast.meeting, reason="No quorum.")
    run_waiting()
    challenge.refresh_from_db()
    assert CommitteeMeeting.objects.get().state == "cancelled"
    assert queries.target_day(challenge) == (date(2026, 9, 17), True)


def test_moving_a_phase_tells_what_it_would_touch(cast: Cast, proposed: Question) -> None:
    cast.challenge.target_meeting = cast.meeting
    cast.challenge.save()
    phase = cast.round.phases.get()
    assert phase.planned_start is not None
    change = PhaseMove(
        cast.round.public_id, phase.key, phase.planned_start, date(2026, 9, 1), phase.planned_start, date(2026, 10, 1)
    )
    told = [(one.what, one.count) for one in consequences(change) if "question" in one.what]
    assert told[:2] == [
        ("questions that wait to be shortlisted", 1),
        ("questions whose committee meeting would fall inside this phase", 1),
    ]


def test_everything_told_can_be_said_and_says_why(cast: Cast, proposed: Question) -> None:
    problem = answered(cast, "")
    support = actions.name_support(
        actor=cast.actor("lead"), now=NOW, challenge=cast.challenge, person=cast.person("outsider"), role="mentor"
    )
    actions.decline_question(actor=cast.actor("lead"), now=NOW, question=proposed, reason="Asked in 2019.")
    about = {
        "questions.problem-brought": problem.public_id,
        "questions.problem-answered": problem.public_id,
        "questions.decided": proposed.public_id,
        "questions.taken-up": cast.challenge.public_id,
        "questions.named-as-support": support.public_id,
    }
    assert {key for key in TELLINGS if key.startswith("questions.")} == set(about)
    said = {key: compose(key, public_id, cast.person("outsider").pk) for key, public_id in about.items()}
    assert "Ask the operator." in said["questions.problem-answered"].body
    assert "Asked in 2019." in said["questions.decided"].body
    assert [key for key, one in said.items() if not one.why or not one.path] == []
