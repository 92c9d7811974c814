from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bridgework.apps.programmes.models import Round
from bridgework.apps.questions import actions, queries
from bridgework.apps.questions.models import Challenge, Lineage, Question
from bridgework.apps.questions.states import CHALLENGE, PROBLEM_STATEMENT, QUESTION, SUPPORT
from bridgework.core.states import StateTable
from bridgework.kernel import transitions
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from tests.cast import NOW, Cast

NEXT_YEAR = date(2027, 3, 1)
TODAY = NOW.date()


def next_round(cast: Cast) -> Round:
    made = Round.objects.create(
        created_at=NOW, scope="", programme=cast.programme, type=cast.round.type, label="2027", year=2027,
        state="planned", state_since=NOW,
    )  # fmt: skip
    made.scope = f"{cast.programme.scope}/{made.public_id}"
    made.save()
    return made


def shortlisted(cast: Cast, question: Question) -> Question:
    return actions.shortlist_question(actor=cast.actor("sponsor"), now=NOW, question=question, reason="It can be done.")


def test_a_question_needs_only_itself(cast: Cast) -> None:
    question = actions.propose_question(
        actor=cast.actor("proposer"), now=NOW, programme=cast.programme, wording="Who mends the paths?"
    )
    assert (question.title, question.scope, question.round) == ("Who mends the paths", cast.programme.scope, None)
    with pytest.raises(NotPermitted):
        actions.propose_question(actor=cast.actor("outsider"), now=NOW, programme=cast.programme, wording="Mine?")


def test_a_closed_round_takes_no_question(cast: Cast) -> None:
    cast.round.state = "closed"
    with pytest.raises(NotPossibleNow):
        actions.propose_question(
            actor=cast.actor("proposer"), now=NOW, programme=cast.programme, round=cast.round, wording="Late?"
        )


def test_reasons_are_kept_and_read_by_the_proposer(cast: Cast, proposed: Question) -> None:
    actions.keep_question(
        actor=cast.actor("lead"), now=NOW, question=proposed, reason="No capacity this year.", review_on=NEXT_YEAR
    )
    assert (proposed.state, proposed.review_on, proposed.decided_reason) == (
        "in_bank", NEXT_YEAR, "No capacity this year.",
    )  # fmt: skip
    assert [(one.event, one.reason) for one in transitions.history(proposed.public_id)] == [
        ("create", ""),
        ("keep", "No capacity this year."),
    ]


