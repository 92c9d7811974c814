from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bridgework.apps.calendar.models import Holiday
from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person
from bridgework.apps.questions import actions, queries
from bridgework.apps.questions.models import ProblemStatement
from bridgework.kernel import transitions
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import VISITOR
from tests.cast import NOW, Cast

WORDS = "The last bus from the hospital leaves before visiting ends."


def brought(cast: Cast, **more: Any) -> ProblemStatement:
    return actions.bring_problem(actor=VISITOR, now=NOW, programme=cast.programme, text=WORDS, **more)


def test_a_visitor_brings_a_problem_and_is_told_by_when_it_is_answered(cast: Cast) -> None:
    Holiday.objects.create(on=date(2026, 3, 10), name="A day off")
    problem = brought(cast, contact="Pat@Example.org", who_is_affected="Visitors\x00 without a car")
    assert (problem.text, problem.who_is_affected, problem.way) == (WORDS, "Visitors without a car", "screen")
    # Twenty working days after Monday 2 March, with one holiday between.
    assert problem.reply_by == date(2026, 3, 31)
    assert [one.to_state for one in transitions.history(problem.public_id)] == ["brought"]


def test_the_receipt_finds_the_problem_however_it_is_typed(cast: Cast) -> None:
    problem = brought(cast)
    assert len(problem.receipt) == 14
    assert queries.problem_by_receipt(problem.receipt.lower().replace("-", " ")) == problem
    for wrong in ("", "----", "AAAA-AAAA-AAA", "x" * 5_000, "\x00"):
        with pytest.raises(NotFound):
            queries.problem_by_receipt(wrong)


def test_the_code_goes_at_once_to_the_address_that_was_left(cast: Cast) -> None:
    problem = brought(cast, contact="pat@example.org")
    run_waiting()
    sent = Message.objects.get(address="pat@example.org")
    assert problem.receipt in sent.body
    assert WORDS not in sent.body


def test_a_bringer_is_kept_without_name_and_without_code(cast: Cast) -> None:
    brought(cast, contact="pat@example.org")
    assert Person.objects.get(email="pat@example.org").name == "Somebody who brought a problem"
    brought(cast, contact="ask for Pat at the library")
    assert Person.objects.filter(name="Somebody who brought a problem").count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 5_001])
def test_words_that_are_missing_or_too_long_are_refused_at_their_field(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        actions.bring_problem(actor=VISITOR, now=NOW, programme=cast.programme, text=text)
    assert refusal.value.field == "text"
    assert ProblemStatement.objects.count() == 0


def test_nobody_answers_for_a_programme_that_is_history(cast: Cast) -> None:
    cast.programme.is_history = True
    with pytest.raises(NotPossibleNow):
        brought(cast)


def test_staff_enter_a_problem_told_by_phone_and_it_is_marked_so(cast: Cast) -> None:
    problem = actions.enter_problem_for(
        actor=cast.actor("coordinator"), now=NOW, programme=cast.programme, text=WORDS, way="phone"
    )
    assert (problem.way, problem.entered_by) == ("phone", cast.person("coordinator").public_id)
    with pytest.raises(NotPermitted):
        actions.enter_problem_for(actor=cast.actor("outsider"), now=NOW, programme=cast.programme, text=WORDS)


def test_yes_makes_a_question_whose_first_wording_is_the_bringers_words(cast: Cast) -> None:
    problem = brought(cast, contact="pat@example.org")
    question = actions.answer_problem(
        actor=cast.actor("lead"),
        now=NOW,
        problem=problem,
        answer="yes",
        reply="We take it to this year's round.",
        title="The last bus",
        round=cast.round,
    )
    assert question is not None
    assert [(one.number, one.text, one.author) for one in question.wordings.all()] == [(1, WORDS, None)]
    assert (question.problem_statement, question.round, question.state) == (problem, cast.round, "proposed")
    assert (problem.state, problem.reply) == ("taken_up", "We take it to this year's round.")
    assert problem.person == Person.objects.get(email="pat@example.org")


@pytest.mark.parametrize(("answer", "state"), [("no", "declined"), ("later", "kept_for_later")])
def test_no_and_later_need_a_reason_and_make_no_question(cast: Cast, answer: Any, state: str) -> None:
    problem = brought(cast, contact="ask for Pat at the library")
    with pytest.raises(InvalidInput):
        actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer=answer, reply=" ")
    made = actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer=answer, reply="Because.")
    assert (made, problem.state, problem.person) == (None, state, None)


def test_an_answer_is_given_once_and_only_by_those_who_run_the_programme(cast: Cast) -> None:
    problem = brought(cast)
    with pytest.raises(NotPermitted):
        actions.answer_problem(actor=cast.actor("sponsor"), now=NOW, problem=problem, answer="no", reply="No.")
    actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer="no", reply="No.")
    with pytest.raises(NotPossibleNow):
        actions.answer_problem(actor=cast.actor("lead"), now=NOW, problem=problem, answer="yes", reply="Yes.")
    problem.refresh_from_db()
    assert problem.reply == "No."


def test_only_staff_of_the_programme_read_problems(cast: Cast) -> None:
    problem = brought(cast)
    assert list(queries.problems_seen_by(cast.actor("sponsor"))) == [problem]
    for key in ("outsider", "researcher", "proposer"):
        assert list(queries.problems_seen_by(cast.actor(key))) == []