def test_a_question_kept_in_the_bank_is_offered_to_the_next_round(cast: Cast, proposed: Question) -> None:
    actions.keep_question(actor=cast.actor("lead"), now=NOW, question=proposed, reason="Later.", review_on=NEXT_YEAR)
    following = next_round(cast)
    offered = actions.offer_again(actor=cast.actor("sponsor"), now=NOW, question=proposed, round=following)
    assert (offered.pk, offered.state, offered.scope, offered.review_on) == (
        proposed.pk, "proposed", following.scope, None,
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_decided_without_a_reason(cast: Cast, proposed: Question, reason: str) -> None:
    lead = cast.actor("lead")
    steps: list[Callable[..., Any]] = [
        actions.shortlist_question, actions.decline_question, actions.withdraw_question,
    ]  # fmt: skip
    for step in steps:
        with pytest.raises(InvalidInput):
            step(actor=lead, now=NOW, question=proposed, reason=reason)
    with pytest.raises(InvalidInput):
        actions.keep_question(actor=lead, now=NOW, question=proposed, reason="Later.", review_on=TODAY)
    proposed.refresh_from_db()
    assert proposed.state == "proposed"


def test_the_proposer_may_withdraw_but_not_shortlist(cast: Cast, proposed: Question) -> None:
    proposer = cast.actor("proposer")
    with pytest.raises(NotPermitted):
        actions.shortlist_question(actor=proposer, now=NOW, question=proposed, reason="Mine.")
    actions.withdraw_question(actor=proposer, now=NOW, question=proposed, reason="Answered elsewhere.")
    assert proposed.state == "withdrawn"


def test_taking_up_makes_a_challenge_with_a_code_that_is_set_once(cast: Cast, proposed: Question) -> None:
    shortlisted(cast, proposed)
    challenge = actions.take_up_question(actor=cast.actor("lead"), now=NOW, question=proposed)
    assert challenge.code == "2026-libraries-loneliness"
    assert challenge.scope == f"{cast.round.scope}/{challenge.public_id}"
    assert (proposed.state, proposed.is_public, challenge.state) == ("taken_up", True, "open")
    assert cast.actor("owner").holds("question_owner", challenge.scope)
    with pytest.raises(NotPossibleNow):
        actions.take_up_question(actor=cast.actor("lead"), now=NOW, question=proposed)


def test_a_code_in_use_or_of_another_form_is_refused(cast: Cast, proposed: Question) -> None:
    shortlisted(cast, proposed)
    for code in (cast.challenge.code, "Net Zero", "x" * 60):
        with pytest.raises(InvalidInput):
            actions.take_up_question(actor=cast.actor("lead"), now=NOW, question=proposed, code=code)
    proposed.refresh_from_db()
    assert (proposed.state, Challenge.objects.count()) == ("shortlisted", 1)


def test_a_question_without_applicants_is_asked_anew_with_its_lineage(cast: Cast, proposed: Question) -> None:
    lead = cast.actor("lead")
    shortlisted(cast, proposed)
    challenge = actions.take_up_question(actor=lead, now=NOW, question=proposed)
    actions.set_challenge_aside(actor=lead, now=NOW, challenge=challenge, reason="Nobody applied.")
    fresh = actions.offer_again(actor=lead, now=NOW, question=proposed, round=next_round(cast))
    assert fresh.pk != proposed.pk
    assert list(Lineage.objects.values_list("question", "earlier", "kind")) == [(fresh.pk, proposed.pk, "same")]
    assert [one.title for one in queries.lineage_of(lead, fresh).earlier] == ["Libraries and loneliness"]
    assert [one.key for one in queries.lineage_of(lead, proposed).later] == [fresh.pk]


def test_how_questions_relate_is_kept_with_its_basis(cast: Cast, proposed: Question) -> None:
    lead = cast.actor("lead")
    with pytest.raises(InvalidInput):
        actions.relate_question(actor=lead, now=NOW, question=proposed, earlier=cast.question, kind="follow_up")
    actions.relate_question(actor=lead, now=NOW, question=proposed, earlier=cast.question, kind="different")
    actions.relate_question(
        actor=lead, now=NOW, question=proposed, earlier=cast.question, kind="follow_up", basis="It takes up finding 2."
    )
    assert list(Lineage.objects.values_list("kind", "basis")) == [("follow_up", "It takes up finding 2.")]
    assert proposed.duplicate_answer == "follow_up"
    for question, earlier in ((cast.question, proposed), (proposed, proposed)):
        with pytest.raises(InvalidInput):
            actions.relate_question(
                actor=lead, now=NOW, question=question, earlier=earlier, kind="follow_up", basis="A ring."
            )


def test_stages_advance_in_order_and_a_late_call_changes_nothing(cast: Cast) -> None:
    lead, challenge = cast.actor("lead"), cast.challenge
    actions.start_work(actor=lead, now=NOW, challenge=challenge)
    assert challenge.state == "under_way"
    with pytest.raises(NotPossibleNow):
        actions.put_to_committee(actor=lead, now=NOW, challenge=challenge)
    for step in (actions.publish_report, actions.put_to_committee, actions.decide, actions.follow_up):
        step(actor=lead, now=NOW + timedelta(days=1), challenge=challenge)
    assert challenge.state == "followed_up"
    assert actions.publish_report(actor=lead, now=NOW, challenge=challenge).state == "followed_up"
    assert [one.event for one in transitions.history(challenge.public_id)] == [
        "publish_report", "put_to_committee", "decide", "follow_up",
    ]  # fmt: skip


@pytest.mark.parametrize("table", [PROBLEM_STATEMENT, QUESTION, CHALLENGE, SUPPORT], ids=lambda one: one.name)
def test_every_pair_of_state_and_move_is_either_in_the_table_or_refused(table: StateTable) -> None:
    allowed = {(source, move.event): move.target for move in table.moves for source in move.sources}
    events = {move.event for move in table.moves}
    for state in table.states:
        for event in events:
            assert table.allows(state, event) == ((state, event) in allowed)
